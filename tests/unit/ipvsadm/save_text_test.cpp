// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/save_text.hpp"

#include "cli/ipvsadm/arguments/read_command.hpp"
#include "cli/ipvsadm/restore/lines.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_state.hpp"
#include "tests/support/restore_lines.hpp"
#include "tests/unit/ipvsadm/known_names.hpp"
#include "tests/unit/ipvsadm/listed.hpp"

using namespace ipvsadm;
using namespace ipvsctl;
using tests::server;
using tests::service;
using namespace std::chrono_literals;

namespace {

std::string saved(const ipvs::ListedService& listed, const Naming& naming = Naming())
{
  return save_text({listed}, naming);
}

/// What a restore of `text` would make.
IpvsTable restored(const std::string& text)
{
  tests::KnownNames names;
  IpvsTable table;
  for (const auto& line : tests::restore_lines(text)) {
    const Command command = read_command(line.words, "ipvsadm", names);
    if (const auto* made = std::get_if<ChangeService>(&command))
      table[made->service].settings = made->settings;
    else if (const auto* given = std::get_if<ChangeServer>(&command))
      table.at(given->service).destinations[given->server] = given->settings;
  }
  return table;
}

ipvs::Listing listing_of(const IpvsTable& table)
{
  ipvs::Listing listing;
  for (const auto& [key, one] : table) {
    listing.push_back({key, one.settings, {}, {}});
    for (const auto& [server_key, settings] : one.destinations)
      listing.back().destinations.push_back({server_key, settings, {}});
  }
  return listing;
}

Tunnel sayable_tunnel(const DestinationSettings& settings)
{
  Tunnel tunnel = settings.tunnel;
  if (settings.forwarding != ForwardingMethod::tunnel || tunnel.type == TunnelType::ipip) return {};
  tunnel.port = tunnel.type == TunnelType::gue ? 6080 : 0;
  if (tunnel.type == TunnelType::gre && tunnel.checksum == TunnelChecksum::remote)
    tunnel.checksum = TunnelChecksum::full;
  return tunnel;
}

ServiceSettings sayable_settings(const ServiceKey& key, ServiceSettings settings)
{
  const auto* by_address = std::get_if<VirtualAddress>(&key);
  if (by_address != nullptr && by_address->protocol != Protocol::udp) settings.one_packet = false;
  if (settings.persistent) {
    settings.persistence_timeout = std::max(settings.persistence_timeout, 1s);
  } else {
    settings.persistence_timeout = 0s;
    settings.persistence_netmask = whole_address(family_of(key));
  }
  return settings;
}

Destinations sayable_servers(const ServiceKey& key, const Destinations& servers)
{
  const auto* by_address = std::get_if<VirtualAddress>(&key);
  Destinations sayable;
  for (auto [server, settings] : servers) {
    if (settings.forwarding == ForwardingMethod::local)
      settings.forwarding = ForwardingMethod::direct;
    settings.tunnel = sayable_tunnel(settings);
    const bool tunnelled = settings.forwarding == ForwardingMethod::tunnel;
    if (!tunnelled && server.address.family != family_of(key)) continue;
    const bool keeps_port = settings.forwarding != ForwardingMethod::masquerade;
    const auto port = by_address != nullptr && keeps_port ? by_address->port : server.port;
    sayable[{server.address, port}] = settings;
  }
  return sayable;
}

/// `table` with what a command line cannot say made into something that it can.
IpvsTable sayable(const IpvsTable& table)
{
  IpvsTable sayable;
  for (const auto& [key, one] : table)
    sayable[key] = {sayable_settings(key, one.settings), sayable_servers(key, one.destinations)};
  return sayable;
}

}  // namespace

TEST_CASE("a save writes a service with what is not at its default")
{
  auto sip = service("udp 192.168.100.200:5060");
  sip.settings.persistent = true;
  sip.settings.persistence_timeout = 60s;
  sip.settings.persistence_netmask = prefix_netmask(Family::ipv4, 16);
  sip.settings.persistence_engine = "sip";
  sip.settings.one_packet = true;
  sip.settings.scheduler = "mh";
  sip.settings.scheduler_flags = 1;
  CHECK(saved(sip) ==
        "-A -u 192.168.100.200:5060 -s mh -p 60 -M 255.255.0.0 --pe sip -o -b mh-fallback\n");
  CHECK(saved(service("sctp [2001:db8::1]:80")) == "-A --sctp-service [2001:db8::1]:80 -s wlc\n");
  CHECK(saved(service("mark 9 ipv6")) == "-A -f 9 -6 -s wlc\n");
}

TEST_CASE("a save writes marks unsigned, which a restore reads")
{
  CHECK(saved(service("mark 4294967295")) == "-A -f 4294967295 -s wlc\n");
}

TEST_CASE("a save writes how to reach a server and its weight")
{
  CHECK(saved(service(
            "tcp 192.0.2.1:80",
            {server("10.0.0.1:8080", {.weight = 0, .tunnel = {}}),
             server("10.0.0.2:80", {.forwarding = ForwardingMethod::local, .tunnel = {}}),
             server("10.0.0.3:80", {.forwarding = ForwardingMethod::tunnel, .tunnel = {}}),
             server("10.0.0.4:80", {.forwarding = ForwardingMethod::tunnel,
                                    .tunnel = {TunnelType::gue, 6080, {}}}),
             server("10.0.0.5:80", {.forwarding = ForwardingMethod::tunnel,
                                    .tunnel = {TunnelType::gre, 0, TunnelChecksum::full}})})) ==
        "-A -t 192.0.2.1:80 -s wlc\n"
        "-a -t 192.0.2.1:80 -r 10.0.0.1:8080 -m -w 0\n"
        "-a -t 192.0.2.1:80 -r 10.0.0.2:80 -g -w 1\n"
        "-a -t 192.0.2.1:80 -r 10.0.0.3:80 -i -w 1 --tun-type ipip\n"
        "-a -t 192.0.2.1:80 -r 10.0.0.4:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-nocsum\n"
        "-a -t 192.0.2.1:80 -r 10.0.0.5:80 -i -w 1 --tun-type gre --tun-csum\n");
}

TEST_CASE("a save keeps thresholds")
{
  const auto words = [](std::uint32_t upper, std::uint32_t lower) {
    const auto text = saved(
        service("tcp 192.0.2.1:80",
                {server("10.0.0.1:80",
                        {.upper_threshold = upper, .lower_threshold = lower, .tunnel = {}})}));
    return text.substr(text.find(" -w 1"));
  };
  CHECK(words(100, 75) == " -w 1 -x 100 -y 75\n");
  CHECK(words(100, 0) == " -w 1 -x 100\n");
  CHECK(words(0, 0) == " -w 1\n");
}

TEST_CASE("a save keeps every scheduler flag")
{
  auto listed = service("tcp 192.0.2.1:80");
  listed.settings.scheduler = "sh";
  listed.settings.scheduler_flags = 4;
  CHECK(saved(listed) == "-A -t 192.0.2.1:80 -s sh -b flag-3\n");
}

TEST_CASE("a save with names is one that a restore can read")
{
  tests::KnownNames names;
  names.hosts["six"] = "2001:db8::1";
  names.hosts["a-host-name-of-some-length-that-does-not-fit-anywhere.example.com"] = "192.0.2.3";
  const Naming naming(names);
  CHECK(saved(service("tcp [2001:db8::1]:80"), naming) == "-A -t [2001:db8::1]:http -s wlc\n");
  CHECK(saved(service("tcp 192.0.2.3:80"), naming) ==
        "-A -t a-host-name-of-some-length-that-does-not-fit-anywhere.example.com:http -s wlc\n");
  CHECK(saved(service("tcp 192.0.2.1:80", {server("192.0.2.1:53")}), naming) ==
        "-A -t www:http -s wlc\n-a -t www:http -r www:domain -m -w 1\n");
}

TEST_CASE("what is saved is what is restored")
{
  tests::Random random(20240517);
  tests::KnownNames names;
  for (int i = 0; i < 300; ++i) {
    const IpvsTable table = sayable(tests::random_state(random).ipvs);
    CHECK(restored(save_text(listing_of(table), Naming())) == table);
    CHECK(restored(save_text(listing_of(table), Naming(names))) == table);
  }
}
