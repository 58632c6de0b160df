// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/pause.hpp"

#include "tests/support/catch.hpp"

using namespace lvsctl;
using namespace std::chrono_literals;

TEST_CASE("a daemon that answers quickly is asked again soon")
{
  CHECK(pause_after(0ms, 500ms) == 500ms);
  CHECK(pause_after(50ms, 500ms) == 500ms);
  CHECK(pause_after(50ms, 2s) == 2s);
}

TEST_CASE("a daemon that takes long to answer is left alone for ten times as long")
{
  CHECK(pause_after(51ms, 500ms) == 510ms);
  CHECK(pause_after(1s, 500ms) == 10s);
  CHECK(pause_after(1s, 2s) == 10s);
}

TEST_CASE("an answer that waited for a long turn is not waited for much longer than a minute")
{
  CHECK(pause_after(6s, 500ms) == 60s);
  CHECK(pause_after(5min, 500ms) == 60s);
}
