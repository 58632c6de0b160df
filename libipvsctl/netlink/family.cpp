// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/family.hpp"

#include "libipvsctl/netlink/attributes.hpp"

namespace ipvsctl::netlink {
namespace {

constexpr auto control_attributes = [] {
  std::array<Attribute, CTRL_ATTR_FAMILY_NAME + 1> table{};
  table[CTRL_ATTR_FAMILY_ID] = {"CTRL_ATTR_FAMILY_ID", Kind::u16};
  table[CTRL_ATTR_FAMILY_NAME] = {"CTRL_ATTR_FAMILY_NAME", Kind::text};
  return table;
}();

}  // namespace

std::uint16_t family_number(Conversation& conversation, const std::string& name)
{
  Request request;
  request.begin_generic(GENL_ID_CTRL, 0, CTRL_CMD_GETFAMILY, 1);
  request.put_text(CTRL_ATTR_FAMILY_NAME, name);
  std::uint16_t number = 0;
  conversation.query(request, "cannot find the netlink family " + name,
                     [&](const Message& message) {
                       const Attributes found(generic_attributes(message), control_attributes);
                       number = found.u16(CTRL_ATTR_FAMILY_ID);
                     });
  if (number == 0) throw Malformed("the kernel did not say the number of the family " + name);
  return number;
}

}  // namespace ipvsctl::netlink
