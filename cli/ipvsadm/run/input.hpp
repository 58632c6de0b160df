// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <unistd.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ipvsadm {

/// Lines out of a descriptor, which stays the caller's.
class Input {
public:
  explicit Input(int descriptor) : descriptor_(descriptor) {}

  /// The next line without its end, valid until the next call; none at the end.
  ///
  /// Throws std::system_error.
  std::optional<std::string_view> next_line();

  /// Whether what next_line gave last was ended by the end of the input, without a newline.
  bool lacked_newline() const { return lacked_newline_; }

  /// Whether next_line would have to wait for more input.
  bool would_wait() const;

private:
  bool has_line() const;
  void refill();

  int descriptor_;
  bool at_end_ = false;
  bool lacked_newline_ = false;
  std::string buffer_;
  std::size_t begin_ = 0;    ///< of the next line in the buffer
  std::size_t newline_ = 0;  ///< the first newline from there on, or the buffer's end
};

}  // namespace ipvsadm
