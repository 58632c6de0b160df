// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/ipvs/dialect.hpp"

#include "libipvsctl/ipvs/attributes.hpp"

namespace ipvsctl::ipvs {
namespace {

constexpr auto command_names = [] {
  std::array<const char*, IPVS_CMD_FLUSH + 1> names{};
  names[IPVS_CMD_NEW_SERVICE] = "IPVS_CMD_NEW_SERVICE";
  names[IPVS_CMD_SET_SERVICE] = "IPVS_CMD_SET_SERVICE";
  names[IPVS_CMD_DEL_SERVICE] = "IPVS_CMD_DEL_SERVICE";
  names[IPVS_CMD_GET_SERVICE] = "IPVS_CMD_GET_SERVICE";
  names[IPVS_CMD_NEW_DEST] = "IPVS_CMD_NEW_DEST";
  names[IPVS_CMD_SET_DEST] = "IPVS_CMD_SET_DEST";
  names[IPVS_CMD_DEL_DEST] = "IPVS_CMD_DEL_DEST";
  names[IPVS_CMD_GET_DEST] = "IPVS_CMD_GET_DEST";
  names[IPVS_CMD_NEW_DAEMON] = "IPVS_CMD_NEW_DAEMON";
  names[IPVS_CMD_DEL_DAEMON] = "IPVS_CMD_DEL_DAEMON";
  names[IPVS_CMD_GET_DAEMON] = "IPVS_CMD_GET_DAEMON";
  names[IPVS_CMD_SET_CONFIG] = "IPVS_CMD_SET_CONFIG";
  names[IPVS_CMD_GET_CONFIG] = "IPVS_CMD_GET_CONFIG";
  names[IPVS_CMD_SET_INFO] = "IPVS_CMD_SET_INFO";
  names[IPVS_CMD_GET_INFO] = "IPVS_CMD_GET_INFO";
  names[IPVS_CMD_ZERO] = "IPVS_CMD_ZERO";
  names[IPVS_CMD_FLUSH] = "IPVS_CMD_FLUSH";
  return names;
}();

std::string name_of(std::uint8_t command)
{
  const bool named = command < command_names.size() && command_names[command] != nullptr;
  return named ? command_names[command] : "IPVS command " + std::to_string(command);
}

}  // namespace

netlink::Spoken spoken(const netlink::Message& message)
{
  const auto header = netlink::read_front<genlmsghdr>(message.payload, "a generic netlink message");
  if (message.header.nlmsg_type == GENL_ID_CTRL) return {"CTRL_CMD_GETFAMILY", GENL_HDRLEN, {}};
  const auto table = header.cmd == IPVS_CMD_SET_INFO ? netlink::AttributeTable(info_attributes)
                                                     : netlink::AttributeTable(command_attributes);
  return {name_of(header.cmd), GENL_HDRLEN, table};
}

}  // namespace ipvsctl::ipvs
