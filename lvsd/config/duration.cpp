// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/duration.hpp"

#include <charconv>
#include <cmath>

#include "libipvsctl/model/duration.hpp"

namespace lvsd {
namespace {

using std::chrono::milliseconds;

constexpr double longest = 100.0 * 366 * 86'400'000;

std::optional<milliseconds> whole_milliseconds(double count)
{
  const double whole = std::round(count);
  if (!(count >= 0 && count <= longest) || std::abs(count - whole) > 1e-6) return {};
  return milliseconds(static_cast<std::int64_t>(whole));
}

}  // namespace

std::optional<milliseconds> parse_duration(std::string_view text)
{
  if (text.empty() || text.front() < '0' || text.front() > '9') return {};
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc{} || *(end - 1) == '.') return {};
  const std::string_view name = text.substr(static_cast<std::size_t>(end - text.data()));
  for (const ipvsctl::DurationUnit& unit : ipvsctl::duration_units)
    if (unit.name == name)
      return whole_milliseconds(number * static_cast<double>(unit.milliseconds));
  return {};
}

std::optional<milliseconds> duration_of(double seconds)
{
  return whole_milliseconds(seconds * 1000);
}

}  // namespace lvsd
