// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/plain_json.hpp"

#include <random>

#include "lvsd/config/syntax.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace lvsd;

/// Whether it is parsed; checks that it then comes out as from the other parser.
bool is_plain(std::string_view text)
{
  const auto plain = parse_plain_json(text, deepest_nesting);
  if (!plain) return false;
  const auto parsed = parse_json_text(text);
  INFO(text);
  REQUIRE(parsed);
  CHECK(plain->value == parsed->value);
  CHECK(plain->value.dump() == parsed->value.dump());
  CHECK(plain->values == parsed->values);
  CHECK(!parsed->duplicate_keys);
  return true;
}

TEST_CASE("what configs are made of is plain")
{
  for (const char* text :
       {"{}", "[]", " [ 1 , -2 ,0,-0, 999999999999999999 ] ", "true", "false", "null", "\"a b\"",
        R"({"b": [{"a": "10.0.0.1", "weight": 5}, {}], "a": {"x": [[]]}})", "\n{\t\"a\"\r:1}\n"})
    CHECK(is_plain(text));
}

TEST_CASE("whatever is unusual or no JSON is left to the other parser")
{
  for (const char* text : {"",           "{",
                           "[1",         "[1,]",
                           "{\"a\"}",    "{\"a\":}",
                           "{\"a\":1,}", "{\"a\":1,\"a\":1}",
                           "{} x",       "tru",
                           "01",         "1.5",
                           "1e3",        "-",
                           "+1",         "1234567890123456789",
                           R"("\n")",    "\"\xc3\xa4\"",
                           "\"\n\"",     "\"a",
                           "// x\n{}",   "[1 2]",
                           "{1: 2}",     "nul",
                           "\x7f"})
    CHECK(!is_plain(text));
}

TEST_CASE("plain JSON is no deeper than it may be")
{
  CHECK(parse_plain_json("[[[]]]", 3));
  CHECK(!parse_plain_json("[[[]]]", 2));
  CHECK(!parse_plain_json("[[{\"a\": {}}]]", 3));
}

TEST_CASE("random texts of JSON's own characters are parsed alike")
{
  std::mt19937 chance(259);
  static constexpr std::string_view pieces[]{"{", "}",  "[", "]", ":",    ",",    "\"a\"", "\"b\"",
                                             "1", "-0", "0", " ", "true", "null", "\\",    "/**/"};
  int plain = 0;
  for (int i = 0; i < 30'000; ++i) {
    std::string text;
    for (int length = std::uniform_int_distribution(1, 9)(chance); length > 0; --length)
      text += pieces[std::uniform_int_distribution<std::size_t>(0, std::size(pieces) - 1)(chance)];
    plain += is_plain(text) ? 1 : 0;
  }
  CHECK(plain > 500);
}

}  // namespace
