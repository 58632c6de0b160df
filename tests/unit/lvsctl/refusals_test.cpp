// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/lvsctl/print_refusals.hpp"
#include "tests/support/catch.hpp"

using namespace lvsctl;

namespace {

nlohmann::json refused(std::size_t count, const std::string& reason)
{
  nlohmann::json all = nlohmann::json::array();
  for (std::size_t i = 0; i < count; ++i)
    all.push_back({{"text", "+ server " + std::to_string(i)}, {"reason", reason}});
  return all;
}

nlohmann::json joined(nlohmann::json some, const nlohmann::json& others)
{
  some.insert(some.end(), others.begin(), others.end());
  return some;
}

std::ptrdiff_t lines(const std::string& text)
{
  return std::count(text.begin(), text.end(), '\n');
}

std::string from_line(std::size_t number, const std::string& text)
{
  std::size_t begin = 0;
  for (; number > 0; --number)
    begin = text.find('\n', begin) + 1;
  return text.substr(begin);
}

}  // namespace

TEST_CASE("a few refusals are all told")
{
  CHECK(refusals_text(refused(0, "no"), false).empty());
  CHECK(refusals_text(refused(1, "no"), false) == "refused by the kernel: + server 0: no\n");
  CHECK(refusals_text(refused(1, "no"), true) ==
        "\033[31mrefused by the kernel:\033[0m + server 0: no\n");
  CHECK(lines(refusals_text(refused(21, "no"), false)) == 21);
  CHECK(refusals_text(refused(21, "no"), false).find("more") == std::string::npos);
}

TEST_CASE("of thousands of refusals the first are told, and how many more have which reason")
{
  CHECK(from_line(20, refusals_text(refused(37298, "no"), false)) ==
        "and 37278 more (--json has them all):\n  37278 such as + server 20: no\n");

  const auto several =
      joined(refused(23, "no"), joined(refused(1, "never"), refused(7, "not yet")));
  CHECK(from_line(20, refusals_text(several, false)) ==
        "and 11 more (--json has them all):\n"
        "  7 such as + server 0: not yet\n"
        "  3 such as + server 20: no\n"
        "  + server 0: never\n");
}

TEST_CASE("reasons that are all different do not flood the terminal either")
{
  nlohmann::json all = refused(22, "no");
  for (int i = 0; i < 1000; ++i)
    all = joined(all, refused(1, "for reason " + std::to_string(i)));
  const std::string text = refusals_text(all, false);
  CHECK(lines(text) == 32);
  CHECK(from_line(31, text) == "  991 for 991 other reasons\n");
}
