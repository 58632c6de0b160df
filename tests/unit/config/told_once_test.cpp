// SPDX-License-Identifier: GPL-2.0-or-later
// What does not fit the schema is told by the schema's words, whatever else is told of it; the
// readers pass over it.
#include "lvsd/config/findings.hpp"
#include "lvsd/config/load.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_files.hpp"

namespace {

using namespace lvsd;
using tests::loaded;

/// The messages of a config, without their places.
std::vector<std::string> messages(const std::string& text)
{
  const LoadResult result = loaded(text);
  CHECK(result.config.has_value() != has_errors(result.problems));
  std::vector<std::string> messages;
  for (const Problem& problem : result.problems)
    messages.push_back(problem.pointer + ": " + problem.message);
  return messages;
}

using Messages = std::vector<std::string>;

std::string service(const std::string& name, const std::string& ports)
{
  return R"({"name": ")" + name + R"(", "virtual": {"address": "192.0.2.10", )" + ports + "}}";
}

const std::string wanted_port =
    "expected a port from 0 to 65535 (more than one, or a range, by \"ports\")";

std::string services(const std::string& list)
{
  return R"({"services": [)" + list + "]}";
}

TEST_CASE("a \"port\" is a number, and nothing that \"ports\" takes is suggested for it")
{
  const std::map<std::string, std::string> hints{
      {"90-80", ""}, {"0-5", ""},  {"http", ""}, {"0", "; did you mean 0, without quotes?"},
      {"70000", ""}, {"true", ""}, {"", ""},     {"80", "; did you mean 80, without quotes?"},
      {"80x", ""},   {"[80]", ""}};
  for (const auto& [text, hint] : hints) {
    const std::string found = "\"" + text + "\"";
    CHECK(messages(services(service("web", R"("port": )" + found))) ==
          Messages{"/services/0/virtual/port: " + wanted_port + ", found " + found + hint});
  }
  CHECK(messages(services(service("web", R"("port": [80])"))) ==
        Messages{"/services/0/virtual/port: " + wanted_port + ", found a list"});
}

TEST_CASE("a value that does not fit is told of beside whatever else is wrong with its place")
{
  CHECK(messages(services(service("web", R"("port": 70000, "ports": 80)"))) ==
        Messages{"/services/0/virtual/port: " + wanted_port + ", found 70000",
                 "/services/0/virtual/port: \"port\" beside \"ports\"; only one of them can be "
                 "meant; see also f:1:92"});
  const std::string name = "-" + std::string(128, 'x');
  const std::string shown = "\"-" + std::string(59, 'x') + "...\"";
  CHECK(messages(services(service(name, R"("port": 80)") + "," + service(name, R"("port": 81)"))) ==
        Messages{
            "/services/0/name: expected a name of 1 to 128 characters, found " + shown,
            "/services/0/name: a name does not begin with \"-\", as options do; found " + shown,
            "/services/1/name: expected a name of 1 to 128 characters, found " + shown,
            "/services/1/name: a name does not begin with \"-\", as options do; found " + shown,
            "/services/1/name: there are two services of the name " + shown + "; see also f:1:24"});
}

TEST_CASE("what stands in the place of a list is not taken for one of its elements")
{
  const std::string sync = R"("sync": [{"role": "master", "interface": "eth0"}])";
  const std::string server = R"({"address": "fd00::1", "forward": "tunnel"})";
  CHECK(messages(R"({"director": {)" + sync + R"(}, "services": {}})") ==
        Messages{"/services: expected a list, found an object"});
  CHECK(messages(R"({"director": {"sync": {"role": "x"}}, "vips": {}, "masquerade": {}})") ==
        Messages{"/director/sync: expected a list, found an object",
                 "/vips: expected a list, found an object",
                 "/masquerade: expected a list, found an object"});
  CHECK(messages(R"({"defaults": {"servers": )" + server + R"(, "scheduler_flags": "sh-port"}})") ==
        Messages{"/defaults/servers: expected a list, found an object",
                 "/defaults/scheduler_flags: expected a list, found \"sh-port\""});
}

TEST_CASE("a name that is too long to be one is told of once, where it is used too")
{
  const std::string sixteen(16, 'x');
  CHECK(
      messages(R"({"masquerade": [{"source": "10.0.0.0/8", "interface": ")" + sixteen + "\"}]}") ==
      Messages{"/masquerade/0/interface: expected an interface's name of 1 to 15 bytes, found \"" +
               sixteen + "\""});
  const std::string name(129, 'x');
  CHECK(messages(R"({"services": [{"name": "web", "virtual": {"port": 80, "vip": ")" + name +
                 "\"}}]}") ==
        Messages{"/services/0/virtual/vip: expected a name of 1 to 128 characters, found \"" +
                 name.substr(0, 60) + "...\""});
  const std::string file(4097, 'x');
  CHECK(messages(R"({"include": ")" + file + "\"}") ==
        Messages{"/include: expected a file name or a list of them, found \"" + file.substr(0, 60) +
                 "...\""});
}

TEST_CASE("a service whose name could not be read is not called by an empty one")
{
  CHECK(messages(services(R"({"name": 7, "virtual": {"address": "192.0.2.10", "port": 80}},)" +
                          service("web", R"("port": 80)"))) ==
        Messages{"/services/0/name: expected a name of 1 to 128 characters, found 7",
                 "/services/1/virtual/port: tcp 192.0.2.10:80 is already of a service without a "
                 "name; see also f:1:72"});
}

TEST_CASE("as many errors are told as are counted")
{
  std::string list;
  for (std::size_t i = 0; i < most_problems - 1; ++i)
    list += (i > 0 ? "," : "") + service("s" + std::to_string(i), R"("port": "http")");
  CHECK(messages(services(list)).size() == most_problems - 1);
  const Messages told = messages(services(list + "," + list));
  REQUIRE(told.size() == most_problems + 1);
  CHECK(told.back() == ": these are the first 1000 errors; there may be more");
}

}  // namespace
