// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/big_number.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "cli/ipvsadm/listing/columns.hpp"

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

constexpr std::size_t whole_width = 8;
constexpr std::uint64_t widest_whole = 100 * million;
constexpr std::array units{
    Unit{milliard, thousand, 'K'},
    Unit{100 * milliard, million, 'M'},
    Unit{100 * billion, milliard, 'G'},
    Unit{std::numeric_limits<std::uint64_t>::max(), billion, 'T'},
};

}  // namespace

void append_exact_number(std::string& out, std::uint64_t number)
{
  out += ' ';
  append_right(out, Digits(number), whole_width);
}

void append_short_number(std::string& out, std::uint64_t number)
{
  if (number < widest_whole) return append_exact_number(out, number);
  const auto unit =
      std::find_if(units.begin(), units.end(), [&](const Unit& one) { return number < one.below; });
  const auto& [below, size, letter] = unit == units.end() ? units.back() : *unit;
  out += ' ';
  append_right(out, Digits(number / size), whole_width - 1);
  out += letter;
}

}  // namespace ipvsadm
