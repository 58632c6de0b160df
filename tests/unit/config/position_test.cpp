// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/position.hpp"

#include <map>
#include <random>

#include "lvsd/config/findings.hpp"
#include "lvsd/config/json_text.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace lvsd;
using Random = std::mt19937;

/// Writes random JSON with random blanks and comments, and notes where each value and key begins.
class Printer {
public:
  explicit Printer(unsigned seed) : random_(seed) {}

  void value(const std::string& pointer, unsigned depth);

  std::string text;
  std::map<std::string, Position> values;
  std::map<std::string, Position> keys;

private:
  unsigned pick(unsigned below) { return static_cast<unsigned>(random_() % below); }
  void object(const std::string& pointer, unsigned depth);
  void list(const std::string& pointer, unsigned depth);

  void blank()
  {
    static const std::string blanks[] = {"",       " ",         "\n",           "\r\n",     "\t",
                                         "// }\n", "/* [\n */", "/*\xc3\xbc*/", " \n  \n ", "/**/"};
    text += blanks[pick(std::size(blanks))];
  }

  Position here() const
  {
    const auto lines = std::count(text.begin(), text.end(), '\n');
    const std::size_t begin = text.rfind('\n') + 1;  // npos + 1 is 0
    return {static_cast<std::size_t>(lines) + 1, text.size() - begin + 1};
  }

  Random random_;
};

void Printer::value(const std::string& pointer, unsigned depth)
{
  static const std::string scalars[] = {
      "1", "-2.5", "true", "null", "\"\"", "\"a\\\"]\\u00fc\xc3\xbc\"", "\"//\""};
  blank();
  values[pointer] = here();
  const unsigned kind = depth == 0 ? 2 : pick(3);
  if (kind == 0)
    object(pointer, depth);
  else if (kind == 1)
    list(pointer, depth);
  else
    text += scalars[pick(std::size(scalars))];
  blank();
}

void Printer::object(const std::string& pointer, unsigned depth)
{
  // Keys as they are written, and as they stand in a pointer.
  static const std::pair<std::string, std::string> names[] = {
      {"a", "a"}, {"b/c", "b~1c"}, {"~", "~0"}, {"", ""}, {"\\u00fc", "\xc3\xbc"}, {"\\\"", "\""}};
  text += "{";
  const unsigned count = pick(std::size(names) + 1);
  for (unsigned i = 0; i < count; ++i) {
    if (i > 0) text += ",";
    blank();
    const std::string child = pointer + "/" + names[i].second;
    keys[child] = here();
    text += "\"" + names[i].first + "\"";
    blank();
    text += ":";
    value(child, depth - 1);
  }
  if (count == 0) blank();
  text += "}";
}

void Printer::list(const std::string& pointer, unsigned depth)
{
  text += "[";
  const unsigned count = pick(4);
  for (unsigned i = 0; i < count; ++i) {
    if (i > 0) text += ",";
    value(pointer + "/" + std::to_string(i), depth - 1);
  }
  if (count == 0) blank();
  text += "]";
}

void tell_all(const Json& value, Findings& findings, bool of_key)
{
  if (of_key)
    findings.error_at_key(value, "here");
  else
    findings.error(value, "here");
  if (value.is_structured())
    for (const Json& part : value)
      tell_all(part, findings, of_key);
}

std::map<std::string, Position> told_places(const std::deque<Document>& documents, bool of_key)
{
  Findings findings;
  tell_all(documents.front().root, findings, of_key);
  std::map<std::string, Position> places;
  for (const Problem& problem : findings.located(documents))
    places[problem.pointer] = {problem.line, problem.column};
  return places;
}

TEST_CASE("every value of any text is told with its pointer, its line and its column")
{
  for (unsigned seed = 0; seed < 500; ++seed) {
    Printer printer(seed);
    printer.value("", 4);
    std::deque<Document> documents;
    documents.emplace_back();
    documents.front().text = printer.text;
    auto parsed = parse_json_text(printer.text);
    INFO(printer.text);
    REQUIRE(parsed);
    documents.front().root = std::move(parsed->value);

    REQUIRE(told_places(documents, false) == printer.values);
    // What has no key is told with the place of its value.
    std::map<std::string, Position> keys = printer.values;
    for (const auto& [pointer, position] : printer.keys)
      keys[pointer] = position;
    REQUIRE(told_places(documents, true) == keys);
  }
}

TEST_CASE("offsets become lines and columns in any order")
{
  LineCounter lines("ab\n\nc");
  CHECK(lines.at(4) == Position{3, 1});
  CHECK(lines.at(0) == Position{1, 1});
  CHECK(lines.at(2) == Position{1, 3});
  CHECK(lines.at(3) == Position{2, 1});
  CHECK(lines.at(5) == Position{3, 2});
  CHECK(lines.at(5) == Position{3, 2});
  CHECK(LineCounter("ab\n\nc").at(5) == Position{3, 2});
}

}  // namespace
