// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/json.hpp"
#include "lvsd/config/quoted.hpp"
#include "lvsd/config/suggest.hpp"
#include "lvsd/config/utf8.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace lvsd;

TEST_CASE("a slip of the finger is one edit")
{
  CHECK(edit_distance("rr", "rr") == 0);
  CHECK(edit_distance("wlc", "wllc") == 1);
  CHECK(edit_distance("weight", "wieght") == 1);
  CHECK(edit_distance("weight", "weigh") == 1);
  CHECK(edit_distance("weight", "weigth") == 1);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("a word that is near is suggested, whatever its case")
{
  const std::vector<std::string> known{"services", "vips", "include", "rr"};
  CHECK(nearest("servcies", known) == "services");
  CHECK(nearest("VIPS", known) == "vips");
  CHECK(nearest("includes", known) == "include");
  CHECK(!nearest("real_servers_of_it", known));
  CHECK(!nearest("", known));
  CHECK(!nearest("xy", known));
  CHECK(!nearest(std::string(1'000'000, 's'), known));
}

TEST_CASE("a word is mistyped where it is unknown and near")
{
  const std::vector<std::string> known{"port", "ports", "protocol"};
  CHECK(is_mistyped("port", {"name", "prot"}, known));
  CHECK_FALSE(is_mistyped("ports", {"prot"}, known));
  CHECK_FALSE(is_mistyped("port", {"ports", "weight"}, known));
  CHECK_FALSE(is_mistyped("port", {}, known));
}

TEST_CASE("of two that are as near the first is suggested")
{
  CHECK(nearest("c", {"lc", "nc"}) == "lc");
}

TEST_CASE("what is quoted has no control character and is not long")
{
  CHECK(in_quotes("eth0") == "\"eth0\"");
  CHECK(in_quotes("a\nb\x1b[31m") == "\"a\\nb\\u001b[31m\"");
  CHECK(in_quotes("\x7f") == "\"\xef\xbf\xbd\"");
  CHECK(in_quotes("\xc2\x9b") == "\"\xef\xbf\xbd\"");
  CHECK(in_quotes("\xff") == "\"\xef\xbf\xbd\"");
  CHECK(in_quotes(std::string(100, 'a')) == "\"" + std::string(60, 'a') + "...\"");
}

TEST_CASE("what is cut short is cut between characters")
{
  const std::string text = std::string(59, 'a') + "\xc3\xbc\xc3\xbc";
  CHECK(in_quotes(text) == "\"" + std::string(59, 'a') + "...\"");
}

TEST_CASE("what is printable keeps its letters and loses its controls")
{
  CHECK(printable("/vips/B\xc3\xbcro") == "/vips/B\xc3\xbcro");
  CHECK(printable("a\"b\\c") == "a\"b\\c");
  CHECK(printable("a\nb") == "a\\nb");
  CHECK(printable("\xc2\x85") == "\xef\xbf\xbd");
  CHECK(printable("\xed\xa0\x80") == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

TEST_CASE("words are joined as people do")
{
  CHECK(one_of({"nat"}) == "\"nat\"");
  CHECK(one_of({"nat", "direct"}) == "\"nat\" or \"direct\"");
  CHECK(one_of({"nat", "direct", "tunnel"}) == "\"nat\", \"direct\" or \"tunnel\"");
}

TEST_CASE("UTF-8 is as RFC 3629 has it")
{
  CHECK(utf8_length("a") == 1);
  CHECK(utf8_length("\xc3\xbc") == 2);
  CHECK(utf8_length("\xe2\x82\xac") == 3);
  CHECK(utf8_length("\xf0\x9f\x98\x80") == 4);
  for (const char* bad :
       {"", "\x80", "\xc0\xaf", "\xc1\xbf", "\xc3", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xe2\x82",
        "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"})
    CHECK(utf8_length(bad) == 0);
}

}  // namespace
