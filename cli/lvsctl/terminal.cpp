// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cwchar>

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

struct Character {
  std::size_t bytes = 1;
  std::size_t columns = 1;
};

/// One that has no columns moves nothing, and one of an East Asian script has two. What is no UTF-8
/// is shown as a sign in its place.
Character wide_character(std::string_view text)
{
  static const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  if (utf8 == nullptr) return {};
  const locale_t before = uselocale(utf8);
  std::mbstate_t state{};
  wchar_t one = 0;
  const std::size_t bytes = std::mbrtowc(&one, text.data(), text.size(), &state);
  const int columns = wcwidth(one);
  uselocale(before);
  if (bytes > text.size()) return {};
  return {bytes, static_cast<std::size_t>(std::max(columns, 0))};
}

/// The first one of `text`; a change of colours is one without columns.
Character first_character(std::string_view text)
{
  if (text.front() == '\033') return {std::min(text.find('m'), text.size() - 1) + 1, 0};
  return static_cast<unsigned char>(text.front()) < 0x80 ? Character() : wide_character(text);
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

std::optional<Room> room_of_standard_output()
{
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
    return {};
  return Room{size.ws_row, size.ws_col};
}

std::size_t columns_of(std::string_view text)
{
  std::size_t columns = 0;
  while (!text.empty()) {
    const Character one = first_character(text);
    columns += one.columns;
    text.remove_prefix(one.bytes);
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

std::vector<std::vector<std::string>> without(std::vector<std::vector<std::string>> rows,
                                              std::string_view heading)
{
  if (rows.empty()) return rows;
  const auto found = std::find(rows.front().begin(), rows.front().end(), heading);
  const auto column = found - rows.front().begin();
  for (auto& row : rows)
    if (column < std::ssize(row)) row.erase(row.begin() + column);
  return rows;
}

std::string counted(std::size_t count, const std::string& noun)
{
  const char* const plural = noun.ends_with('s') ? "es" : "s";
  return std::to_string(count) + " " + noun + (count == 1 ? "" : plural);
}

std::string short_duration(std::chrono::seconds duration)
{
  struct Unit {
    std::int64_t seconds;
    const char* name;
  };
  static constexpr std::array units{Unit{86400, "d"}, Unit{3600, "h"}, Unit{60, "min"},
                                    Unit{1, "s"}};
  auto left = duration.count();
  std::string text;
  for (std::size_t i = 0, shown = 0; i < units.size() && shown < 2; ++i) {
    const auto many = left / units.at(i).seconds;
    left %= units.at(i).seconds;
    if (many != 0)
      text += (text.empty() ? "" : " ") + std::to_string(many) + " " + units.at(i).name;
    if (!text.empty()) ++shown;
  }
  return text.empty() ? "0 s" : text;
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

namespace {

/// The first columns of a line; what comes in colours ends without.
std::string cut_line(const std::string& line, std::size_t columns)
{
  if (columns_of(line) <= columns) return line;
  std::string_view left = line;
  for (std::size_t shown = 0;;) {
    const Character one = first_character(left);
    shown += one.columns;
    if (shown > columns) break;
    left.remove_prefix(one.bytes);
  }
  const std::string cut = line.substr(0, line.size() - left.size());
  return line.find('\033') == std::string::npos ? cut : cut + "\033[0m";
}

}  // namespace

std::string cut_to(Room room, const std::string& text)
{
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  const std::size_t shown = lines < room.rows ? lines : std::max<std::size_t>(room.rows, 2) - 2;
  std::string cut;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < shown; ++i) {
    const std::size_t end = text.find('\n', begin);
    cut += cut_line(text.substr(begin, end - begin), room.columns) + "\n";
    begin = end + 1;
  }
  return shown == lines ? cut : cut + "… " + counted(lines - shown, "more line") + "\n";
}

std::string redrawn(const std::string& text)
{
  std::string drawn = "\033[H";
  for (const char one : text)
    drawn += one == '\n' ? "\033[K\n" : std::string(1, one);
  return drawn + "\033[J";
}

}  // namespace lvsctl
