// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/utf8.hpp"

#include <algorithm>

namespace lvsd {
namespace {

unsigned byte_at(std::string_view text, std::size_t i)
{
  return static_cast<unsigned char>(text[i]);
}

bool between(unsigned byte, unsigned low, unsigned high)
{
  return byte >= low && byte <= high;
}

/// The table of RFC 3629, section 4: what the second byte may be depends on the first.
bool second_fits(unsigned first, unsigned second)
{
  switch (first) {
    case 0xe0:
      return between(second, 0xa0, 0xbf);
    case 0xed:
      return between(second, 0x80, 0x9f);
    case 0xf0:
      return between(second, 0x90, 0xbf);
    case 0xf4:
      return between(second, 0x80, 0x8f);
    default:
      return between(second, 0x80, 0xbf);
  }
}

std::size_t length_from(unsigned first)
{
  if (first < 0x80) return 1;
  if (between(first, 0xc2, 0xdf)) return 2;
  if (between(first, 0xe0, 0xef)) return 3;
  if (between(first, 0xf0, 0xf4)) return 4;
  return 0;
}

}  // namespace

std::size_t utf8_length(std::string_view text)
{
  if (text.empty()) return 0;
  const std::size_t length = length_from(byte_at(text, 0));
  if (length <= 1) return length;
  if (text.size() < length || !second_fits(byte_at(text, 0), byte_at(text, 1))) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if (!between(byte_at(text, i), 0x80, 0xbf)) return 0;
  return length;
}

std::size_t utf8_characters(std::string_view text)
{
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

}  // namespace lvsd
