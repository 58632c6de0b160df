// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/socket.h>

#include "tests/support/catch.hpp"

namespace tests {

/// Has the socket hold few events, so that a test need not make many to lose some.
inline void give_small_receive_buffer(int descriptor)
{
  const int bytes = 32768;
  REQUIRE(setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes) == 0);
}

}  // namespace tests
