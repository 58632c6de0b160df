// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/read_duration.hpp"

#include "lvsd/config/duration.hpp"
#include "lvsd/config/quoted.hpp"

namespace lvsd {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// "15" is most likely seconds, and "15M" minutes.
std::string meant_duration(const std::string& text)
{
  std::string lower;
  for (const char c : text)
    if (c != ' ') lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  for (const std::string& attempt : {lower, lower + "s"})
    if (parse_duration(attempt)) return "; did you mean " + in_quotes(attempt) + "?";
  return "";
}

}  // namespace

std::optional<milliseconds> read_duration(const Json& value, milliseconds least, milliseconds most,
                                          Findings& findings)
{
  if (!value.is_string() && !value.is_number()) return {};
  if (value.is_number() && value.get<double>() < 0) return {};
  const std::string* text = text_of(&value);
  const auto duration = text == nullptr ? duration_of(value.get<double>()) : parse_duration(*text);
  if (!duration) {
    const std::string meant = text == nullptr ? "" : meant_duration(*text);
    findings.error(value, shown(value) + " is not a duration" +
                              (meant.empty() ? "; write a number with ms, s, m, h or d behind it, "
                                               "such as \"15m\", or a number of seconds"
                                             : meant));
    return {};
  }
  if (*duration < least || *duration > most) {
    findings.error(value, "expected a duration from " + duration_text(least) + " to " +
                              duration_text(most) + ", found " + shown(value));
    return {};
  }
  return duration;
}

std::optional<seconds> read_seconds(const Json& value, seconds least, seconds most,
                                    Findings& findings)
{
  const auto duration = read_duration(value, milliseconds(0), most, findings);
  if (!duration) return {};
  const auto whole = std::chrono::duration_cast<seconds>(*duration);
  if (whole != *duration) {
    findings.error(value, "expected whole seconds, found " + shown(value) +
                              "; a fraction of a second is more than the kernel can do");
    return {};
  }
  if (whole < least) {
    findings.error(value, "expected a duration from " + duration_text(least) + " to " +
                              duration_text(most) + ", found " + shown(value));
    return {};
  }
  return whole;
}

}  // namespace lvsd
