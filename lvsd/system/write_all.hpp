// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <unistd.h>

#include <cerrno>
#include <string_view>

namespace lvsd {

/// Writes the whole of `text`, in as many pieces as it takes. False, with errno, where it cannot.
inline bool write_all(int descriptor, std::string_view text)
{
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace lvsd
