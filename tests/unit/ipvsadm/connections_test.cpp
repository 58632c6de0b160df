// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/connections_text.hpp"

#include "cli/ipvsadm/listing/settings_text.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/ipvsadm/known_names.hpp"

using namespace ipvsadm;
using namespace ipvsctl;
using namespace std::chrono_literals;

namespace {

std::string listed(const std::string& row, bool persistence_data = false,
                   const Naming& naming = Naming())
{
  const auto connection = read_connection(row);
  return connection ? connection_text(*connection, persistence_data, naming) : "";
}

const std::string web = "TCP C0A80101 C350 0A000001 0050 C0A8010A 0050 ESTABLISHED     899";
const std::string sip =
    "UDP C0A80105 13C4 0A000001 13C4 C0A8010A 13C4 NONE              45 sip a84b4c76e66710@pc33";

}  // namespace

TEST_CASE("a connection is listed with its endpoints")
{
  CHECK(listed(web) ==
        "TCP 14:59  ESTABLISHED 192.168.1.1:50000  10.0.0.1:80        192.168.1.10:80\n");
}

TEST_CASE("a connection's addresses may be IPv6, and of both families")
{
  CHECK(listed("TCP 2001:0db8:0000:0000:0000:0000:0000:0001 C350 "
               "2001:0db8:0000:0000:0000:0000:0000:0080 01BB C0A8010A 01BB FIN_WAIT        7") ==
        "TCP 00:07  FIN_WAIT    [2001:db8::1]:50000 [2001:db8::80]:443 192.168.1.10:443\n");
}

TEST_CASE("a template by mark shows the mark as an address")
{
  CHECK(listed("IP  C0A80104 0000 00000007 0000 C0A8010A 0000 NONE              45") ==
        "IP  00:45  NONE        192.168.1.4:0      0.0.0.7:0          192.168.1.10:0\n");
}

TEST_CASE("more than 99 minutes widen their column")
{
  CHECK(listed("SCTP C0A80107 C350 0A000001 0050 C0A8010A 0050 ESTABLISHED   86400") ==
        "SCTP 1440:00 ESTABLISHED 192.168.1.7:50000  10.0.0.1:80        192.168.1.10:80\n");
}

TEST_CASE("what the persistence engine knows is shown where it is asked for and there is some")
{
  CHECK(listed(sip) ==
        "UDP 00:45  NONE        192.168.1.5:5060   10.0.0.1:5060      192.168.1.10:5060\n");
  CHECK(listed(sip, true) ==
        "UDP 00:45  NONE        192.168.1.5:5060   10.0.0.1:5060      192.168.1.10:5060 sip        "
        "        a84b4c76e66710@pc33\n");
  CHECK(listed(web, true) == listed(web));
}

TEST_CASE("long data of a persistence engine is shown whole")
{
  const std::string data(300, 'a');
  CHECK(listed(sip + data, true).ends_with("a84b4c76e66710@pc33" + data + "\n"));
}

TEST_CASE("a connection's endpoints have names where their protocol has them")
{
  tests::KnownNames names;
  const Naming naming(names);
  CHECK(listed("UDP C0000201 0035 0A000001 0050 C0A8010A 0035 UDP 299", false, naming) ==
        "UDP 04:59  UDP         www:domain         10.0.0.1:80        192.168.1.10:domain\n");
  CHECK(listed("IP  C0000201 0000 00000007 0000 C0000201 0050 NONE 45", false, naming) ==
        "IP  00:45  NONE        www:0              0.0.0.7:0          www:80\n");
}

TEST_CASE("what is no connection is passed over")
{
  CHECK(listed("Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData")
            .empty());
  CHECK(listed("").empty());
  CHECK(listed("TCP C0A80101 C350 0A000001").empty());
  CHECK(listed("TCP nonsense C350 0A000001 0050 C0A8010A 0050 NONE 5").empty());
}

TEST_CASE("the titles of connections")
{
  CHECK(connection_titles(false) ==
        "IPVS connection entries\n"
        "pro expire state       source             virtual            destination\n");
  CHECK(
      connection_titles(true) ==
      "IPVS connection entries\n"
      "pro expire state       source             virtual            destination        pe name    "
      "      pe_data\n");
}

TEST_CASE("timeouts and sync daemons are a line each")
{
  CHECK(timeouts_text({{TimeoutKind::tcp, 900s}, {TimeoutKind::tcp_fin, 120s}}) ==
        "Timeout (tcp tcpfin udp): 900 120 0\n");
  const SyncDaemons daemons{
      {SyncRole::backup, {.interface = "eth1", .sync_id = 5, .max_length = 0, .group = {}}},
      {SyncRole::master,
       {.interface = "eth0", .max_length = 1472, .group = *parse_ip_address("224.0.0.81")}}};
  CHECK(daemons_text(daemons) ==
        "master sync daemon (mcast=eth0, syncid=0, maxlen=1472, group=224.0.0.81, port=8848, "
        "ttl=1)\n"
        "backup sync daemon (mcast=eth1, syncid=5, port=8848, ttl=1)\n");
}
