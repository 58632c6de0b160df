// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/command.hpp"

#include <sstream>

#include "cli/ipvsadm/arguments/read_command.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/ipvsadm/known_names.hpp"

using namespace ipvsadm;
using namespace ipvsctl;
using namespace std::chrono_literals;

namespace {

/// Reads `line`, whose words have blanks between them; '' is an empty word.
Command command(const std::string& line)
{
  tests::KnownNames names;
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;)
    words.push_back(word == "''" ? "" : word);
  return read_command(words, "ipvsadm", names);
}

template <class Kind>
Kind read(const std::string& line)
{
  return std::get<Kind>(command(line));
}

const ServiceKey web = *parse_service_key("tcp 192.0.2.1:80");

ServiceSettings settings_of(const std::string& options)
{
  return read<ChangeService>("-A -t 192.0.2.1:80 " + options).settings;
}

DestinationSettings server_settings_of(const std::string& options)
{
  return read<ChangeServer>("-a -t 192.0.2.1:80 -r 10.0.0.1:8080 " + options).settings;
}

DestinationKey server_of(const std::string& line)
{
  return read<ChangeServer>(line).server;
}

}  // namespace

TEST_CASE("no words at all list the table")
{
  CHECK(read<ListTable>("") == ListTable{});
}

TEST_CASE("commands are told by their short and their long names")
{
  CHECK(read<ChangeService>("-A -t 192.0.2.1:80").verb == Verb::add);
  CHECK(read<ChangeService>("--edit-service -t 192.0.2.1:80").verb == Verb::edit);
  CHECK(read<ChangeService>("-D -t 192.0.2.1:80").verb == Verb::remove);
  CHECK(read<ChangeServer>("-a -t 192.0.2.1:80 -r 10.0.0.1").verb == Verb::add);
  CHECK(read<ChangeServer>("-e -t 192.0.2.1:80 -r 10.0.0.1").verb == Verb::edit);
  CHECK(read<ChangeServer>("--delete-server -t 192.0.2.1:80 -r 10.0.0.1").verb == Verb::remove);
  CHECK(read<Clear>("-C") == Clear{});
  CHECK(read<Zero>("-Z") == Zero{});
  CHECK(read<Zero>("-Z -t 192.0.2.1:80") == Zero{web});
  CHECK(read<Save>("-S -n") == Save{.numeric = true});
  CHECK(read<Restore>("-R") == Restore{});
  CHECK(read<Help>("--help") == Help{});
  CHECK(read<Version>("-v --nonsense") == Version{});
}

TEST_CASE("a service is told by protocol, address and port, or by mark")
{
  CHECK(read<ChangeService>("-D -u 192.0.2.1:domain").service ==
        *parse_service_key("udp 192.0.2.1:53"));
  CHECK(read<ChangeService>("-D --sctp-service [2001:db8::1]:80").service ==
        *parse_service_key("sctp [2001:db8::1]:80"));
  CHECK(read<ChangeService>("-D -f 4294967295").service == *parse_service_key("mark 4294967295"));
  CHECK(read<ChangeService>("-D -f 5 -6").service == *parse_service_key("mark 5 ipv6"));
}

TEST_CASE("a service's settings are wlc and nothing else unless they are said")
{
  CHECK(settings_of("") == default_settings(Family::ipv4));
  CHECK(settings_of("-s ''") == default_settings(Family::ipv4));
  CHECK(read<ChangeService>("-E -t 192.0.2.1:80").settings == default_settings(Family::ipv4));
}

TEST_CASE("a scheduler's name is cut to what the kernel takes")
{
  CHECK(settings_of("-s rr").scheduler == "rr");
  CHECK(settings_of("-s nosuchschedulernamelongerthan16").scheduler == "nosuchscheduler");
}

TEST_CASE("persistence is six minutes unless a time is given")
{
  CHECK(settings_of("-p").persistence_timeout == 360s);
  CHECK(settings_of("-p -s rr").persistence_timeout == 360s);
  CHECK(settings_of("-p 300").persistence_timeout == 300s);
  CHECK(settings_of("-p300").persistence_timeout == 300s);
  CHECK(settings_of("--persistent=300").persistence_timeout == 300s);
  CHECK(settings_of("-p 2678400").persistent);
}

TEST_CASE("an IPv4 netmask is a mask, or a prefix length")
{
  CHECK(settings_of("-M 255.255.255.0").persistence_netmask == prefix_netmask(Family::ipv4, 24));
  CHECK(settings_of("-M 24").persistence_netmask == prefix_netmask(Family::ipv4, 24));
  CHECK(settings_of("-M 0").persistence_netmask == prefix_netmask(Family::ipv4, 0));
  CHECK(to_string(settings_of("-M 33").persistence_netmask, Family::ipv4) == "0.0.0.33");
  CHECK(to_string(settings_of("-M localhost").persistence_netmask, Family::ipv4) == "127.0.0.1");
}

TEST_CASE("an IPv6 netmask must come behind what says that it is IPv6")
{
  const auto netmask = [](const std::string& options) {
    return read<ChangeService>("-A " + options).settings.persistence_netmask.raw;
  };
  CHECK(netmask("-t [2001:db8::1]:80 -M 64") == 64);
  CHECK(netmask("-M 24 -t [2001:db8::1]:80") == 128);
  CHECK(netmask("-f 5 -6 -M 64") == 64);
  CHECK(netmask("-f 5 -6 -M 64::") == 64);  // as in the original
  CHECK(netmask("-f 5 -M 24 -6") == 128);
}

TEST_CASE("scheduler flags are read once the scheduler is known")
{
  CHECK(settings_of("-b sh-port,sh-fallback -s sh").scheduler_flags == 3);
  CHECK(settings_of("-s mh -b mh-port").scheduler_flags == 2);
  CHECK(settings_of("-s rr -b flag-1,flag-3").scheduler_flags == 5);
  CHECK(settings_of("-b ,,flag-2,").scheduler_flags == 2);
}

TEST_CASE("nothing but commas in the scheduler flags says nothing")
{
  CHECK(settings_of("-b ,").scheduler_flags == 0);
  CHECK(settings_of("-b ''").scheduler_flags == 0);
}

TEST_CASE("one-packet scheduling is for UDP and marks")
{
  CHECK(read<ChangeService>("-A -ou 192.0.2.1:53").settings.one_packet);
  CHECK(read<ChangeService>("-A -f 5 -o").settings.one_packet);
}

TEST_CASE("a server's settings are direct routing with weight 1 unless they are said")
{
  CHECK(server_settings_of("") ==
        DestinationSettings{.forwarding = ForwardingMethod::direct, .tunnel = {}});
  CHECK(server_settings_of("-m -w 0 -x 10 -y 5") ==
        DestinationSettings{.forwarding = ForwardingMethod::masquerade,
                            .weight = 0,
                            .upper_threshold = 10,
                            .lower_threshold = 5,
                            .tunnel = {}});
  CHECK(server_settings_of("-i --tun-type gue --tun-port 6080 --tun-remcsum").tunnel ==
        Tunnel{TunnelType::gue, 6080, TunnelChecksum::remote});
  CHECK(server_settings_of("-i").tunnel == Tunnel{});
}

TEST_CASE("without address translation a server has its service's port")
{
  CHECK(server_of("-a -t 192.0.2.1:80 -r 10.0.0.1:8080 -m").port == 8080);
  CHECK(server_of("-a -t 192.0.2.1:80 -r 10.0.0.1:8080 -g").port == 80);
  CHECK(server_of("-a -t 192.0.2.1:80 -r 10.0.0.1:8080 -i").port == 80);
  CHECK(server_of("-a -f 5 -r 10.0.0.1:8080 -g").port == 8080);
  CHECK(server_of("-d -t 192.0.2.1:80 -r 10.0.0.1:8080").port == 8080);
}

TEST_CASE("a server without a port has its service's, if that came before")
{
  CHECK(server_of("-a -t 192.0.2.1:80 -r 10.0.0.1 -m").port == 80);
  CHECK(server_of("-a -r 10.0.0.1 -t 192.0.2.1:80 -m").port == 0);
  CHECK(server_of("-a -f 5 -r 10.0.0.1").port == 0);
}

TEST_CASE("a tunnelled server may be of the other address family")
{
  CHECK(server_of("-a -t 192.0.2.1:80 -r 2001:db8::1 -i") ==
        DestinationKey{*parse_ip_address("2001:db8::1"), 80});
}

TEST_CASE("the timeouts of --set may stand anywhere behind or before it")
{
  CHECK(read<SetTimeouts>("--set 1 2 3") == SetTimeouts{1s, 2s, 3s});
  CHECK(read<SetTimeouts>("1 2 3 --set") == SetTimeouts{1s, 2s, 3s});
}

TEST_CASE("a sync daemon's interface is eth0 unless it is said, the rest is the kernel's choice")
{
  CHECK(read<StartDaemon>("--start-daemon master") ==
        StartDaemon{SyncRole::master, {.interface = "eth0", .group = {}}});
  CHECK(read<StartDaemon>("--start-daemon=backup --mcast-interface averyverylonginterface "
                          "--syncid 5 --sync-maxlen 1000 --mcast-group ff02::1 --mcast-port 9 "
                          "--mcast-ttl 3") == StartDaemon{SyncRole::backup,
                                                          {.interface = "averyverylongin",
                                                           .sync_id = 5,
                                                           .max_length = 1000,
                                                           .group = *parse_ip_address("ff02::1"),
                                                           .port = 9,
                                                           .ttl = 3}});
  CHECK(read<StopDaemon>("--stop-daemon backup --syncid 5") == StopDaemon{SyncRole::backup});
}

TEST_CASE("of several formats of a listing the first in their order wins")
{
  CHECK(read<ListTable>("-L --tun-info --persistent-conn --thresholds --rate --stats").view ==
        TableView::stats);
  CHECK(read<ListTable>("-L --tun-info --persistent-conn").view ==
        TableView::persistent_connections);
  CHECK(read<ListTable>("-LnX --nosort --sort") ==
        ListTable{.service = {}, .numeric = true, .exact = true, .sorted = false});
  CHECK(read<ListTable>("-l -t 192.0.2.1:80 --json") == ListTable{.service = web, .json = true});
}

TEST_CASE("connections, timeouts and daemons are listings of their own")
{
  CHECK(read<ListConnections>("-Lnc --persistent-conn") ==
        ListConnections{.numeric = true, .persistence_data = true});
  CHECK(read<ListTimeouts>("-L --timeout --tun-info") == ListTimeouts{});
  CHECK(read<ListDaemons>("-L --daemon --exact") == ListDaemons{});
}

TEST_CASE("a restore may be made in one go, or only planned")
{
  CHECK(read<Restore>("-R --atomic").mode == RestoreMode::atomic);
  CHECK(read<Restore>("-R --dry-run").mode == RestoreMode::dry_run);
  CHECK(read<Restore>("-R --atomic --dry-run").mode == RestoreMode::dry_run);
}

TEST_CASE("an option's value may be stuck to it, with or without '='")
{
  CHECK(read<ChangeService>("-At192.0.2.1:80").service == web);
  CHECK(read<ChangeService>("-At=192.0.2.1:80").service == web);
  CHECK(read<ChangeService>("-A --tcp-service=192.0.2.1:80").service == web);
}
