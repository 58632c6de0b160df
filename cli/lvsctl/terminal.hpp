// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lvsctl {

enum class Colour { none, red, green, yellow, bold, dim };

/// `text` in the colour where `coloured` is set.
std::string in(Colour colour, const std::string& text, bool coloured);

/// Whether standard output is a terminal whose user has not set NO_COLOR (no-color.org).
bool standard_output_is_coloured();

/// What a terminal has room for.
struct Room {
  std::size_t rows;
  std::size_t columns;
};

/// The room of standard output; none where that is no terminal.
std::optional<Room> room_of_standard_output();

/// Rows of cells, each column as wide as its widest cell: the first columns to the left, those from
/// `first_number` on to the right. Colours in a cell do not count.
std::string table(const std::vector<std::vector<std::string>>& rows, std::size_t first_number,
                  const std::string& indent);

/// `rows` without the column of that heading.
std::vector<std::vector<std::string>> without(std::vector<std::vector<std::string>> rows,
                                              std::string_view heading);

/// "1 step", "2 steps", "2 addresses".
std::string counted(std::size_t count, const std::string& noun);

/// "1 h 30 min", "2 d", "45 s": two units at most, for what is only looked at.
std::string short_duration(std::chrono::seconds duration);

/// "1.2k", "35M": three digits and a decimal unit, for what is only looked at.
std::string short_number(std::uint64_t number);

/// How many columns `text` takes on a terminal: UTF-8 letters are one each, colours none.
std::size_t columns_of(std::string_view text);

/// What of `text` there is room for without a line that wraps; the last line counts the lines left
/// out.
std::string cut_to(Room room, const std::string& text);

/// `text` drawn over what was drawn before, from the top of the terminal, without a flicker.
std::string redrawn(const std::string& text);

}  // namespace lvsctl
