// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/restore/whole.hpp"

#include "cli/ipvsadm/arguments/read_command.hpp"
#include "cli/ipvsadm/restore/lines.hpp"
#include "cli/ipvsadm/restore/rehearsal.hpp"
#include "libipvsctl/plan/carried_out.hpp"
#include "libipvsctl/plan/concerning.hpp"
#include "libipvsctl/plan/make_plan.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_state.hpp"
#include "tests/support/restore_lines.hpp"
#include "tests/unit/ipvsadm/known_names.hpp"
#include "tests/unit/ipvsadm/listed.hpp"

using namespace ipvsadm;
using namespace ipvsctl;
using namespace std::chrono_literals;
using tests::key;

namespace {

struct Taken {
  Whole whole;
  std::string wrong;  ///< "LINE: TEXT" a line
};

Taken take(const std::string& text)
{
  Taken taken;
  tests::KnownNames names;
  for (const auto& line : tests::restore_lines(text))
    if (const auto wrong =
            taken.whole.take(line.number, read_command(line.words, "ipvsadm", names)))
      taken.wrong += std::to_string(line.number) + ": " + *wrong + "\n";
  return taken;
}

IpvsTable table_of(const std::string& text)
{
  return take(text).whole.desired({}).ipvs;
}

}  // namespace

TEST_CASE("the lines of a whole restore begin with an empty table")
{
  KernelState observed;
  observed.ipvs[key("tcp 192.0.2.9:80")] = {};
  const auto desired = take("-A -t 192.0.2.1:80 -s rr").whole.desired(observed);
  REQUIRE(desired.ipvs.size() == 1);
  CHECK(desired.ipvs.at(key("tcp 192.0.2.1:80")).settings.scheduler == "rr");
}

TEST_CASE("each line works on what the lines before it made")
{
  CHECK(table_of("-A -t 192.0.2.1:80\n-a -t 192.0.2.1:80 -r 10.0.0.1\n"
                 "-e -t 192.0.2.1:80 -r 10.0.0.1 -w 7\n-E -t 192.0.2.1:80 -s rr\n"
                 "-A -f 5\n-D -f 5\n") ==
        table_of("-A -t 192.0.2.1:80 -s rr\n-a -t 192.0.2.1:80 -r 10.0.0.1 -w 7\n"));
  CHECK(table_of("-A -f 5\n-C\n").empty());
  CHECK(table_of("-A -f 5\n-a -f 5 -r 10.0.0.1\n-d -f 5 -r 10.0.0.1\n") == table_of("-A -f 5"));
}

TEST_CASE("what the kernel would refuse after the lines before is refused with its line")
{
  CHECK(take("-A -f 5\n-A -f 5\n-E -f 6\n-D -f 6\n-a -f 6 -r 10.0.0.1\n-d -f 5 -r 10.0.0.1\n"
             "-a -f 5 -r 10.0.0.1\n-a -f 5 -r 10.0.0.1\n-e -f 5 -r 10.0.0.2\n")
            .wrong ==
        "2: Service already exists\n"
        "3: No such service\n"
        "4: No such service\n"
        "5: Service not defined\n"
        "6: No such destination\n"
        "8: Destination already exists\n"
        "9: No such destination\n");
}

TEST_CASE("what changes nothing that lasts cannot be part of a whole restore")
{
  for (const char* line : {"-L", "-S", "-Z", "-R", "-h", "-v"}) {
    INFO(line);
    CHECK_FALSE(take(line).wrong.empty());
  }
}

TEST_CASE("timeouts and daemons that no line speaks of stay as they are")
{
  KernelState observed;
  observed.timeouts[TimeoutKind::tcp] = 900s;
  observed.sync_daemons[SyncRole::master] = {.interface = "eth1", .group = {}};
  const auto desired = take("-A -f 5").whole.desired(observed);
  CHECK(desired.sync_daemons == observed.sync_daemons);
  CHECK(make_plan(desired, concerning(desired, observed)) ==
        Plan{AddService{key("mark 5"), default_settings(Family::ipv4)}});
}

TEST_CASE("timeouts that are set are wanted, but those of zero")
{
  CHECK(take("--set 5 0 7").whole.desired({}).timeouts ==
        Timeouts{{TimeoutKind::tcp, 5s}, {TimeoutKind::udp, 7s}});
}

TEST_CASE("a daemon that runs as a line says stays running, another is replaced")
{
  KernelState observed;
  SyncDaemon& running = observed.sync_daemons[SyncRole::master];
  running = {.interface = "eth0", .max_length = 1472, .group = *parse_ip_address("224.0.0.81")};
  const auto steps = [&](const std::string& text) {
    const auto desired = take(text).whole.desired(observed);
    return make_plan(desired, concerning(desired, observed)).size();
  };
  CHECK(steps("--start-daemon master") == 0);
  CHECK(steps("--start-daemon master --syncid 5") == 2);
  CHECK(steps("--stop-daemon master") == 1);
  CHECK(steps("--stop-daemon backup") == 0);
  CHECK(take("--start-daemon master\n--start-daemon master").wrong ==
        "2: Daemon has already run\n");
}

TEST_CASE("a step comes from the last line that spoke of its object")
{
  const auto taken = take(
      "-A -f 5\n-a -f 5 -r 10.0.0.1\n-e -f 5 -r 10.0.0.1 -w 5\n-E -f 5 -s rr\n"
      "--start-daemon backup\n");
  const DestinationKey server = *parse_destination_key("10.0.0.1:0");
  CHECK(taken.whole.line_of(AddDestination{key("mark 5"), server, {.tunnel = {}}}) == 3);
  CHECK(taken.whole.line_of(AddService{key("mark 5"), {}}) == 4);
  CHECK(taken.whole.line_of(StartSyncDaemon{SyncRole::backup, {.interface = "", .group = {}}}) ==
        5);
  CHECK(taken.whole.line_of(RemoveService{key("mark 6")}) == 0);
}

TEST_CASE("a rehearsal holds all that a plan makes or alters, and no more")
{
  KernelState observed;
  KernelState desired;
  const DestinationKey old_server = *parse_destination_key("10.0.0.1:80");
  const DestinationKey new_server = *parse_destination_key("10.0.0.2:80");
  observed.ipvs[key("tcp 192.0.2.1:80")].destinations[old_server] = {.weight = 5, .tunnel = {}};
  observed.ipvs[key("mark 5")] = {};
  observed.ipvs[key("mark 6")] = {};
  desired.ipvs = observed.ipvs;
  desired.ipvs.erase(key("mark 6"));
  desired.ipvs[key("tcp 192.0.2.1:80")].destinations[new_server] = {.weight = 7, .tunnel = {}};
  const IpvsTable rehearsed = rehearsal_of(make_plan(desired, observed), desired);
  REQUIRE(rehearsed.size() == 1);
  CHECK(rehearsed.at(key("tcp 192.0.2.1:80")).destinations ==
        Destinations{{new_server, {.weight = 7, .tunnel = {}}}});
}

TEST_CASE("to grow first and to shrink then is to carry out the plan")
{
  tests::Random random(20240611);
  for (int i = 0; i < 200; ++i) {
    const KernelState observed = tests::random_state(random);
    const KernelState desired = tests::random_state(random);
    const Plan plan = make_plan(desired, concerning(desired, observed));
    const auto [grown, shrunk] = grown_and_shrunk(plan);
    CHECK(carried_out(carried_out(observed, grown), shrunk) == carried_out(observed, plan));
  }
}
