// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/table_text.hpp"

#include "cli/ipvsadm/listing/big_number.hpp"
#include "cli/ipvsadm/listing/order.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/ipvsadm/known_names.hpp"
#include "tests/unit/ipvsadm/listed.hpp"

using namespace ipvsadm;
using namespace ipvsctl;
using tests::server;
using tests::service;
using namespace std::chrono_literals;

namespace {

ipvs::ListedService busy_service()
{
  ipvs::ListedDestination tunnelled =
      server("192.168.1.29:80", {.forwarding = ForwardingMethod::tunnel,
                                 .weight = 50,
                                 .upper_threshold = 100,
                                 .lower_threshold = 75,
                                 .tunnel = {TunnelType::gue, 6080, TunnelChecksum::full}});
  tunnelled.measurements = {1, 1234567890, 4, {1, 0, 0, 0, 0, 12345678901, 0, 0, 5, 0}};
  ipvs::ListedService busy = service("tcp 200.0.0.1:80", {tunnelled});
  busy.counters = {999999999, 99999999999, 100000000000, 99999999999999, 100000000000000, 1,
                   2,         3,           100000000,    1000000000};
  return busy;
}

std::string listing(TableView view, bool exact = false)
{
  return table_text({busy_service()}, view, exact, Naming());
}

std::string short_number(std::uint64_t number)
{
  std::string text;
  append_short_number(text, number);
  return text;
}

std::string exact_number(std::uint64_t number)
{
  std::string text;
  append_exact_number(text, number);
  return text;
}

std::string line_of(const ipvs::ListedService& listed, const Naming& naming = Naming())
{
  return table_text({listed}, TableView::usual, false, naming);
}

std::string label_in_order(const std::vector<std::string>& names)
{
  ipvs::Listing table;
  for (const std::string& name : names)
    table.push_back(service(name));
  sort(table);
  std::string text;
  for (const auto& listed : table)
    text += to_string(listed.key) + "\n";
  return text;
}

}  // namespace

TEST_CASE("the headline names the version and the size of the connection table")
{
  CHECK(headline({0x010201, 4096}) == "IP Virtual Server version 1.2.1 (size=4096)\n");
}

TEST_CASE("the usual listing shows forwarding, weight and connections")
{
  CHECK(titles(TableView::usual) + listing(TableView::usual) ==
        "Prot LocalAddress:Port Scheduler Flags\n"
        "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n"
        "TCP  200.0.0.1:80 wlc\n"
        "  -> 192.168.1.29:80              Tunnel  50     1          1234567890\n");
}

TEST_CASE("--tun-info shows the tunnel, too")
{
  CHECK(titles(TableView::tunnels) + listing(TableView::tunnels) ==
        "Prot LocalAddress:Port Scheduler Flags\n"
        "  -> RemoteAddress:Port           Forward TunnelInfo    Weight ActiveConn InActConn\n"
        "TCP  200.0.0.1:80 wlc\n"
        "  -> 192.168.1.29:80              Tunnel  gue:6080:+c   50     1          1234567890\n");
}

TEST_CASE("--stats shows totals in short form")
{
  CHECK(titles(TableView::stats) + listing(TableView::stats) ==
        "Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes\n"
        "  -> RemoteAddress:Port\n"
        "TCP  200.0.0.1:80                  999999K   99999M     100G   99999G     100T\n"
        "  -> 192.168.1.29:80                     1        0        0        0        0\n");
}

TEST_CASE("--rate shortens a service's numbers, and of a server's only the bytes")
{
  CHECK(titles(TableView::rates) + listing(TableView::rates) ==
        "Prot LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS\n"
        "  -> RemoteAddress:Port\n"
        "TCP  200.0.0.1:80                        1        2        3  100000K    1000M\n"
        "  -> 192.168.1.29:80              12345678901        0        0        5        0\n");
}

TEST_CASE("--exact writes all digits")
{
  CHECK(listing(TableView::stats, true) ==
        "TCP  200.0.0.1:80                 999999999 99999999999 100000000000 99999999999999 "
        "100000000000000\n"
        "  -> 192.168.1.29:80                     1        0        0        0        0\n");
}

TEST_CASE("--thresholds shows thresholds and connections")
{
  CHECK(titles(TableView::thresholds) + listing(TableView::thresholds) ==
        "Prot LocalAddress:Port            Uthreshold Lthreshold ActiveConn InActConn \n"
        "  -> RemoteAddress:Port\n"
        "TCP  200.0.0.1:80 wlc\n"
        "  -> 192.168.1.29:80              100        75         1          1234567890\n");
}

TEST_CASE("--persistent-conn shows weight and persistent connections")
{
  CHECK(titles(TableView::persistent_connections) + listing(TableView::persistent_connections) ==
        "Prot LocalAddress:Port            Weight    PersistConn ActiveConn InActConn \n"
        "  -> RemoteAddress:Port\n"
        "TCP  200.0.0.1:80 wlc\n"
        "  -> 192.168.1.29:80              50        4           1          1234567890\n");
}

TEST_CASE("big numbers lose their last digits, never round up")
{
  CHECK(short_number(99999999) == " 99999999");
  CHECK(short_number(100000000) == "  100000K");
  CHECK(short_number(999999999) == "  999999K");
  CHECK(short_number(1000000000) == "    1000M");
  CHECK(short_number(99999999999) == "   99999M");
  CHECK(short_number(100000000000) == "     100G");
  CHECK(short_number(99999999999999) == "   99999G");
  CHECK(short_number(100000000000000) == "     100T");
  CHECK(short_number(18446744073709551615U) == " 18446744T");
  CHECK(exact_number(5) == "        5");
  CHECK(exact_number(999999999) == " 999999999");
}

TEST_CASE("a service's line says what is not at its default")
{
  auto sip = service("udp 192.168.100.200:5060");
  sip.settings.persistent = true;
  sip.settings.persistence_timeout = 60s;
  sip.settings.persistence_netmask = prefix_netmask(Family::ipv4, 16);
  sip.settings.persistence_engine = "sip";
  sip.settings.one_packet = true;
  CHECK(line_of(sip) ==
        "UDP  192.168.100.200:5060 wlc persistent 60 mask 255.255.0.0 pe sip ops\n");
  auto secure = service("tcp [2001:db8::80]:443");
  secure.settings.scheduler = "sh";
  secure.settings.scheduler_flags = 3;
  secure.settings.persistent = true;
  secure.settings.persistence_timeout = 300s;
  secure.settings.persistence_netmask = {64};
  CHECK(line_of(secure) ==
        "TCP  [2001:db8::80]:443 sh (sh-fallback,sh-port) persistent 300 mask 64\n");
}

TEST_CASE("mask and engine go unsaid where the service is not persistent")
{
  auto listed = service("udp 192.0.2.1:5060");
  listed.settings.persistence_netmask = prefix_netmask(Family::ipv4, 16);
  listed.settings.persistence_engine = "sip";
  CHECK(line_of(listed) == "UDP  192.0.2.1:5060 wlc\n");
}

TEST_CASE("flags are named after their scheduler, and the third one of sh and mh has no name")
{
  auto listed = service("tcp 192.0.2.1:80");
  listed.settings.scheduler = "rr";
  listed.settings.scheduler_flags = 5;
  CHECK(line_of(listed) == "TCP  192.0.2.1:80 rr (flag-1,flag-3)\n");
  listed.settings.scheduler = "mh";
  CHECK(line_of(listed) == "TCP  192.0.2.1:80 mh (mh-fallback)\n");
  listed.settings.scheduler_flags = 4;
  CHECK(line_of(listed) == "TCP  192.0.2.1:80 mh ()\n");
}

TEST_CASE("marks are unsigned")
{
  CHECK(line_of(service("mark 4294967295")) == "FWM  4294967295 wlc\n");
  CHECK(line_of(service("mark 9 ipv6")) == "FWM  9 IPv6 wlc\n");
}

TEST_CASE("each forwarding method has its word")
{
  const auto word = [](ForwardingMethod method) {
    const auto text = line_of(
        service("tcp 192.0.2.1:80", {server("10.0.0.1:80", {.forwarding = method, .tunnel = {}})}));
    return text.substr(text.find("10.0.0.1:80") + 29, 7);
  };
  CHECK(word(ForwardingMethod::masquerade) == "Masq   ");
  CHECK(word(ForwardingMethod::local) == "Local  ");
  CHECK(word(ForwardingMethod::tunnel) == "Tunnel ");
  CHECK(word(ForwardingMethod::direct) == "Route  ");
}

TEST_CASE("an IPv6 address pushes its columns to the right")
{
  CHECK(line_of(service("tcp [2001:db8::1]:80",
                        {server("[fdff:ffff:ffff:ffff:ffff:ffff:ffff:fff1]:65535")})) ==
        "TCP  [2001:db8::1]:80 wlc\n"
        "  -> [fdff:ffff:ffff:ffff:ffff:ffff:ffff:fff1]:65535 Masq    1      0          0         "
        "\n");
}

TEST_CASE("names are cut to their column, those of IPv6 after 59 bytes")
{
  tests::KnownNames names;
  names.hosts["a-host-name-of-some-length-that-does-not-fit.example.com"] = "192.0.2.3";
  names.hosts["another-host-name-of-some-length-that-does-not-fit.example.com"] = "2001:db8::1";
  const Naming naming(names);
  CHECK(line_of(service("tcp 192.0.2.3:80", {server("192.0.2.3:80"), server("[2001:db8::1]:80")}),
                naming) ==
        "TCP  a-host-name-of-some-length-t wlc\n"
        "  -> a-host-name-of-some-length-t Masq    1      0          0         \n"
        "  -> [another-host-name-of-some-length-that-does-not-fit.example Masq    1      0        "
        "  0         \n");
}

TEST_CASE("ports have names where their protocol has them, those of marks never")
{
  tests::KnownNames names;
  const Naming naming(names);
  CHECK(line_of(service("tcp 192.0.2.1:80"), naming) == "TCP  www:http wlc\n");
  CHECK(line_of(service("udp 192.0.2.9:80"), naming) == "UDP  192.0.2.9:80 wlc\n");
  CHECK(line_of(service("mark 5", {server("192.0.2.1:80")}), naming) ==
        "FWM  5 wlc\n"
        "  -> www:80                       Masq    1      0          0         \n");
}

TEST_CASE("services are in numeric order: by address, family first, then by mark")
{
  CHECK(label_in_order({"mark 4294967295", "mark 9 ipv6", "mark 9", "tcp [2001:db8::1]:80",
                        "udp 10.0.0.1:53", "tcp 192.168.0.1:80", "tcp 10.0.0.1:443",
                        "tcp 10.0.0.1:80", "tcp 100.64.0.1:80"}) ==
        "tcp 10.0.0.1:80\n"
        "tcp 10.0.0.1:443\n"
        "tcp 100.64.0.1:80\n"
        "tcp 192.168.0.1:80\n"
        "udp 10.0.0.1:53\n"
        "tcp [2001:db8::1]:80\n"
        "mark 9\n"
        "mark 9 ipv6\n"
        "mark 4294967295\n");
}

TEST_CASE("servers are in numeric order, IPv4 before IPv6")
{
  ipvs::Listing table{
      service("tcp 192.0.2.1:80", {server("[2001:db8::1]:80"), server("192.168.0.1:80"),
                                   server("10.0.0.2:81"), server("10.0.0.2:80")})};
  sort(table);
  std::string text;
  for (const auto& listed : table[0].destinations)
    text += to_string(listed.key) + "\n";
  CHECK(text == "10.0.0.2:80\n10.0.0.2:81\n192.168.0.1:80\n[2001:db8::1]:80\n");
}
