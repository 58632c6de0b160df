// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/command.hpp"

#include <array>

namespace ipvsadm {
namespace {

constexpr std::array<std::string_view, 16> names{
    "add-service",  "edit-service",  "delete-service", "flush",   "list", "add-server",
    "edit-server",  "delete-server", "zero",           "restore", "save", "set",
    "start-daemon", "stop-daemon",   "help",           "version"};

}  // namespace

std::string_view name_of(CommandKind kind)
{
  return names.at(static_cast<std::size_t>(kind));
}

}  // namespace ipvsadm
