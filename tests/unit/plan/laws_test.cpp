// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/plan/carried_out.hpp"
#include "libipvsctl/plan/concerning.hpp"
#include "libipvsctl/plan/make_plan.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_state.hpp"

using namespace ipvsctl;
using tests::Random;
using tests::random_state;

namespace {

/// How many steps it takes where a parameter is to be `wanted` and is `now`.
std::size_t steps_for(const std::string& path, const std::string& wanted, const std::string& now)
{
  KernelState desired;
  desired.sysctls[path] = wanted;
  KernelState observed;
  observed.sysctls[path] = now;
  return make_plan(desired, concerning(desired, observed)).size();
}

}  // namespace

TEST_CASE("carrying out a plan on what was observed gives what was desired, and no step is refused")
{
  for (unsigned seed = 0; seed < 5000; ++seed) {
    Random random(seed);
    const KernelState desired = random_state(random);
    KernelState state = concerning(desired, random_state(random));
    INFO("seed " << seed);
    for (const Step& step : make_plan(desired, state)) {
      INFO(to_string(step));
      REQUIRE(carry_out(state, step));
    }
    REQUIRE(state == desired);
  }
}

TEST_CASE("an altered nftables table is removed or built anew")
{
  KernelState altered;
  altered.packet_rules.altered = true;
  KernelState built;
  built.packet_rules.built = true;
  CHECK(carried_out(altered, make_plan({}, altered)) == KernelState{});
  CHECK(carried_out(altered, make_plan(built, altered)) == built);
}

TEST_CASE("there is nothing to do where all is as desired")
{
  for (unsigned seed = 0; seed < 1000; ++seed) {
    Random random(seed);
    const KernelState state = random_state(random);
    REQUIRE(make_plan(state, state).empty());
  }
}

TEST_CASE("a plan that was half carried out is finished by the next one")
{
  for (unsigned seed = 0; seed < 1000; ++seed) {
    Random random(seed);
    const KernelState desired = random_state(random);
    KernelState state = concerning(desired, random_state(random));
    const Plan plan = make_plan(desired, state);
    state = carried_out(
        state, Plan(plan.begin(), plan.begin() + static_cast<std::ptrdiff_t>(plan.size() / 2)));
    INFO("seed " << seed);
    REQUIRE(carried_out(state, make_plan(desired, state)) == desired);
  }
}

TEST_CASE("what nobody asked for is no concern of the plan")
{
  KernelState desired;
  desired.timeouts[TimeoutKind::tcp] = std::chrono::seconds(900);
  KernelState observed = desired;
  observed.timeouts[TimeoutKind::udp] = std::chrono::seconds(300);
  observed.sysctls["net/ipv4/ip_forward"] = "1";
  CHECK(make_plan(desired, concerning(desired, observed)).empty());
}

TEST_CASE("the group that the kernel took for a sync daemon is no difference, another one is")
{
  KernelState desired;
  desired.sync_daemons[SyncRole::master].interface = "eth0";
  KernelState observed = desired;
  observed.sync_daemons[SyncRole::master].group = *parse_ip_address("224.0.0.81");
  observed.sync_daemons[SyncRole::master].max_length = 1460;
  CHECK(make_plan(desired, concerning(desired, observed)).empty());
  observed.sync_daemons[SyncRole::master].group = *parse_ip_address("224.0.0.82");
  CHECK(make_plan(desired, concerning(desired, observed)).size() == 2);
}

TEST_CASE("an automatic defence that the kernel turned on or off is no difference")
{
  for (const std::string path :
       {"net/ipv4/vs/drop_entry", "net/ipv4/vs/drop_packet", "net/ipv4/vs/secure_tcp"}) {
    CAPTURE(path);
    CHECK(steps_for(path, "1", "2") == 0);
    CHECK(steps_for(path, "2", "1") == 0);
  }
}

TEST_CASE("a defence that is off or always on differs from an automatic one")
{
  const std::string path = "net/ipv4/vs/drop_entry";
  for (const std::string fixed : {"0", "3"})
    for (const std::string automatic : {"1", "2"}) {
      CAPTURE(fixed, automatic);
      CHECK(steps_for(path, fixed, automatic) == 1);
      CHECK(steps_for(path, automatic, fixed) == 1);
    }
  CHECK(steps_for(path, "0", "3") == 1);
}

TEST_CASE("1 and 2 of a parameter that is no defence differ")
{
  CHECK(steps_for("net/ipv4/vs/conn_reuse_mode", "1", "2") == 1);
}
