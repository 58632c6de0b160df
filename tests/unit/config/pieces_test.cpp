// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/pieces.hpp"

#include <algorithm>
#include <filesystem>
#include <random>

#include "lvsd/config/load_in_pieces.hpp"
#include "lvsd/config/load_whole.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_files.hpp"
#include "tests/unit/config/json_text.hpp"

namespace {

using namespace lvsd;
namespace fs = std::filesystem;
using tests::text_of;

std::vector<std::string> cut_out(std::string_view text)
{
  const Pieces pieces = cut(text);
  return {pieces.services.begin(), pieces.services.end()};
}

TEST_CASE("services are cut out of a text, and leave empty objects")
{
  const Pieces pieces = cut(R"({"vips": [{}], "services": [{"a": {"b": [1]}}, {}] , "x": 1})");
  CHECK(pieces.frame == R"({"vips": [{}], "services": [{}, {}] , "x": 1})");
  CHECK(pieces.services == std::vector<std::string_view>{R"({"a": {"b": [1]}})", "{}"});
}

TEST_CASE("brackets in strings and comments are none")
{
  CHECK(cut_out(R"({"services": [{"a": "}\"]"} /* {} */, // {
                    {"b": 1}]})") == std::vector<std::string>{R"({"a": "}\"]"})", R"({"b": 1})"});
  CHECK(cut_out(R"(/* {"services": [{}]} */ {"services": []})").empty());
}

TEST_CASE("only the list of the root itself is cut")
{
  CHECK(cut_out(R"({"x": {"services": [{}]}})").empty());
  CHECK(cut_out(R"({"services": {"services": [{}]}})").empty());
  CHECK(cut_out(R"([{"services": [{}]}])").empty());
  CHECK(cut_out(R"({"x": [{}], "services": [[{}]]})").empty());
}

TEST_CASE("a text that ends anywhere is cut without harm")
{
  const std::string text = R"({"services": [{"a": "\"}"}, /* x */ {"b": [{}]}], "c": "services"})";
  for (std::size_t length = 0; length <= text.size(); ++length)
    CHECK(cut(text.substr(0, length)).services.size() <= 2);
}

/// Whether the config is read in pieces; checks that it then comes out as it does as a whole.
bool is_read_in_pieces(std::map<std::string, std::string> texts, const std::string& main,
                       KnownServices* known = nullptr)
{
  tests::MemoryFiles files(std::move(texts));
  const auto pieces = load_in_pieces(files, main, {}, known);
  if (!pieces) return false;
  const LoadResult whole = load_whole(files, main, {});
  CHECK(tests::told(whole).empty());
  CHECK(pieces->problems.empty());
  CHECK(pieces->files == whole.files);
  CHECK((pieces->config == whole.config));
  return true;
}

std::vector<std::string> examples()
{
  std::vector<std::string> texts;
  for (const fs::path& folder : {fs::path(EXAMPLES_FOLDER) / "lvsd", fs::path(SCENES_FOLDER)})
    for (const auto& entry : fs::directory_iterator(folder))
      if (entry.path().extension() == ".json") texts.push_back(text_of(entry.path()));
  REQUIRE(texts.size() > 6);
  std::ranges::sort(texts);
  return texts;
}

TEST_CASE("examples are read in pieces, and come out as they do as a whole")
{
  const std::vector<std::string> texts = examples();
  const auto read = std::ranges::count_if(texts, [](const std::string& text) {
    return is_read_in_pieces({{"f", text}, {"conf.d", "{}"}}, "f");
  });
  CHECK(read + 1 >= std::ssize(texts));  // one includes what is not there
}

TEST_CASE("includes are read in pieces too")
{
  const std::string service = R"({"services": [{"name": "NAME", "servers": [],
    "virtual": {"address": "192.0.2.1", "port": PORT}}]})";
  const auto named = [&](const std::string& name, const std::string& port) {
    std::string text = service;
    text.replace(text.find("NAME"), 4, name);
    return text.replace(text.find("PORT"), 4, port);
  };
  CHECK(is_read_in_pieces(
            {{"f", R"({"include": ["a", "b"]})"}, {"a", named("a", "80")}, {"b", named("b", "81")}},
            "f") == false);  // a service without servers is warned of
  const std::string served = R"("servers": [{"address": "10.0.0.1"}])";
  const auto with_server = [&](std::string text) {
    return text.replace(text.find("\"servers\": []"), 13, served);
  };
  CHECK(is_read_in_pieces({{"f", R"({"include": ["a", "b"]})"},
                           {"a", with_server(named("a", "80"))},
                           {"b", with_server(named("b", "81"))}},
                          "f"));
  CHECK(!is_read_in_pieces({{"f", R"({"include": ["a", "b"]})"},
                            {"a", with_server(named("a", "80"))},
                            {"b", with_server(named("b", "80"))}},
                           "f"));
}

/// Changes a few characters, as a slip or a program would.
std::string mutated(std::string text, std::mt19937& chance)
{
  static constexpr std::string_view characters = "{}[]\",:/*\\ 01ae\n";
  const auto any = [&](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(chance);
  };
  const std::size_t at = any(text.size());
  switch (any(4)) {
    case 0:
      return text.erase(at, 1 + any(3));
    case 1:
      return text.insert(at, 1, characters[any(characters.size())]);
    case 2:
      text[at] = characters[any(characters.size())];
      return text;
    default:
      return text.insert(any(text.size()), text.substr(at, any(60)));
  }
}

TEST_CASE("whatever is read in pieces comes out as it does as a whole, known services or not")
{
  std::mt19937 chance(2318);
  int read = 0;
  for (const std::string& text : examples()) {
    KnownServices known;
    for (int i = 0; i < 120; ++i) {
      std::string changed = text;
      for (int times = i % 3; times >= 0; --times)
        changed = mutated(std::move(changed), chance);
      read += is_read_in_pieces({{"f", changed}}, "f") ? 1 : 0;
      is_read_in_pieces({{"f", changed}}, "f", &known);
      is_read_in_pieces({{"f", text}}, "f", &known);
    }
  }
  CHECK(read > 20);
}

std::string two_services(const std::string& defaults, const std::string& weight)
{
  return R"({"defaults": {)" + defaults + R"(}, "services": [
    {"name": "a", "virtual": {"address": "192.0.2.1", "port": 80}, "servers": [{"address": "10.0.0.1"}]},
    {"name": "b", "virtual": {"address": "192.0.2.1", "port": 81},
     "servers": [{"address": "10.0.0.1", "weight": )" +
         weight + "}]}]}";
}

TEST_CASE("of services that are known only those are read that have changed")
{
  KnownServices known;
  CHECK(is_read_in_pieces({{"f", two_services("", "1")}}, "f", &known));
  CHECK(is_read_in_pieces({{"f", two_services("", "2")}}, "f", &known));
  known.begin({R"({"defaults": {}, "services": [
    {},
    {}]})"},
              {});
  const std::string first =
      R"({"name": "a", "virtual": {"address": "192.0.2.1", "port": 80}, "servers": [{"address": "10.0.0.1"}]})";
  REQUIRE(known.find(first) != nullptr);
  CHECK(known.find(first)->config.name == "a");
}

TEST_CASE("known services are forgotten where anything that they are read by changes")
{
  KnownServices known;
  CHECK(is_read_in_pieces({{"f", two_services("", "1")}}, "f", &known));
  CHECK(is_read_in_pieces({{"f", two_services(R"("scheduler": "rr")", "1")}}, "f", &known));

  const std::string odd = two_services(R"("scheduler": "odd")", "1");
  CHECK(tests::loaded(odd, {.more_schedulers = {"odd"}, .interfaces = {}, .not_forwarded = {}})
            .problems.empty());
  tests::MemoryFiles files({{"f", odd}});
  const Environment has_it{.more_schedulers = {"odd"}, .interfaces = {}, .not_forwarded = {}};
  CHECK(load_config(files, "f", has_it, &known).problems.empty());
  CHECK(!load_config(files, "f", {}, &known).problems.empty());
}

}  // namespace
