// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <poll.h>

namespace tests {

/// Whether there is, within some seconds, something to read.
inline bool becomes_readable(int descriptor)
{
  pollfd waiting{descriptor, POLLIN, 0};
  return poll(&waiting, 1, 5000) == 1;
}

/// Whether there is something to read now.
inline bool is_readable(int descriptor)
{
  pollfd waiting{descriptor, POLLIN, 0};
  return poll(&waiting, 1, 0) == 1;
}

}  // namespace tests
