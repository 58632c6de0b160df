// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/run/input.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace ipvsadm {
namespace {

constexpr std::size_t chunk = 64 << 10;

}  // namespace

bool Input::has_line() const
{
  return newline_ < buffer_.size() || (at_end_ && begin_ < buffer_.size());
}

void Input::refill()
{
  buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t old = buffer_.size();
  buffer_.resize(old + chunk);
  const ssize_t count = read(descriptor_, buffer_.data() + old, chunk);
  buffer_.resize(old + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  newline_ = std::min(buffer_.find('\n', old), buffer_.size());
  if (count < 0 && errno != EINTR)
    throw std::system_error(errno, std::generic_category(), "cannot read standard input");
  at_end_ = count == 0;
}

std::optional<std::string_view> Input::next_line()
{
  while (!has_line() && !at_end_)
    refill();
  if (!has_line()) return {};
  const auto line = std::string_view(buffer_).substr(begin_, newline_ - begin_);
  lacked_newline_ = newline_ == buffer_.size();
  begin_ = std::min(newline_ + 1, buffer_.size());
  newline_ = std::min(buffer_.find('\n', begin_), buffer_.size());
  return line;
}

bool Input::would_wait() const
{
  if (has_line() || at_end_) return false;
  pollfd waiting{descriptor_, POLLIN, 0};
  return poll(&waiting, 1, 0) == 0;
}

}  // namespace ipvsadm
