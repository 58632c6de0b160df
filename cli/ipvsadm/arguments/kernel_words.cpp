// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/kernel_words.hpp"

#include <optional>
#include <string_view>

namespace ipvsadm {
namespace {

using Text = std::optional<std::string_view>;

constexpr std::string_view no_such_service = "No such service";

Text words(const ChangeService& command, std::errc error)
{
  if (error == std::errc::file_exists && command.verb == Verb::add) return "Service already exists";
  if (error == std::errc::no_such_file_or_directory && command.verb != Verb::remove)
    return "Scheduler or persistence engine not found";
  if (error == std::errc::no_such_process && command.verb != Verb::add) return no_such_service;
  return {};
}

Text words(const ChangeServer& command, std::errc error)
{
  if (error == std::errc::file_exists && command.verb == Verb::add)
    return "Destination already exists";
  if (error == std::errc::no_such_file_or_directory && command.verb != Verb::add)
    return "No such destination";
  if (error == std::errc::no_such_process) return "Service not defined";
  return {};
}

Text words(const Zero&, std::errc error)
{
  if (error == std::errc::no_such_process) return no_such_service;
  return {};
}

Text words(const ListTable&, std::errc error)
{
  if (error == std::errc::no_such_process) return no_such_service;
  return {};
}

Text words(const StartDaemon&, std::errc error)
{
  if (error == std::errc::file_exists) return "Daemon has already run";
  return {};
}

Text words(const StopDaemon&, std::errc error)
{
  if (error == std::errc::no_such_process) return "No daemon is running";
  return {};
}

template <class Other>
Text words(const Other&, std::errc)
{
  return {};
}

Text general_words(std::errc error)
{
  switch (error) {
    case std::errc::operation_not_permitted:
      return "Permission denied (you must be root)";
    case std::errc::invalid_argument:
      return "Invalid operation.  Possibly wrong module version, address not unicast, ...";
    case std::errc::no_protocol_option:
      return "Protocol not available";
    case std::errc::not_enough_memory:
      return "Memory allocation problem";
    case std::errc::operation_not_supported:
      return "Operation not supported with IPv6";
    case std::errc::address_family_not_supported:
      return "Operation not supported with specified address family";
    case std::errc::message_size:
      return "Module is wrong version";
    default:
      return {};
  }
}

std::errc errc_of(const std::error_code& code)
{
  return static_cast<std::errc>(code.default_error_condition().value());
}

}  // namespace

std::string kernel_words(const std::error_code& code)
{
  return std::string(general_words(errc_of(code)).value_or(code.message()));
}

std::string kernel_words(const Command& command, const std::error_code& code)
{
  const std::errc error = errc_of(code);
  const Text text = std::visit([&](const auto& one) { return words(one, error); }, command);
  return text ? std::string(*text) : kernel_words(code);
}

}  // namespace ipvsadm
