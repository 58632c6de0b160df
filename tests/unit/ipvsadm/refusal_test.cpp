// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/refusal.hpp"

#include <sstream>

#include "cli/ipvsadm/arguments/read_command.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/ipvsadm/known_names.hpp"

using namespace ipvsadm;

namespace {

struct Case {
  const char* line;  ///< words with blanks between them; '' is an empty word
  const char* text;
};

Refusal refusal_of(const std::string& line)
{
  tests::KnownNames names;
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;)
    words.push_back(word == "''" ? "" : word);
  try {
    read_command(words, "/sbin/ipvsadm", names);
  } catch (const Refusal& refusal) {
    return refusal;
  }
  return {"nothing", Status::success};
}

template <std::size_t Count>
void check_all(const Case (&cases)[Count])
{
  for (const auto& [line, text] : cases) {
    INFO(line);
    CHECK(refusal_of(line) == Refusal{text, Status::bad_argument, true});
  }
}

}  // namespace

TEST_CASE("what does not begin with a command gets a hint and ends a restore")
{
  for (const char* line :
       {"-n -L", "--bogus", "-Q", "foo", "''", "--", "--he", "--list=foo", "--start-daemon"}) {
    INFO(line);
    CHECK(refusal_of(line) ==
          Refusal{"Try `/sbin/ipvsadm -h' or '/sbin/ipvsadm --help' for more information.",
                  Status::refused, true});
  }
}

TEST_CASE("a word with popt's placeholder is named, wherever it stands, and ends a restore")
{
  for (const char* line : {"-A -t 1.1.1.1:80 -s x!#:+ -p", "-L x!#:+", "x!#:+", "x!#:+ -L"}) {
    INFO(line);
    CHECK(refusal_of(line) ==
          Refusal{"x!#:+: no word may have \"!#:+\" in it", Status::refused, true});
  }
}

TEST_CASE("what popt cannot take apart is refused in popt's words and does not end a restore")
{
  const Case cases[] = {
      {"-L --bogus", "--bogus: unknown option"},
      {"-L -Q", "-Q: unknown option"},
      {"-LnQ", "-LnQ: unknown option"},
      {"-L --numeric=5", "--numeric=5: option does not take an argument"},
      {"-A -t 1.1.1.1:80 -s", "-s: missing argument"},
      {"-A -t 1.1.1.1:80 -s rr -p -5", "-5: unknown option"},
      {"-L --start-daemon", "--start-daemon: missing argument"},
  };
  for (const auto& [line, text] : cases) {
    INFO(line);
    CHECK(refusal_of(line) == Refusal{text, Status::refused, false});
  }
}

TEST_CASE("a word that belongs to nothing is refused")
{
  check_all({{"-L foo bar", "unexpected argument foo"},
             {"-L -- -n", "unexpected argument -n"},
             {"--set 1 2 3 4", "unexpected argument 4"},
             {"-A -t 1.1.1.1:80 -p5 6", "unexpected argument 6"},
             {"-A -t 1.1.1.1 foo -w 5", "unexpected argument foo"}});
}

TEST_CASE("one command is enough")
{
  check_all({{"-A -t 1.1.1.1:80 -D", "invalid option `-D'"},
             {"-L --help", "invalid option `--help'"},
             {"-LA", "invalid option `-LA'"},
             {"-L --start-daemon master", "invalid option `master'"}});
}

TEST_CASE("an option is given once")
{
  check_all(
      {{"-A -t 1.1.1.1:80 -u 2.2.2.2:80", "multiple 'service-address' options specified"},
       {"-a -t 1.1.1.1:80 -r 2.2.2.2 -m -g", "multiple 'forwarding-method' options specified"},
       {"-L -n -n", "multiple 'numeric' options specified"}});
}

TEST_CASE("values that mean nothing are refused")
{
  check_all({
      {"-A -t 80", "illegal virtual server address[:port] specified"},
      {"-A -t 1.1.1.1:80 -p foo", "invalid timeout value `foo' specified"},
      {"-A -t 1.1.1.1:80 -p 0", "invalid timeout value `0' specified"},
      {"-A -t 1.1.1.1:80 -p 2678401", "invalid timeout value `2678401' specified"},
      {"-A -t 1.1.1.1:80 -p ''", "invalid timeout value `' specified"},
      {"-A -t 1.1.1.1:80 -M /24", "illegal virtual server persistent mask specified"},
      {"-A -t [::1]:80 -M 129", "illegal ipv6 netmask specified"},
      {"-A -t [::1]:80 -M 255.255.0.0", "illegal ipv6 netmask specified"},
      {"-A -f 0", "invalid fwmark value `0' specified"},
      {"-A -f -1", "invalid fwmark value `-1' specified"},
      {"-A -f 4294967296", "invalid fwmark value `4294967296' specified"},
      {"-A -f 0x10", "invalid fwmark value `0x10' specified"},
      {"-A -6 -f 1", "-6 used before -f\n"},
      {"-A -t 1.1.1.1:80 -b flag-4", "invalid scheduler flag `flag-4'"},
      {"-A -t 1.1.1.1:80 -s sh -b mh-port", "incompatible scheduler flag `mh-port'"},
      {"-A -t 1.1.1.1:80 -b sh-port", "incompatible scheduler flag `sh-port'"},
      {"-a -t 1.1.1.1:80 -r 80", "illegal real server address[:port] specified"},
      {"-a -r 2.2.2.2:http -t 1.1.1.1:80", "illegal real server address[:port] specified"},
      {"-a -t 1.1.1.1:80 -r 2.2.2.2 -w -1", "illegal weight specified"},
      {"-a -t 1.1.1.1:80 -r 2.2.2.2 -w 2147483648", "illegal weight specified"},
      {"-a -t 1.1.1.1:80 -r 2.2.2.2 -x -1", "illegal u_threshold specified"},
      {"-a -t 1.1.1.1:80 -r 2.2.2.2 -y foo", "illegal l_threshold specified"},
      {"-a -t 1.1.1.1:80 -r 2.2.2.2 -i --tun-type foo", "illegal tunnel type specified"},
      {"-a -t 1.1.1.1:80 -r 2.2.2.2 -i --tun-port 0", "illegal tunnel port specified"},
      {"--set 1 2", "--set option requires 3 timeout values"},
      {"--set a b c", "invalid timeout value `a' specified"},
      {"--start-daemon foo", "illegal start-daemon parameter specified"},
      {"--stop-daemon foo", "illegal start_daemon specified"},
      {"--start-daemon master --syncid 256", "illegal syncid specified"},
      {"--start-daemon master --sync-maxlen 65508", "illegal sync-maxlen specified"},
      {"--start-daemon master --mcast-port 0", "illegal mcast-port specified"},
      {"--start-daemon master --mcast-ttl 256", "illegal mcast-ttl specified"},
      {"--start-daemon master --mcast-group 10.0.0.1", "invalid IPv4 mcast-group `10.0.0.1'"},
      {"--start-daemon master --mcast-group fe80::1", "invalid IPv6 mcast-group `fe80::1'"},
  });
}

TEST_CASE("options must fit their command")
{
  check_all({
      {"-A", "You need to supply the 'service-address' option for the 'add-service' command"},
      {"-a -t 1.1.1.1:80",
       "You need to supply the 'real-server' option for the 'add-server' command"},
      {"-C -t 1.1.1.1:80", "Illegal 'service-address' option with the 'flush' command"},
      {"-A -w 5 -s rr -n", "Illegal 'numeric' option with the 'add-service' command"},
      {"-a -w 5 -s rr",
       "You need to supply the 'service-address' option for the 'add-server' command"},
      {"-list", "Illegal 'scheduler' option with the 'list' command"},
      {"-S --exact", "Illegal 'exact' option with the 'save' command"},
      {"-L -c --timeout",
       "The option 'timeout' conflicts with the 'connection' option in the 'list' command"},
      {"-L -c -t 1.1.1.1:80",
       "The option 'service-address' conflicts with the 'connection' option in the 'list' command"},
      {"--stop-daemon master --mcast-port 5",
       "Illegal 'mcast-port' option with the 'stop-daemon' command"},
      {"-S --json", "Illegal 'json' option with the 'save' command"},
      {"-L --atomic", "Illegal 'atomic' option with the 'list' command"},
      {"-L --dry-run", "Illegal 'dry-run' option with the 'list' command"},
  });
}

TEST_CASE("options of a listing must fit together")
{
  for (const char* line : {"-L -c --stats", "-L --timeout --rate", "-L --timeout --persistent-conn",
                           "-L --daemon --thresholds"}) {
    INFO(line);
    CHECK(refusal_of(line).text == "options conflicts in the list command");
  }
}

TEST_CASE("options must fit the tunnel type")
{
  check_all({
      {"-a -t 1.1.1.1:80 -r 2.2.2.2 --tun-type ipip",
       "Tunnel options conflict with forward method"},
      {"-a -t 1.1.1.1:80 -r [::1]:80 --tun-type gue",
       "Different address family is allowed only for tunneling servers"},
      {"-a -t 1.1.1.1:80 -r 2.2.2.2 -i --tun-csum",
       "Illegal 'tun-csum' option with the 'ipip' tunnel type"},
      {"-a -t 1.1.1.1:80 -r 2.2.2.2 -i --tun-type gue",
       "You need to supply the 'tun-port' option for the 'gue' tunnel type"},
      {"-a -t 1.1.1.1:80 -r 2.2.2.2 -i --tun-type gue --tun-port 5 --tun-csum --tun-nocsum",
       "The option 'tun-csum' conflicts with the 'tun-nocsum' option in the 'gue' tunnel type"},
      {"-a -t 1.1.1.1:80 -r 2.2.2.2 -i --tun-type gre --tun-remcsum",
       "Illegal 'tun-remcsum' option with the 'gre' tunnel type"},
  });
}

TEST_CASE("a service needs a port unless it is persistent or by mark")
{
  CHECK(refusal_of("-A -t 1.1.1.1").text == "Zero port specified for non-persistent service");
  CHECK(refusal_of("-E -t 1.1.1.1:0").text == "Zero port specified for non-persistent service");
  CHECK(refusal_of("-A -t 1.1.1.1 -p").text == "nothing");
  CHECK(refusal_of("-D -t 1.1.1.1").text == "nothing");
  CHECK(refusal_of("-A -f 5").text == "nothing");
}

TEST_CASE("one-packet scheduling is refused for other protocols")
{
  CHECK(refusal_of("-A -t 1.1.1.1:80 -o").text ==
        "One-Packet Scheduling is only for UDP virtual services");
}
