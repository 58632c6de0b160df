// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/scheduler.hpp"

#include <algorithm>
#include <iterator>

#include "libipvsctl/model/service.hpp"
#include "lvsd/config/quoted.hpp"
#include "lvsd/config/suggest.hpp"

namespace lvsd {
namespace {

/// Those of net/netfilter/ipvs/ in Linux, and "none".
const std::vector<std::string> known_schedulers{"rr",    "wrr", "lc", "wlc",  "lblc",
                                                "lblcr", "dh",  "sh", "sed",  "nq",
                                                "fo",    "ovf", "mh", "twos", "none"};

/// IP_VS_SCHEDNAME_MAXLEN without the NUL; what the schema's pattern counts are characters.
constexpr std::size_t longest_scheduler = 15;

/// The flag's bit; -1 where `scheduler` has none of that name.
int bit_of(const std::string& flag, const std::string& scheduler)
{
  for (unsigned bit = 0; bit < 3; ++bit)
    if (flag == ipvsctl::scheduler_flag_name(scheduler, bit) ||
        flag == "flag-" + std::to_string(bit + 1))
      return static_cast<int>(bit);
  return -1;
}

bool has_names_of_its_own(const std::string& scheduler)
{
  return scheduler == "sh" || scheduler == "mh";
}

/// Whether any scheduler has it.
bool is_flag(const std::string& flag)
{
  return bit_of(flag, "sh") >= 0 || bit_of(flag, "mh") >= 0;
}

std::vector<std::string> flags_of(const std::string& scheduler)
{
  std::vector<std::string> flags;
  for (unsigned bit = 0; bit < (has_names_of_its_own(scheduler) ? 2U : 3U); ++bit)
    flags.push_back(ipvsctl::scheduler_flag_name(scheduler, bit));
  return flags;
}

}  // namespace

std::string weighing_instead_of(const std::string& scheduler)
{
  if (scheduler == "rr") return "wrr";
  if (scheduler == "lc") return "wlc";
  if (scheduler == "dh") return "lblc";
  return {};
}

std::string read_scheduler(const Json& value, const Reading& reading)
{
  const std::string* name = text_of(&value);
  if (name == nullptr || name->empty()) return {};
  std::vector<std::string> known = known_schedulers;
  std::ranges::copy_if(reading.environment.more_schedulers, std::back_inserter(known),
                       [](const std::string& one) { return one.size() <= longest_scheduler; });
  if (std::ranges::find(known, *name) != known.end()) return *name;
  const std::string meant = did_you_mean(*name, known);
  reading.findings.error(value,
                         "there is no scheduler " + in_quotes(*name) +
                             (meant.empty() ? "; expected " + one_of(known_schedulers) : meant));
  return {};
}

std::uint8_t read_scheduler_flags(const Json& list, const std::string& scheduler,
                                  Findings& findings)
{
  unsigned flags = 0;
  for (const Json* element : elements_of(&list)) {
    const std::string* flag = text_of(element);
    if (flag == nullptr || scheduler.empty() || !is_flag(*flag)) continue;
    const int bit = bit_of(*flag, scheduler);
    if (bit >= 0)
      flags |= 1U << bit;
    else
      findings.error(*element, "the scheduler " + in_quotes(scheduler) + " has no flag " +
                                   in_quotes(*flag) + "; expected " + one_of(flags_of(scheduler)));
  }
  return static_cast<std::uint8_t>(flags);
}

}  // namespace lvsd
