// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/ipvs/command.hpp"

#include <linux/ip_vs.h>

#include "libipvsctl/ipvs/codec.hpp"

namespace ipvsctl::ipvs {
namespace {

struct Write {
  netlink::Request& request;
  std::uint16_t family;

  void begin(std::uint8_t command) const
  {
    request.begin_generic(family, 0, command, IPVS_GENL_VERSION);
  }
  void service(std::uint8_t number, const auto& command) const
  {
    begin(number);
    put_service(request, command.service, command.settings);
  }
  void destination(std::uint8_t number, const auto& command) const
  {
    begin(number);
    put_service(request, command.service);
    put_destination(request, command.destination, command.settings);
  }

  void operator()(const NewService& command) const { service(IPVS_CMD_NEW_SERVICE, command); }
  void operator()(const SetService& command) const { service(IPVS_CMD_SET_SERVICE, command); }
  void operator()(const DelService& command) const
  {
    begin(IPVS_CMD_DEL_SERVICE);
    put_service(request, command.service);
  }
  void operator()(const NewDestination& command) const { destination(IPVS_CMD_NEW_DEST, command); }
  void operator()(const SetDestination& command) const { destination(IPVS_CMD_SET_DEST, command); }
  void operator()(const DelDestination& command) const
  {
    begin(IPVS_CMD_DEL_DEST);
    put_service(request, command.service);
    put_destination(request, command.destination);
  }
  void operator()(const NewDaemon& command) const
  {
    begin(IPVS_CMD_NEW_DAEMON);
    put_daemon(request, command.role, command.daemon);
  }
  void operator()(const DelDaemon& command) const
  {
    begin(IPVS_CMD_DEL_DAEMON);
    put_daemon(request, command.role);
  }
  void operator()(const SetTimeouts& command) const
  {
    begin(IPVS_CMD_SET_CONFIG);
    put_timeouts(request, command.timeouts);
  }
  void operator()(const Zero& command) const
  {
    begin(IPVS_CMD_ZERO);
    if (command.service != nullptr) put_service(request, *command.service);
  }
  void operator()(const Flush&) const { begin(IPVS_CMD_FLUSH); }
};

struct FailureText {
  static std::string server(const char* verb, const auto& command, const char* preposition)
  {
    return std::string("cannot ") + verb + " server " + to_string(command.destination) + " " +
           preposition + " " + to_string(command.service);
  }

  std::string operator()(const NewService& command) const
  {
    return "cannot add service " + to_string(command.service);
  }
  std::string operator()(const SetService& command) const
  {
    return "cannot edit service " + to_string(command.service);
  }
  std::string operator()(const DelService& command) const
  {
    return "cannot remove service " + to_string(command.service);
  }
  std::string operator()(const NewDestination& command) const
  {
    return server("add", command, "to");
  }
  std::string operator()(const SetDestination& command) const
  {
    return server("edit", command, "of");
  }
  std::string operator()(const DelDestination& command) const
  {
    return server("remove", command, "from");
  }
  std::string operator()(const NewDaemon& command) const
  {
    return "cannot start sync daemon " + to_string(command.role);
  }
  std::string operator()(const DelDaemon& command) const
  {
    return "cannot stop sync daemon " + to_string(command.role);
  }
  std::string operator()(const SetTimeouts&) const { return "cannot set the timeouts"; }
  std::string operator()(const Zero& command) const
  {
    return "cannot zero the counters of " +
           (command.service == nullptr ? "all services" : to_string(*command.service));
  }
  std::string operator()(const Flush&) const { return "cannot remove all services"; }
};

}  // namespace

void write(netlink::Request& request, std::uint16_t family, const Command& command)
{
  std::visit(Write{request, family}, command);
}

std::string failure_text(const Command& command)
{
  return std::visit(FailureText{}, command);
}

}  // namespace ipvsctl::ipvs
