// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/load.hpp"

#include "lvsd/config/documents.hpp"
#include "lvsd/config/findings.hpp"
#include "lvsd/config/read_servers.hpp"
#include "lvsd/config/syntax.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_files.hpp"

namespace {

using namespace lvsd;
using Catch::Contains;
using Catch::StartsWith;
using tests::loaded;
using tests::MemoryFiles;
using tests::told;

std::string service_with(const std::string& keys)
{
  return R"({"services": [{"name": "web", "virtual": {"address": "192.0.2.10", "port": 80},)" +
         keys + R"("servers": [{"address": "10.0.0.1"}]}]})";
}

TEST_CASE("a file that cannot be read is an error with its path and no line")
{
  MemoryFiles files({});
  const LoadResult result = load_config(files, "/etc/lvsd/lvsd.json", {});
  CHECK(!result.config);
  CHECK(told(result) == "/etc/lvsd/lvsd.json: there is no such file\n");
  CHECK(result.files.empty());
}

TEST_CASE("NAT on a host that does not forward is warned of, unless the config has it forward")
{
  const Environment still{{}, {}, {ipvsctl::Family::ipv4, ipvsctl::Family::ipv6}};
  CHECK(told(loaded(service_with(""), still)) ==
        "f:1:15: /services/0: warning: this host does not forward IPv4 now, which NAT wants: "
        "\"director\": { \"forwarding\": true }\n");
  const Environment advertised{{}, {}, {ipvsctl::Family::ipv4}, {"eth0"}};
  CHECK_THAT(told(loaded(service_with(""), advertised)),
             Contains("first, to keep the IPv6 default route, sysctl -w "
                      "net/ipv6/conf/eth0/accept_ra=2"));
  const std::string turned_off = R"({"director": {"forwarding": false},)";
  CHECK_THAT(told(loaded(turned_off + service_with("").substr(1))),
             Contains("warning: this config has the host not forward IPv4, which NAT wants"));
  CHECK(told(loaded(service_with(R"("forward": "tunnel",)"), still)).empty());
  const std::string forwarding = R"({"director": {"forwarding": true},)";
  CHECK(told(loaded(forwarding + service_with("").substr(1), still)).empty());
  CHECK(told(loaded(service_with(""))).empty());
  Environment own = still;
  own.own_addresses = {*ipvsctl::parse_ip_address("10.0.0.1")};
  CHECK(told(loaded(service_with(""), own)).empty());
  CHECK_THAT(told(loaded(service_with(R"("scheduler": "nosuch",)"), still)), !Contains("forward"));
}

TEST_CASE("a default route that forwarding costs is warned of, where it is turned on")
{
  const Environment advertised{{}, {}, {}, {"eth0"}};
  CHECK(told(loaded(R"({"director": {"forwarding": true}})", advertised)) ==
        "f:1:29: /director/forwarding: warning: a kernel that forwards IPv6 gives up the default "
        "route that it has by router advertisement on eth0; to keep it, also after a boot by "
        "/etc/sysctl.d, first sysctl -w net/ipv6/conf/eth0/accept_ra=2\n");
  CHECK(told(loaded(R"({"director": {"forwarding": false}})", advertised)).empty());
  CHECK(told(loaded(R"({"director": {}})", advertised)).empty());
}

TEST_CASE("a file of 50 MB is refused before it is looked at")
{
  const LoadResult result = loaded(std::string(50'000'000, ' '));
  CHECK(!result.config);
  CHECK(told(result) == "f: too large; a config has at most 40 MiB, all its files together\n");
}

TEST_CASE("files that are too large together are refused where the last one is included")
{
  MemoryFiles files({{"f", R"({"include": ["a", "b"]})"},
                     {"a", "{}" + std::string(largest_config / 2, ' ')},
                     {"b", "{}" + std::string(largest_config / 2, ' ')}});
  CHECK(
      told(load_config(files, "f", {})) ==
      "f:1:19: /include/1: cannot include b: too large; a config has at most 40 MiB, all its files "
      "together\n");
}

TEST_CASE("the files that were read are told, in their order")
{
  MemoryFiles files({{"d/f", R"({"include": ["b", "a"]})"}, {"d/a", "{}"}, {"d/b", "{"}});
  CHECK(load_config(files, "d/f", {}).files == std::vector<std::string>{"d/f", "d/b", "d/a"});
}

TEST_CASE("a chain of includes has an end")
{
  std::map<std::string, std::string> texts;
  for (int i = 0; i < 100; ++i)
    texts["f" + std::to_string(i)] = R"({"include": "f)" + std::to_string(i + 1) + "\"}";
  MemoryFiles files(texts);
  CHECK(told(load_config(files, "f0", {})) ==
        "f31:1:13: /include: includes are nested more than 32 deep\n");
}

TEST_CASE("of a hundred thousand errors the first thousand are told")
{
  std::string text = R"({"services": [1)";
  for (int i = 1; i < 100'000; ++i)
    text += ",1";
  const LoadResult result = loaded(text + "]}");
  CHECK(!result.config);
  REQUIRE(result.problems.size() == most_problems + 1);
  CHECK(to_string(result.problems.back()) ==
        "f: these are the first 1000 errors; there may be more");
}

TEST_CASE("a file with more values than any config is refused before they fill the memory")
{
  std::string text = R"({"services": [1)";
  for (std::size_t i = 0; i < most_values; ++i)
    text += ",1";
  const LoadResult result = loaded(text + "]}");
  CHECK(!result.config);
  CHECK(told(result) == "f:1:10000011: more than 5000000 values in one file\n");
}

TEST_CASE("a file includes no more than so many others")
{
  std::string text = R"({"include": ["*")";
  for (std::size_t i = 0; i < most_files; ++i)
    text += R"(,"*")";
  CHECK(told(loaded(text + "]}")) ==
        "f:1:40014: /include/10000: more than 10000 includes in one file\n");
}

TEST_CASE("warnings do not crowd out errors")
{
  std::string text = R"({"vips": [)";
  for (int i = 0; i < 2000; ++i)
    text += R"({"name": "v)" + std::to_string(i) + R"(", "address": "10.0.)" +
            std::to_string(i / 250) + "." + std::to_string(i % 250) +
            R"(/32", "interface": "eth9"},)";
  text += R"({"name": "last", "address": "nowhere", "interface": "eth9"}]})";
  const LoadResult result = loaded(text, {{}, std::set<std::string>{"eth0"}, {}});
  CHECK(!result.config);
  CHECK(has_errors(result.problems));
}

TEST_CASE("a few ranges cannot fill the memory with servers")
{
  std::string text = R"({"services": [)";
  for (int i = 0; i < 18; ++i)
    text += (i > 0 ? "," : "") + (R"({"name": "s)" + std::to_string(i)) +
            R"(", "virtual": {"address": "192.0.2.1", "port": )" + std::to_string(i + 1) +
            R"(}, "servers": [{"address": "10.0.0.0-10.0.255.255"}]})";
  const LoadResult result = loaded(text + "]}");
  CHECK(!result.config);
  REQUIRE(result.problems.size() == 1);
  CHECK(result.problems.front().pointer == "/services/16/servers/0/address");
  CHECK(result.problems.front().message == "with this there are more than 1048576 servers in all");
}

TEST_CASE("a scheduler that this kernel has beside the usual ones is accepted")
{
  const std::string text = service_with(R"("scheduler": "ewma",)");
  CHECK(!loaded(text).config);
  CHECK(loaded(text, {{"ewma"}, {}, {}}).config);
}

TEST_CASE("a name that the kernel has no room for is refused by its bytes, not its characters")
{
  const std::string eight = "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9";
  const std::string scheduler = service_with(R"("scheduler": ")" + eight + "\",");
  const std::string refusal =
      "there is no scheduler \"" + eight + "\"; expected \"rr\", \"wrr\", \"lc\",";
  CHECK_THAT(told(loaded(scheduler)), StartsWith("f:1:93: /services/0/scheduler: " + refusal));
  CHECK_THAT(told(loaded(scheduler, {{eight}, {}, {}})),
             StartsWith("f:1:93: /services/0/scheduler: " + refusal));
  CHECK_THAT(told(loaded(R"({"defaults": {"scheduler": ")" + eight + "\"}}")), Contains(refusal));

  const std::string vip = R"({"vips": [{"name": "a", "address": "192.0.2.10", "interface": ")";
  const std::string not_one = " cannot be an interface's name; one has at most 15 bytes";
  CHECK_THAT(told(loaded(vip + eight + "\"}]}")), Contains("\"" + eight + "\"" + not_one));
  CHECK_THAT(told(loaded(vip + R"(eth0", "label": "eth0:)" + eight + "\"}]}")),
             Contains("has 21 bytes; the kernel takes 15"));
  CHECK_THAT(told(loaded(R"({"director": {"sync": [{"role": "master", "interface": ")" + eight +
                         "\"}]}}")),
             Contains(not_one));
}

TEST_CASE("nothing is said of interfaces where it is not known which there are")
{
  const std::string text =
      R"({"vips": [{"name": "a", "address": "192.0.2.10", "interface": "nosuch0"}]})";
  CHECK(loaded(text).problems.empty());
  const LoadResult result = loaded(text, {{}, std::set<std::string>{}, {}});
  CHECK(result.config);
  CHECK(told(result) ==
        "f:1:63: /vips/0/interface: warning: there is no interface \"nosuch0\" now\n");
}

TEST_CASE("a service under mh with more servers than that has places is warned of")
{
  const auto told_of = [](const std::string& last) {
    return told(loaded(R"({"services": [{"name": "big", "scheduler": "mh",
      "virtual": {"address": "192.0.2.10", "port": 80},
      "servers": [{"address": "10.0.0.1-)" +
                       last + R"("}]}]})"));
  };
  CHECK(told_of("10.0.15.253").empty());
  CHECK(told_of("10.0.15.254") ==
        "f:3:18: /services/0/servers: warning: 4094 servers, of which \"mh\" sends clients to 4093 "
        "in "
        "most kernels\n");
}

TEST_CASE("37,298 servers are a config like any other")
{
  std::string text = R"({"services": [)";
  for (int i = 0; i < 2284; ++i) {
    text += i > 0 ? "," : "";
    text += R"({"name": "s)" + std::to_string(i) + R"(", "virtual": {"address": "10.1.)" +
            std::to_string(i / 250) + "." + std::to_string(i % 250) +
            R"(", "port": 80}, "servers": [)";
    const int servers = i == 0 ? 37'298 - 16 * 2283 : 16;
    text += R"({"address": "10.9.0.0"})";
    for (int j = 1; j < servers; ++j)
      text += R"(,{"address": "10.9.)" + std::to_string(j / 250) + "." + std::to_string(j % 250) +
              "\"}";
    text += "]}";
  }
  const LoadResult result = loaded(text + "]}");
  REQUIRE(result.config);
  std::size_t servers = 0;
  for (const ServiceConfig& service : result.config->services)
    servers += service.servers.size();
  CHECK(servers == 37'298);
}

TEST_CASE("a service is plain where it has one address, one protocol, one port and no mark")
{
  const auto plain = [](const std::string& keys) {
    const LoadResult result = loaded(R"({"services": [{"name": "web", )" + keys +
                                     R"(, "servers": [{"address": "10.0.0.1"}]}]})");
    INFO(told(result));
    REQUIRE(result.config);
    return is_plain(result.config->services.front());
  };
  CHECK(plain(R"("virtual": {"address": "192.0.2.10", "port": 80})"));
  CHECK(plain(R"("virtual": {"address": "192.0.2.10", "ports": ["80-80"]})"));
  CHECK(plain(R"("virtual": {"address": "192.0.2.10", "ports": 0}, "persistence": 60)"));
  CHECK_FALSE(plain(R"("virtual": {"address": "192.0.2.10", "port": 80}, "mark": 5)"));
  CHECK_FALSE(plain(R"("virtual": {"address": "192.0.2.10", "ports": [80, 81]})"));
  CHECK_FALSE(plain(R"("virtual": {"address": "192.0.2.10", "ports": "80-81"})"));
  CHECK_FALSE(plain(R"("virtual": {"mark": 5})"));
}

}  // namespace
