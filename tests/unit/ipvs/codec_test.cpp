// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/ipvs/codec.hpp"

#include <linux/ip_vs.h>

#include "libipvsctl/ipvs/attributes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_state.hpp"

using namespace ipvsctl;
using namespace ipvsctl::ipvs;
using netlink::Attributes;
using netlink::Bytes;
using netlink::Request;

namespace {

const ServiceKey web = *parse_service_key("tcp 192.0.2.10:8080");

Request fresh()
{
  Request request;
  request.begin(30, 0);
  return request;
}

Attributes top_of(const Request& request)
{
  return {request.bytes().subspan(sizeof(nlmsghdr)), command_attributes};
}

ListedService service_again(const ServiceKey& key, const ServiceSettings& settings)
{
  Request request = fresh();
  put_service(request, key, settings);
  return get_service(top_of(request).nest(IPVS_CMD_ATTR_SERVICE), Detail::settings);
}

ListedDestination destination_again(const DestinationKey& key, const DestinationSettings& settings)
{
  Request request = fresh();
  put_destination(request, key, settings);
  return get_destination(top_of(request).nest(IPVS_CMD_ATTR_DEST), Family::ipv4, Detail::settings);
}

std::pair<SyncRole, SyncDaemon> daemon_again(SyncRole role, const SyncDaemon& daemon)
{
  Request request = fresh();
  put_daemon(request, role, daemon);
  return get_daemon(top_of(request).nest(IPVS_CMD_ATTR_DAEMON));
}

std::vector<int> numbers(Bytes bytes)
{
  std::vector<int> found;
  for (const std::byte byte : bytes)
    found.push_back(std::to_integer<int>(byte));
  return found;
}

template <class Number>
void put_stats(Request& request, std::uint16_t type, Number first)
{
  request.put_nest(type, [&] {
    for (std::uint16_t counter = IPVS_STATS_ATTR_CONNS; counter <= IPVS_STATS_ATTR_OUTBPS;
         ++counter, ++first)
      request.put(counter, std::as_bytes(std::span(&first, 1)));
  });
}

}  // namespace

TEST_CASE("services and servers read back as they were written")
{
  for (unsigned seed = 0; seed < 500; ++seed) {
    tests::Random random(seed);
    INFO("seed " << seed);
    for (const auto& [key, service] : tests::random_state(random).ipvs) {
      const ListedService again = service_again(key, service.settings);
      CHECK(again.key == key);
      CHECK(again.settings == service.settings);
      for (const auto& [server, settings] : service.destinations) {
        const ListedDestination its = destination_again(server, settings);
        CHECK(its.key == server);
        CHECK(its.settings == settings);
      }
    }
  }
}

TEST_CASE("a service's address and port travel in network byte order")
{
  Request request = fresh();
  put_service(request, web);
  const Attributes service = top_of(request).nest(IPVS_CMD_ATTR_SERVICE);
  CHECK(numbers(service.bytes(IPVS_SVC_ATTR_ADDR)) ==
        std::vector{192, 0, 2, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  CHECK(numbers(service.bytes(IPVS_SVC_ATTR_PORT)) == std::vector{0x1f, 0x90});
  CHECK(service.u16(IPVS_SVC_ATTR_AF) == 2);
  CHECK(service.u16(IPVS_SVC_ATTR_PROTOCOL) == 6);
  CHECK_FALSE(service.has(IPVS_SVC_ATTR_FWMARK));
  CHECK_FALSE(service.has(IPVS_SVC_ATTR_SCHED_NAME));
}

TEST_CASE("a service by mark is told apart by family and mark alone")
{
  Request request = fresh();
  put_service(request, FirewallMark{Family::ipv6, 4294967295});
  const Attributes service = top_of(request).nest(IPVS_CMD_ATTR_SERVICE);
  CHECK(service.u32(IPVS_SVC_ATTR_FWMARK) == 4294967295);
  CHECK(service.u16(IPVS_SVC_ATTR_AF) == 10);
  CHECK_FALSE(service.has(IPVS_SVC_ATTR_ADDR));
}

TEST_CASE("a server's port and its tunnel's port travel in network byte order")
{
  DestinationSettings settings;
  settings.forwarding = ForwardingMethod::tunnel;
  settings.tunnel = {TunnelType::gue, 6080, TunnelChecksum::remote};
  Request request = fresh();
  put_destination(request, *parse_destination_key("10.0.0.1:80"), settings);
  const Attributes server = top_of(request).nest(IPVS_CMD_ATTR_DEST);
  CHECK(numbers(server.bytes(IPVS_DEST_ATTR_PORT)) == std::vector{0, 80});
  CHECK(numbers(server.bytes(IPVS_DEST_ATTR_TUN_PORT)) == std::vector{0x17, 0xc0});
  CHECK(server.u8(IPVS_DEST_ATTR_TUN_TYPE) == IP_VS_CONN_F_TUNNEL_TYPE_GUE);
  CHECK(server.u16(IPVS_DEST_ATTR_TUN_FLAGS) == IP_VS_TUNNEL_ENCAP_FLAG_REMCSUM);
  CHECK(server.u32(IPVS_DEST_ATTR_FWD_METHOD) == IP_VS_CONN_F_TUNNEL);
}

TEST_CASE("flags travel with a mask of all ones, and the kernel's own one is passed over")
{
  ServiceSettings settings;
  settings.persistent = settings.one_packet = true;
  settings.scheduler_flags = 0b101;
  Request request = fresh();
  put_service(request, web, settings);
  const auto flags = netlink::read_front<ip_vs_flags>(
      top_of(request).nest(IPVS_CMD_ATTR_SERVICE).bytes(IPVS_SVC_ATTR_FLAGS), "flags");
  CHECK(flags.flags ==
        (IP_VS_SVC_F_PERSISTENT | IP_VS_SVC_F_ONEPACKET | IP_VS_SVC_F_SCHED1 | IP_VS_SVC_F_SCHED3));
  CHECK(flags.mask == 0xffffffff);

  Request hashed = fresh();
  hashed.put_nest(IPVS_CMD_ATTR_SERVICE, [&] {
    hashed.put_u16(IPVS_SVC_ATTR_AF, 2);
    hashed.put_u32(IPVS_SVC_ATTR_FWMARK, 1);
    hashed.put_text(IPVS_SVC_ATTR_SCHED_NAME, "wlc");
    const ip_vs_flags with_hashed{IP_VS_SVC_F_HASHED, ~0U};
    hashed.put(IPVS_SVC_ATTR_FLAGS, std::as_bytes(std::span(&with_hashed, 1)));
    hashed.put_u32(IPVS_SVC_ATTR_TIMEOUT, 0);
    hashed.put_u32(IPVS_SVC_ATTR_NETMASK, 0xffffffff);
  });
  CHECK(get_service(top_of(hashed).nest(IPVS_CMD_ATTR_SERVICE), Detail::settings).settings ==
        ServiceSettings{});
}

TEST_CASE("a netmask travels as it is kept: a mask in network byte order, or a prefix length")
{
  ServiceSettings settings;
  settings.persistence_netmask = prefix_netmask(Family::ipv4, 24);
  Request request = fresh();
  put_service(request, web, settings);
  CHECK(numbers(top_of(request).nest(IPVS_CMD_ATTR_SERVICE).bytes(IPVS_SVC_ATTR_NETMASK)) ==
        std::vector{255, 255, 255, 0});
}

TEST_CASE("the 64 bit counters are taken where the kernel has them, the others where not")
{
  const auto read = [](bool wide) {
    Request whole = fresh();
    whole.put_nest(IPVS_CMD_ATTR_DEST, [&] {
      whole.put(IPVS_DEST_ATTR_ADDR, std::as_bytes(std::span("\x0a\0\0\1", 4)));
      whole.put_u16_network(IPVS_DEST_ATTR_PORT, 80);
      for (const std::uint16_t type :
           {IPVS_DEST_ATTR_FWD_METHOD, IPVS_DEST_ATTR_WEIGHT, IPVS_DEST_ATTR_U_THRESH,
            IPVS_DEST_ATTR_L_THRESH, IPVS_DEST_ATTR_ACTIVE_CONNS, IPVS_DEST_ATTR_INACT_CONNS,
            IPVS_DEST_ATTR_PERSIST_CONNS})
        whole.put_u32(type, type);
      put_stats<std::uint32_t>(whole, IPVS_DEST_ATTR_STATS, 100);
      if (wide) put_stats<std::uint64_t>(whole, IPVS_DEST_ATTR_STATS64, 1ULL << 40);
    });
    return get_destination(top_of(whole).nest(IPVS_CMD_ATTR_DEST), Family::ipv4,
                           Detail::settings_and_measurements);
  };
  CHECK(read(false).measurements.counters.connections == 100);
  CHECK(read(false).measurements.counters.byte_rate_out == 109);
  CHECK(read(true).measurements.counters.connections == 1ULL << 40);
  CHECK(read(true).measurements.counters.packets_out == (1ULL << 40) + 2);
  CHECK(read(true).measurements.active_connections == IPVS_DEST_ATTR_ACTIVE_CONNS);
  CHECK(read(true).measurements.persistent_connections == IPVS_DEST_ATTR_PERSIST_CONNS);
}

TEST_CASE("a server whose family the kernel does not say is of its service's family")
{
  Request request = fresh();
  request.put_nest(IPVS_CMD_ATTR_DEST, [&] {
    request.put(IPVS_DEST_ATTR_ADDR, parse_ip_address("2001:db8::1")->bytes);
    request.put_u16_network(IPVS_DEST_ATTR_PORT, 80);
    for (std::uint16_t type = IPVS_DEST_ATTR_FWD_METHOD; type <= IPVS_DEST_ATTR_L_THRESH; ++type)
      request.put_u32(type, 0);
  });
  CHECK(get_destination(top_of(request).nest(IPVS_CMD_ATTR_DEST), Family::ipv6, Detail::settings)
            .key == *parse_destination_key("[2001:db8::1]:80"));
}

TEST_CASE("sync daemons read back as they were written, in both families of groups")
{
  SyncDaemon daemon{"eth0", 7, 1400, *parse_ip_address("224.0.0.99"), 9000, 3};
  CHECK(daemon_again(SyncRole::backup, daemon) == std::pair{SyncRole::backup, daemon});
  daemon.group = *parse_ip_address("ff02::99");
  CHECK(daemon_again(SyncRole::master, daemon) == std::pair{SyncRole::master, daemon});
  daemon.group = {};
  daemon.max_length = 0;
  CHECK(daemon_again(SyncRole::master, daemon) == std::pair{SyncRole::master, daemon});
}

TEST_CASE("timeouts read back as they were written")
{
  using std::chrono::seconds;
  const Timeouts timeouts{{TimeoutKind::tcp, seconds(900)},
                          {TimeoutKind::tcp_fin, seconds(120)},
                          {TimeoutKind::udp, seconds(300)}};
  Request request = fresh();
  put_timeouts(request, timeouts);
  CHECK(get_timeouts(top_of(request)) == timeouts);
  CHECK(top_of(request).u32(IPVS_CMD_ATTR_TIMEOUT_TCP_FIN) == 120);
}

TEST_CASE("what does not fit an attribute is refused, not cut")
{
  Request request = fresh();
  ServiceSettings settings;
  settings.scheduler = "sixteen-letters-";
  CHECK_THROWS_WITH(put_service(request, web, settings),
                    Catch::Contains("'sixteen-letters-' is longer than 15 bytes"));
  settings.scheduler = std::string("w\0c", 3);
  CHECK_THROWS_AS(put_service(request, web, settings), netlink::Refused);
  settings.scheduler = "fifteen-letters";
  CHECK_NOTHROW(put_service(request, web, settings));
  settings.persistence_timeout = std::chrono::seconds(1LL << 32);
  CHECK_THROWS_AS(put_service(request, web, settings), netlink::Refused);
  CHECK_THROWS_AS(
      put_daemon(request, SyncRole::master, {.interface = "an-interface-name", .group = {}}),
      std::system_error);
}

TEST_CASE("a reply without what every kernel sends is refused by the attribute's name")
{
  Request request = fresh();
  request.put_nest(IPVS_CMD_ATTR_SERVICE, [&] { request.put_u16(IPVS_SVC_ATTR_AF, 2); });
  CHECK_THROWS_WITH(get_service(top_of(request).nest(IPVS_CMD_ATTR_SERVICE), Detail::settings),
                    Catch::StartsWith("IPVS_SVC_ATTR_PROTOCOL is missing"));
  CHECK_THROWS_WITH(get_info(Attributes(Bytes{}, info_attributes)),
                    Catch::StartsWith("IPVS_INFO_ATTR_VERSION is missing"));
}
