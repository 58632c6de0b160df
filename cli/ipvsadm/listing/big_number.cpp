// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/big_number.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace ipvsadm {
namespace {

struct Unit {
  std::uint64_t below;  ///< numbers less than this are written in it
  std::uint64_t size;
  char letter;
};

constexpr std::uint64_t thousand = 1000;
constexpr std::uint64_t million = thousand * thousand;
constexpr std::uint64_t milliard = thousand * million;
constexpr std::uint64_t billion = thousand * milliard;

constexpr std::uint64_t widest_whole = 100 * million;
constexpr std::array units{
    Unit{milliard, thousand, 'K'},
    Unit{100 * milliard, million, 'M'},
    Unit{100 * billion, milliard, 'G'},
};

}  // namespace

void append_exact_number(std::string& out, std::uint64_t number)
{
  fmt::format_to(std::back_inserter(out), " {:8}", number);
}

void append_short_number(std::string& out, std::uint64_t number)
{
  if (number < widest_whole) return append_exact_number(out, number);
  for (const auto& [below, size, letter] : units)
    if (number < below) {
      fmt::format_to(std::back_inserter(out), " {:7}{}", number / size, letter);
      return;
    }
  fmt::format_to(std::back_inserter(out), " {:7}T", number / billion);
}

}  // namespace ipvsadm
