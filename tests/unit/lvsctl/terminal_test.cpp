// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/terminal.hpp"

#include "tests/support/catch.hpp"

using namespace lvsctl;

TEST_CASE("columns align, numbers to the right, and colours take no room")
{
  CHECK(table({{"NAME", "N"}, {in(Colour::red, "é", true), "100"}}, 1, "  ") ==
        "  NAME    N\n  \033[31mé\033[0m     100\n");
}

TEST_CASE("a colour is only there where it is wanted")
{
  CHECK(in(Colour::green, "up", false) == "up");
  CHECK(in(Colour::none, "up", true) == "up");
}

TEST_CASE("large numbers are short")
{
  CHECK(short_number(0) == "0");
  CHECK(short_number(999) == "999");
  CHECK(short_number(1000) == "1.0k");
  CHECK(short_number(1234) == "1.2k");
  CHECK(short_number(99949) == "99.9k");
  CHECK(short_number(123456) == "123k");
  CHECK(short_number(999999) == "1.0M");
  CHECK(short_number(18446744073709551615U) == "18.4E");
}

TEST_CASE("a view that is drawn again leaves nothing of the one before")
{
  CHECK(redrawn("a\nb\n") == "\033[Ha\033[K\nb\033[K\n\033[J");
}
