// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/model/duration.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace std::chrono_literals;

TEST_CASE("a duration is written in the largest unit that needs no fraction")
{
  CHECK(duration_text(0ms) == "0s");
  CHECK(duration_text(500ms) == "500ms");
  CHECK(duration_text(90s) == "90s");
  CHECK(duration_text(90min) == "90m");
  CHECK(duration_text(48h) == "2d");
}
