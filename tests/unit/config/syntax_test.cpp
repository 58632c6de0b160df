// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/syntax.hpp"

#include <random>

#include "lvsd/config/json_text.hpp"
#include "lvsd/config/scanner.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace lvsd;

std::vector<std::string> tokens_of(std::string_view text)
{
  std::vector<std::string> tokens;
  Scanner scanner(text);
  for (Token token = scanner.next(); token.kind != Token::Kind::end; token = scanner.next())
    tokens.emplace_back(text.substr(token.begin, token.end - token.begin));
  return tokens;
}

Fault fault_of(std::string_view text)
{
  return Scanner(text).next().fault;
}

TEST_CASE("blanks and comments stand between tokens and are none")
{
  CHECK(
      tokens_of("{ \"a\" : [1,-2.5e3 , true] } // end") ==
      std::vector<std::string>{"{", "\"a\"", ":", "[", "1", ",", "-2.5e3", ",", "true", "]", "}"});
  CHECK(tokens_of("/**//* a */ 1 //x\r2 /* * / **/ 3") == std::vector<std::string>{"1", "2", "3"});
  CHECK(tokens_of("\xef\xbb\xbf[]") == std::vector<std::string>{"[", "]"});
  CHECK(tokens_of("\"//\" \"/*\"") == std::vector<std::string>{"\"//\"", "\"/*\""});
  CHECK(tokens_of("").empty());
}

TEST_CASE("what is typeset where it should be typed is named, with the cure")
{
  const auto message = [](std::string_view text) { return find_syntax_error(text)->message; };
  for (const char* text :
       {"{\u201cvips\u201d: []}", "{\u201dvips\u201d: []}", "{\u201evips\u201c: []}"})
    CHECK(message(text) ==
          "expected a key in double quotes or '}', found a typographic quote; strings stand in "
          "straight ones: \"");
  CHECK(message("{\"vips\":\u00a0[]}") ==
        "expected a value, found a no-break space (U+00A0); write a plain one");
  CHECK(message("{\u2026") == "expected a key in double quotes or '}', found the byte 0xe2");
  CHECK(!find_syntax_error("{\"\u201cvips\u201d\": \"\u00a0\"}"));
}

TEST_CASE("a token knows what is wrong with it")
{
  CHECK(fault_of("\"a\\u00e4\\n\"") == Fault::none);
  CHECK(fault_of("\"\\ud83d\\ude00\"") == Fault::none);
  CHECK(fault_of("\"a") == Fault::unterminated_string);
  CHECK(fault_of("\"a\nb\"") == Fault::unterminated_string);
  CHECK(fault_of("\"a\tb\"") == Fault::control_character);
  CHECK(fault_of("\"\\x\"") == Fault::unknown_escape);
  CHECK(fault_of("\"\\u12g4\"") == Fault::unknown_escape);
  CHECK(fault_of("\"\\") == Fault::unknown_escape);
  CHECK(fault_of("\"\\ud83d\"") == Fault::lone_surrogate);
  CHECK(fault_of("\"\\ude00\"") == Fault::lone_surrogate);
  CHECK(fault_of("\"\xff\"") == Fault::not_utf8);
  CHECK(fault_of("01") == Fault::not_a_number);
  CHECK(fault_of("1.") == Fault::not_a_number);
  CHECK(fault_of("-") == Fault::not_a_number);
  CHECK(fault_of("1e") == Fault::not_a_number);
  CHECK(fault_of("-0.5e+10") == Fault::none);
  CHECK(fault_of("/* a") == Fault::unterminated_comment);
  CHECK(fault_of("=") == Fault::stray_character);
  CHECK(fault_of("/") == Fault::stray_character);
}

/// Whether find_syntax_error refuses what the parser refuses, and nothing else.
bool agree(const std::string& text)
{
  return parse_json_text(text).has_value() == !find_syntax_error(text).has_value();
}

TEST_CASE("every text that the parser refuses has its syntax error")
{
  std::mt19937 random(2);  // NOLINT(cert-msc51-cpp): the same texts every time
  const std::string pieces[] = {
      "{",        "}",     "[",           "]",     ",",      ":",  "\"a\"",
      "\"b\\n\"", "1",     "-0.5",        "true",  "null",   "01", "tru",
      "//c\n",    "/*c*/", "/*",          "\"",    "\\",     "\n", " ",
      "\xc3\xbc", "\xff",  "\"\\ud800\"", "1e999", "1e-999", "#",  "\xef\xbb\xbf",
      "\t",       "\r"};
  for (int i = 0; i < 50'000; ++i) {
    std::string text;
    for (auto count = random() % 12; count > 0; --count)
      text += pieces[random() % std::size(pieces)];
    INFO(text);
    REQUIRE(agree(text));
  }
}

TEST_CASE("a text that is cut anywhere has its syntax error, and so has one with a byte too many")
{
  const std::string text =
      "{ \"a\": [1, -2.5, \"x\\u00fc\xc3\xbc\", true, {}], /* c */ \"b\": null } // d\n";
  REQUIRE(parse_json_text(text));
  for (std::size_t i = 0; i <= text.size(); ++i) {
    CHECK(agree(text.substr(0, i)));
    for (const char c : std::string("{}[],:\"\\1x/*\n\xff"))
      REQUIRE(agree(std::string(text).insert(i, 1, c)));
  }
}

TEST_CASE("a nesting bomb is refused where it becomes too deep")
{
  const std::string bomb(40'000'000, '[');
  CHECK(!parse_json_text(bomb));
  const auto error = find_syntax_error(bomb);
  REQUIRE(error);
  CHECK(error->offset == deepest_nesting);
  CHECK(error->message == "nested more than 32 deep; a config never is");
}

TEST_CASE("what is just as deep as may be is accepted")
{
  const std::string text = std::string(deepest_nesting, '[') + std::string(deepest_nesting, ']');
  CHECK(parse_json_text(text));
  CHECK(!find_syntax_error(text));
}

}  // namespace
