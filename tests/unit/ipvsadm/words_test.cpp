// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/words.hpp"

#include <random>

#include "tests/support/catch.hpp"

using namespace ipvsadm;

namespace {

/// What was taken from a line, as text.
std::string text_of(const Words& words)
{
  std::string text;
  for (const Word& word : words.options)
    text += std::string(word.option->long_name) + "=" + word.value.value_or("(none)") + " typed " +
            word.typed + "\n";
  for (const std::string& word : words.rest)
    text += "rest " + word + "\n";
  return text + words.complaint.value_or("");
}

const std::vector<std::string> pool{"-A",
                                    "-a",
                                    "-t",
                                    "-f",
                                    "-6",
                                    "-s",
                                    "-p",
                                    "-p",
                                    "-p",
                                    "-n",
                                    "-L",
                                    "-r",
                                    "-w",
                                    "-m",
                                    "--ops",
                                    "--stats",
                                    "--pe",
                                    "--persistent",
                                    "--",
                                    "-",
                                    "",
                                    "1.2.3.4",
                                    "[::1]:5",
                                    "--set",
                                    "=",
                                    "-Ln",
                                    "--start-daemon",
                                    "-Q",
                                    "--bogus",
                                    "-p5",
                                    "-t=1",
                                    "--pe=5",
                                    "wlc",
                                    "a!b",
                                    "!#:+",
                                    "--stats=1",
                                    "-5",
                                    "x=y",
                                    "--list",
                                    "master",
                                    "--persistent=3"};

}  // namespace

TEST_CASE("a plain line is taken apart as by popt")
{
  std::mt19937 random(20240701);
  std::uniform_int_distribution<std::size_t> pick(0, pool.size() - 1);
  std::uniform_int_distribution<std::size_t> length(0, 6);
  int plain = 0;
  for (int i = 0; i < 20000; ++i) {
    std::vector<std::string> line(length(random));
    for (std::string& word : line)
      word = pool[pick(random)];
    const auto words = take_apart_plain(line);
    if (!words) continue;
    ++plain;
    CHECK(text_of(*words) == text_of(take_apart_by_popt(line)));
  }
  CHECK(plain > 1000);
}

TEST_CASE("a word that popt would put another one into, or never come back from, is refused")
{
  for (const std::vector<std::string>& line : {std::vector<std::string>{"-A", "-f", "x!#:+", "-6"},
                                               {"-A", "-s", "x!#:+", "rr"},
                                               {"-L", "x!#:+"}})
    CHECK(text_of(take_apart(line)) == "x!#:+: no word may have \"!#:+\" in it");
  CHECK(text_of(take_apart({"-s", "!"})) == "scheduler=! typed \n");
}

TEST_CASE("the lines of a save are plain")
{
  CHECK(take_apart_plain({"-A", "-t", "10.0.0.1:80", "-s", "wlc", "-p", "300", "-b", "flag-1"}));
  CHECK(take_apart_plain({"-a", "-f", "5", "-6", "-r", "[::1]:80", "-i", "-w", "1", "--tun-type",
                          "gue", "--tun-port", "6080", "--tun-csum"}));
}

TEST_CASE("what popt alone can take apart is not plain")
{
  CHECK_FALSE(take_apart_plain({"-Ln"}));
  CHECK_FALSE(take_apart_plain({"-L", "word"}));
  CHECK_FALSE(take_apart_plain({"-p5"}));
  CHECK_FALSE(take_apart_plain({"--pe=sip"}));
  CHECK_FALSE(take_apart_plain({"-s"}));
  CHECK_FALSE(take_apart_plain({"-Q"}));
}
