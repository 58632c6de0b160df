// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/duration.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>

#include "libipvsctl/model/duration.hpp"

namespace lvsd {
namespace {

using std::chrono::milliseconds;
using Units = std::span<const ipvsctl::DurationUnit>;

constexpr double longest = 100.0 * 366 * 86'400'000;

std::optional<milliseconds> whole_milliseconds(double count)
{
  const double whole = std::round(count);
  if (!(count >= 0 && count <= longest) || std::abs(count - whole) > 1e-6) return {};
  return milliseconds(static_cast<std::int64_t>(whole));
}

bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

/// Takes the number that `text` begins with.
std::optional<double> take_number(std::string_view& text)
{
  if (text.empty() || !is_digit(text.front())) return {};
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc{} || *(end - 1) == '.') return {};
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

/// Takes the name of one of `units`, and leaves those that are smaller.
const ipvsctl::DurationUnit* take_unit(std::string_view& text, Units& units)
{
  const auto length = static_cast<std::size_t>(std::ranges::find_if(text, is_digit) - text.begin());
  const auto unit = std::ranges::find(units, text.substr(0, length), &ipvsctl::DurationUnit::name);
  if (unit == units.end()) return nullptr;
  text.remove_prefix(length);
  units = units.subspan(static_cast<std::size_t>(unit - units.begin()) + 1);
  return &*unit;
}

}  // namespace

std::optional<milliseconds> parse_duration(std::string_view text)
{
  milliseconds sum{0};
  Units units(ipvsctl::duration_units);
  do {
    const auto number = take_number(text);
    const auto* const unit = number ? take_unit(text, units) : nullptr;
    if (unit == nullptr) return {};
    const auto part = whole_milliseconds(*number * static_cast<double>(unit->milliseconds));
    if (!part) return {};
    sum += *part;
  } while (!text.empty());
  return whole_milliseconds(static_cast<double>(sum.count()));
}

std::optional<milliseconds> duration_of(double seconds)
{
  return whole_milliseconds(seconds * 1000);
}

}  // namespace lvsd
