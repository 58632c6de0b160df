// SPDX-License-Identifier: GPL-2.0-or-later
// Of a value that could not be read only that is told; what it would decide is not looked at.
#include "lvsd/config/load.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_files.hpp"

namespace {

using namespace lvsd;
using tests::loaded;
using tests::MemoryFiles;

using Pointers = std::vector<std::string>;

Pointers told_at(const LoadResult& result)
{
  INFO(tests::told(result));
  CHECK(!result.config);
  Pointers pointers;
  for (const Problem& problem : result.problems)
    pointers.push_back(problem.pointer);
  return pointers;
}

/// `keys` are those of a service beside its name and its servers.
Pointers told_of(const std::string& keys, const std::string& servers,
                 const std::string& director = "{}", const std::string& vips = "[]")
{
  const Environment still{{}, {}, {ipvsctl::Family::ipv4, ipvsctl::Family::ipv6}};
  return told_at(loaded(R"({"director": )" + director + R"(, "vips": )" + vips +
                            R"(, "services": [{"name": "web", )" + keys + R"(, "servers": [)" +
                            servers + "]}]}",
                        still));
}

const std::string plain = R"("virtual": {"address": "192.0.2.10", "port": 80})";
const std::string every_port = R"("virtual": {"address": "192.0.2.10", "port": 0})";
const std::string server = R"({"address": "10.0.0.1"})";
const std::string ipv6_server = R"({"address": "fd00::1"})";
const std::string tunnelled = R"({"address": "fd00::1", "forward": "tunnel"})";
const std::string synced = R"({"sync": [{"role": "master", "interface": "eth0"}]})";

TEST_CASE("a threshold that could not be read is neither above nor below the other")
{
  for (const char* thresholds : {R"("lower_threshold": 5, "upper_threshold": "ten")",
                                 R"("lower_threshold": 5, "upper_threshold": -1)",
                                 R"("lower_threshold": 5, "upper_threshold": 9999999999)"})
    CHECK(told_of(plain, R"({"address": "10.0.0.1", )" + std::string(thresholds) + "}") ==
          Pointers{"/services/0/servers/0/upper_threshold"});
  CHECK(told_of(plain, R"({"address": "10.0.0.1", "lower_threshold": 3000000000})") ==
        Pointers{"/services/0/servers/0/lower_threshold"});
  CHECK(told_of(plain, R"({"lower_threshold": 5})") ==
        Pointers{"/services/0/servers/0", "/services/0/servers/0/lower_threshold"});
}

TEST_CASE("a service of a family that could not be read has servers of any")
{
  for (const char* family : {"\"ip6\"", "6", "\"\"", "null"}) {
    const std::string marked = R"("virtual": {"mark": 5, "family": )" + std::string(family) + "}";
    CHECK(told_of(marked, ipv6_server) == Pointers{"/services/0/virtual/family"});
    CHECK(told_of(marked, tunnelled, synced) == Pointers{"/services/0/virtual/family"});
  }
  CHECK(told_of(R"("virtual": [{"mark": 5, "family": "v6"}, {"mark": 5}])", ipv6_server) ==
        Pointers{"/services/0/virtual/0/family"});
  CHECK(told_of(R"("virtual": {"address": "192.0.2.300", "port": 80})", tunnelled, synced) ==
        Pointers{"/services/0/virtual/address"});
}

TEST_CASE("a server of a port that could not be read is no other server")
{
  for (const char* port : {"0", "\"80\"", "70000", "null"}) {
    const std::string unread = R"({"address": "10.0.0.1", "port": )" + std::string(port) + "}";
    CHECK(told_of(plain, server + "," + unread) == Pointers{"/services/0/servers/1/port"});
    CHECK(told_of(plain, unread + "," + server) == Pointers{"/services/0/servers/0/port"});
  }
  CHECK(told_of(plain, server + R"(, {"address": "10.0.0.1", "weight": -1})") ==
        Pointers{"/services/0/servers/1/address", "/services/0/servers/1/weight"});
}

TEST_CASE("a protocol that could not be read is not TCP")
{
  for (const char* protocol : {"\"UDP\"", "17", "\"\"", "null"})
    CHECK(
        told_of(R"("one_packet": true, "forward": "direct", "virtual": {"address": "192.0.2.10", )"
                R"("port": 53, "protocol": )" +
                    std::string(protocol) + "}",
                server) == Pointers{"/services/0/virtual/protocol"});
}

TEST_CASE("a forwarding that could not be read is not NAT")
{
  for (const char* forward : {"\"tunel\"", "0", "{}", R"({"method": "tunel"})"}) {
    const std::string key = R"("forward": )" + std::string(forward);
    CHECK(told_of(plain + "," + key, ipv6_server).size() == 1);
    CHECK(told_of(plain, R"({"address": "fd00::1", "port": 8080, )" + key + "}").size() == 1);
    CHECK(told_of(every_port + R"(, "persistence": 60, )" + key,
                  R"({"address": "10.0.0.1", "port": 80})")
              .size() == 1);
  }
  CHECK(told_of(plain + R"(, "forward": "tunel")", server + "," + server) ==
        Pointers{"/services/0/forward", "/services/0/servers/1/address"});
  CHECK(told_of(R"("one_packet": true, "forward": 5, "virtual": {"address": "192.0.2.10",
                   "protocol": "udp", "port": 53})",
                server) == Pointers{"/services/0/forward"});
}

TEST_CASE("what asks for forwarding in a way that could not be read is not told to ask for it")
{
  CHECK(told_of(plain, server, R"({"forwarding": "yes"})") == Pointers{"/director/forwarding"});
}

TEST_CASE("a mark that could not be read is one all the same")
{
  CHECK(told_of(every_port + R"(, "mark": 0)", server) == Pointers{"/services/0/mark"});
  CHECK(told_of(plain + R"(, "forward": "direct", "mark": "x")",
                R"({"address": "10.0.0.1", "port": 8080})") == Pointers{"/services/0/mark"});
  CHECK(told_of(plain + R"(, "mark": "x")", server + R"(, {"address": "10.0.0.1", "port": 80})") ==
        Pointers{"/services/0/mark"});
  CHECK(told_of(plain + R"(, "mark": 0)", ipv6_server) ==
        Pointers{"/services/0/mark", "/services/0/servers/0/address"});
}

TEST_CASE("a service that could not be read does not ask for a mark")
{
  const std::string marked =
      R"({"name": "a", "virtual": {"address": "192.0.2.9", "ports": [1, 2]}})";
  const auto told_beside = [&](const std::string& keys) {
    return told_at(loaded(R"({"director": {"marks": "5-5"}, "services": [)" + marked +
                          R"(, {"name": "b", )" + keys + "}]}"));
  };
  CHECK(told_beside(R"("virtual": {"address": "192.0.2.300", "port": 80})") ==
        Pointers{"/services/1/virtual/address"});
  CHECK(told_beside(R"("virtual": {"address": "192.0.2.10", "ports": [1, 2]}, "mark": 0)") ==
        Pointers{"/services/1/mark"});
  CHECK(told_beside(R"("virtual": {"address": "192.0.2.10", "ports": [1, 2]})") ==
        Pointers{"/director/marks"});
}

TEST_CASE("persistence that could not be read neither is there nor is not")
{
  const std::string with_port = R"({"address": "10.0.0.1", "port": 80})";
  CHECK(told_of(every_port + R"(, "persistence": -1)", with_port) ==
        Pointers{"/services/0/persistence"});
  CHECK(told_of(plain + R"(, "persistence": {"timeout": "5x", "engine": "sip"})", server) ==
        Pointers{"/services/0/persistence/timeout"});
  CHECK(told_of(R"("persistence": {"timeout": 5, "netmask": "255.255.255.0"},
                   "virtual": [{"address": "192.0.2.300", "port": 80},
                               {"address": "2001:db8::1", "port": 80}])",
                "") == Pointers{"/services/0/virtual/0/address"});
}

TEST_CASE("what contradicts itself is taken for neither")
{
  const std::string vips = R"([{"name": "public", "address": "192.0.2.10", "interface": "eth0"}])";
  CHECK(told_of(R"("virtual": {"vip": "public", "address": "2001:db8::1", "port": 80})",
                ipv6_server, "{}", vips) == Pointers{"/services/0/virtual/address"});
  CHECK(told_of(R"("virtual": {"vip": "nobody", "address": "192.0.2.300", "port": 80})", server) ==
        Pointers{"/services/0/virtual/vip", "/services/0/virtual/address",
                 "/services/0/virtual/address"});
  const std::string direct = R"(, "forward": "direct")";
  const std::string with_port = R"({"address": "10.0.0.1", "port": 8080})";
  CHECK(told_of(R"("virtual": {"address": "192.0.2.10", "port": 8080, "ports": 80})" + direct,
                with_port) == Pointers{"/services/0/virtual/port"});
  CHECK(told_of(R"("virtual": [{"address": "192.0.2.10", "port": 8080}, {"mark": 5}])" + direct,
                with_port) == Pointers{"/services/0/virtual/1/mark"});
  CHECK(told_of(R"("virtual": [{"mark": 5}, {"mark": 6, "family": "ipv6"}])", ipv6_server) ==
        Pointers{"/services/0/virtual/1/mark"});
}

TEST_CASE("a VIP that could not be read may be the one that a service names")
{
  const std::string of_vip = R"("virtual": {"vip": "public", "port": 80})";
  CHECK(told_of(of_vip, server, "{}",
                R"([{"name": 7, "address": "192.0.2.10", "interface": "eth0"}])") ==
        Pointers{"/vips/0/name"});
  CHECK(told_of(of_vip, server, "{}", "{}") == Pointers{"/vips"});
  CHECK(told_of(of_vip, server) == Pointers{"/services/0/virtual/vip"});
  const std::string service = R"("services": [{"name": "web", )" + of_vip + "}]}";
  MemoryFiles files({{"f", R"({"include": "vips", )" + service}, {"vips", R"({"vips": [)"}});
  CHECK(told_at(load_config(files, "f", {})) == Pointers{""});
  CHECK(told_at(loaded(R"({"include": "vips", )" + service)) == Pointers{"/include"});
}

TEST_CASE("a VIP of an interface that could not be read is not on two of them")
{
  const std::string vip = R"({"address": "192.0.2.10", "name": )";
  const LoadResult result = loaded(R"({"vips": [)" + vip + R"("a", "interface": "eth0"}, )" + vip +
                                   R"("b", "interface": 0}]})");
  REQUIRE(result.problems.size() == 2);
  CHECK(result.problems.front().message == "the VIP 192.0.2.10 is given twice; see also f:1:23");
}

}  // namespace
