// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>

namespace ipvsctl {

/// Reads a whole decimal number that fits `Number`; no sign for unsigned types, no blanks.
template <std::integral Number>
std::optional<Number> parse_number(std::string_view text)
{
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return number;
}

}  // namespace ipvsctl
