// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/run/help.hpp"

#include <fmt/format.h>

namespace ipvsadm {
namespace {

constexpr const char* usage =
    R"(Usage:
  {0} -A|E virtual-service [-s scheduler] [-p [timeout]] [-M netmask] [--pe persistence_engine] [-b sched-flags]
  {0} -A|E virtual-service -o ...
  {0} -D virtual-service
  {0} -C
  {0} -R [--atomic] [--dry-run] < FILE
  {0} -S [-n] > FILE
  {0} -a|e virtual-service -r host[:port] [-g|-i|-m] [-w weight] [server options]
  {0} -d virtual-service -r host[:port]
  {0} -L|l [virtual-service] [listing options]
  {0} -Z [virtual-service]
  {0} --set tcp tcpfin udp
  {0} --start-daemon master|backup [daemon options]
  {0} --stop-daemon master|backup
  {0} -h | -v
)";

constexpr const char* explanations = R"(
Commands, one of which comes first:
  -A, --add-service       make a virtual service
  -E, --edit-service      give a virtual service new settings; what is not said goes to its default
  -D, --delete-service    remove a virtual service and its servers
  -C, --clear             remove all virtual services
  -a, --add-server        give a virtual service another real server
  -e, --edit-server       give a real server new settings; what is not said goes to its default
  -d, --delete-server     take a real server from its virtual service
  -L, -l, --list          show the table, or one virtual service (also with no arguments at all)
  -Z, --zero              set counters to zero
  -S, --save              write the table as lines that -R reads
  -R, --restore           carry out command lines from standard input
      --set               set the timeouts of connections in seconds; 0 leaves one as it is
      --start-daemon      start to send (master) or to receive (backup) connections
      --stop-daemon       stop that
  -h, --help              show this
  -v, --version           show the version

A virtual service:
  -t, --tcp-service host[:port]
  -u, --udp-service host[:port]
      --sctp-service host[:port]
  -f, --fwmark-service mark    from 1 to 4294967295; IPv4, unless -6 (--ipv6) follows

Of a virtual service:
  -s, --scheduler name    how to choose a server: rr wrr lc wlc lblc lblcr dh sh sed nq fo ovf mh
                          and whatever else the kernel has (default wlc)
  -p, --persistent [s]    lead a client to the same server for so many seconds (default 360)
  -M, --netmask mask      go by this part of the client's address: 255.255.255.0 or 24; IPv6: 64
      --pe name           go by something else than the address; the kernel knows sip
  -b, --sched-flags list  with commas between: sh-fallback sh-port mh-fallback mh-port
                          flag-1 flag-2 flag-3
  -o, --ops               schedule each UDP packet by itself

Of a real server:
  -r, --real-server host[:port]
  -g, --gatewaying        direct routing (default)
  -i, --ipip              through a tunnel
  -m, --masquerading      network address translation
  -w, --weight n          its share of connections; 0 takes no new ones (default 1)
  -x, --u-threshold n     take no new connections from so many on (default 0: no limit)
  -y, --l-threshold n     take new ones again below so many
      --tun-type type     ipip (default), gue or gre
      --tun-port port     the port that gue is sent to
      --tun-nocsum, --tun-csum, --tun-remcsum
                          what checksum gue and gre carry: none, their own, a remote one (gue)

Of a listing:
  -n, --numeric           look up no names
  -c, --connection        connections (with --persistent-conn: what the engine knows, too)
      --stats, --rate     counters; connections, packets and bytes a second
      --thresholds, --persistent-conn, --tun-info
  -X, --exact             all digits of big numbers
      --nosort            in the kernel's order (--sort does nothing)
      --timeout           the timeouts of --set
      --daemon            what --start-daemon started
      --json              everything at once, as JSON

Of a restore:
      --atomic            the lines say what the whole table should be: check them all, then change
                          what differs, or nothing where one is wrong
      --dry-run           only show what --atomic would change

Of a daemon:
      --syncid n          0 to 255 (default 0)
      --sync-maxlen n     bytes of a message, 1 to 65507
      --mcast-interface name       (default eth0)
      --mcast-group address        (default 224.0.0.81)
      --mcast-port port            (default 8848)
      --mcast-ttl n                (default 1)
)";

}  // namespace

std::string version_line()
{
  return "ipvsadm v1.31 2019/12/24 (compiled with popt and IPVS v1.2.1)\n";
}

std::string help_text(const std::string& program)
{
  return version_line() + fmt::format(fmt::runtime(usage), program) + explanations;
}

}  // namespace ipvsadm
