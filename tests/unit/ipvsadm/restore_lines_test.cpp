// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/restore/lines.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsadm;
using Words = std::vector<std::string>;

TEST_CASE("a restore's words have blanks, tabs and carriage returns between them")
{
  CHECK(words_of_line("-A -t\t1.1.1.1:80 \r") == Words{"-A", "-t", "1.1.1.1:80"});
  CHECK(words_of_line("  ").empty());
  CHECK(words_of_line("-A \"a b\"") == Words{"-A", "\"a", "b\""});
}

TEST_CASE("the program's name is dropped wherever it stands")
{
  CHECK(words_of_line("ipvsadm -A ipvsadm -t 1.1.1.1:80") == Words{"-A", "-t", "1.1.1.1:80"});
  CHECK(words_of_line("/sbin/ipvsadm -C") == Words{"/sbin/ipvsadm", "-C"});
}

TEST_CASE("a comment goes from a word that begins with # to the end of the line")
{
  CHECK(words_of_line("# -A -t 1.1.1.1:80").empty());
  CHECK(words_of_line("   #-A").empty());
  CHECK(words_of_line("-C # all of it") == Words{"-C"});
  CHECK(words_of_line("-A -s a#b") == Words{"-A", "-s", "a#b"});
}

TEST_CASE("a word longer than 4096 bytes is taken for several")
{
  const std::string most(4096, 'x');
  CHECK(words_of_line(most + "y") == Words{most, "y"});
}

TEST_CASE("a word ends at a NUL")
{
  using namespace std::string_view_literals;
  CHECK(words_of_line("-C\0-D -Z"sv) == Words{"-C", "-Z"});
}

TEST_CASE("a last line without a newline is passed over where two blanks stand at its end")
{
  CHECK_FALSE(is_passed_over("-C"));
  CHECK_FALSE(is_passed_over("-C "));
  CHECK_FALSE(is_passed_over(" "));
  CHECK_FALSE(is_passed_over(""));
  CHECK_FALSE(is_passed_over("  -C"));
  CHECK_FALSE(is_passed_over("-C # all of it  "));
  CHECK(is_passed_over("-C  "));
  CHECK(is_passed_over("-C \r"));
  CHECK(is_passed_over("-C\t\t"));
}
