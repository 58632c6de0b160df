// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/scheduler_flags.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "cli/ipvsadm/arguments/refusal.hpp"

namespace ipvsadm {
namespace {

struct Flag {
  std::string_view name;
  unsigned bit;
  std::string_view scheduler;  ///< whose flag it is; empty for any
};

constexpr std::array flags{
    Flag{"flag-1", 0, ""},        Flag{"flag-2", 1, ""},    Flag{"flag-3", 2, ""},
    Flag{"sh-fallback", 0, "sh"}, Flag{"sh-port", 1, "sh"}, Flag{"mh-fallback", 0, "mh"},
    Flag{"mh-port", 1, "mh"},
};

unsigned read_flag(const std::string& name, const std::string& scheduler)
{
  const auto flag =
      std::find_if(flags.begin(), flags.end(), [&](const Flag& one) { return one.name == name; });
  if (flag == flags.end()) throw Refusal{"invalid scheduler flag `" + name + "'"};
  if (!flag->scheduler.empty() && flag->scheduler != scheduler)
    throw Refusal{"incompatible scheduler flag `" + name + "'"};
  return 1U << flag->bit;
}

}  // namespace

std::uint8_t read_scheduler_flags(const std::string& text, const std::string& scheduler)
{
  unsigned bits = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const auto name = rest.substr(0, rest.find(','));
    if (!name.empty()) bits |= read_flag(std::string(name), scheduler);
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
  }
  return static_cast<std::uint8_t>(bits);
}

}  // namespace ipvsadm
