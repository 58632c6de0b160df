// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/sysctl_text.hpp"

#include <bit>
#include <set>
#include <sstream>

#include "libipvsctl/model/numbers.hpp"
#include "libipvsctl/model/settings.hpp"
#include "lvsd/config/quoted.hpp"

namespace lvsd {
namespace {

using ipvsctl::parse_number;

/// More than any kernel's NR_CPUS.
constexpr unsigned most_cpus = 65'536;

/// Two numbers of which the second is the larger one, or 0: proc_do_sync_threshold().
std::string read_threshold(const Json& value, const std::string& text, Findings& findings)
{
  std::istringstream words(text);
  std::string first, second, more;
  words >> first >> second;
  const auto low = parse_number<int>(first);
  const auto high = parse_number<int>(second);
  const bool fits = low && high && *low >= 0 && (*high == 0 || *high > *low) && !(words >> more);
  if (fits) return std::to_string(*low) + " " + std::to_string(*high);
  findings.error(value,
                 "expected two numbers of which the second is larger, such as \"3 50\", "
                 "found " +
                     in_quotes(text));
  return {};
}

/// Adds "3" or "0-3" to `cpus`; false where it is neither.
bool add_cpus(const std::string& text, std::set<unsigned>& cpus)
{
  const std::size_t dash = text.find('-');
  const auto first = parse_number<unsigned>(std::string_view(text).substr(0, dash));
  const auto last = dash == std::string::npos
                        ? first
                        : parse_number<unsigned>(std::string_view(text).substr(dash + 1));
  if (!first || !last || *first > *last || *last >= most_cpus) return false;
  for (unsigned cpu = *first; cpu <= *last; ++cpu)
    cpus.insert(cpu);
  return true;
}

/// As the kernel's "%*pbl" prints it: "0-3,8".
std::string cpu_list_text(const std::set<unsigned>& cpus)
{
  std::string text;
  for (auto first = cpus.begin(); first != cpus.end();) {
    auto last = first;
    while (std::next(last) != cpus.end() && *std::next(last) == *last + 1)
      ++last;
    text += (text.empty() ? "" : ",") + std::to_string(*first);
    if (last != first) text += "-" + std::to_string(*last);
    first = std::next(last);
  }
  return text;
}

std::string read_cpu_list(const Json& value, const std::string& text, Findings& findings)
{
  std::set<unsigned> cpus;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');)
    if (!add_cpus(part, cpus)) {
      findings.error(value, "expected a list of CPUs such as \"0-3,8\", found " + in_quotes(text));
      return {};
    }
  return cpu_list_text(cpus);
}

void check_number(const std::string& name, const Json& value, Findings& findings)
{
  const auto number = number_of<unsigned>(&value);
  if (name == "sync_ports" && number && *number > 0 && *number <= 64 &&
      !std::has_single_bit(*number))
    findings.error(value, "expected a power of two, found " + shown(value));
}

}  // namespace

std::string read_sysctl(const std::string& name, const Json& value, Findings& findings)
{
  if (value.is_boolean()) return value.get<bool>() ? "1" : "0";
  if (const std::string* text = text_of(&value)) {
    if (text->empty()) return {};
    if (name == "sync_threshold") return read_threshold(value, *text, findings);
    if (name == "est_cpulist") return read_cpu_list(value, *text, findings);
    return ipvsctl::folded_blanks(*text);
  }
  check_number(name, value, findings);
  return value.dump();
}

}  // namespace lvsd
