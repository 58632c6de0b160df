// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ipvsadm {

/// The words of one line of a restore, without any "ipvsadm" and without a comment: from a word
/// that begins with '#' to the end of the line.
std::vector<std::string> words_of_line(std::string_view line);

/// Whether a restore line by line passes over a last line that has no newline at its end: it does,
/// as the original does, where two blanks or more stand there that are not part of a comment.
bool is_passed_over(std::string_view last_line);

}  // namespace ipvsadm
