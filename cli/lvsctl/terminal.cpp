// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/terminal.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

namespace lvsctl {
namespace {

const char* code_of(Colour colour)
{
  switch (colour) {
    case Colour::red:
      return "\033[31m";
    case Colour::green:
      return "\033[32m";
    case Colour::yellow:
      return "\033[33m";
    case Colour::bold:
      return "\033[1m";
    case Colour::dim:
      return "\033[2m";
    case Colour::none:
      return "";
  }
  return "";
}

std::vector<std::size_t> widths_of(const std::vector<std::vector<std::string>>& rows)
{
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], columns_of(row[i]));
  }
  return widths;
}

}  // namespace

std::string in(Colour colour, const std::string& text, bool coloured)
{
  return coloured && colour != Colour::none ? code_of(colour) + text + "\033[0m" : text;
}

bool standard_output_is_coloured()
{
  const char* const no_colour = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) == 1 && (no_colour == nullptr || *no_colour == '\0');
}

std::size_t columns_of(std::string_view text)
{
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\033')
      i = std::min(text.find('m', i), text.size());
    else if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80)
      ++columns;
  }
  return columns;
}

std::string table(const std::vector<std::vector<std::string>>& rows, std::size_t first_number,
                  const std::string& indent)
{
  const auto widths = widths_of(rows);
  std::string text;
  for (const auto& row : rows) {
    std::string line = indent;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - columns_of(row[i]), ' ');
      line += i >= first_number ? padding + row[i] : row[i] + padding;
      line += "  ";
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

std::string short_number(std::uint64_t number)
{
  static constexpr std::array units{"", "k", "M", "G", "T", "P", "E"};
  auto value = static_cast<double>(number);
  std::size_t unit = 0;
  for (; value >= 999.5; value /= 1000)
    ++unit;
  std::array<char, 16> text{};
  const int digits = unit == 0 || value >= 99.95 ? 0 : 1;
  std::snprintf(text.data(), text.size(), "%.*f%s", digits, value, units.at(unit));
  return text.data();
}

std::string redrawn(const std::string& text)
{
  std::string drawn = "\033[H";
  for (const char one : text)
    drawn += one == '\n' ? "\033[K\n" : std::string(1, one);
  return drawn + "\033[J";
}

}  // namespace lvsctl
