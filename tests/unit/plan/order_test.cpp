// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/plan/make_plan.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;

namespace {

const ServiceKey web = *parse_service_key("tcp 192.0.2.10:80");
const DestinationKey a = *parse_destination_key("10.0.0.1:80");
const DestinationKey b = *parse_destination_key("10.0.0.2:80");
const DestinationKey c = *parse_destination_key("10.0.0.3:80");
const FloatingAddress vip{"eth0", *parse_ip_address("192.0.2.10"), 24, "eth0:1"};
const MarkMatch match{*parse_ip_address("192.0.2.10"), Protocol::tcp, {80, 80}};

KernelState one_of_everything()
{
  KernelState state;
  state.ipvs[web] = {{}, {{a, {}}, {b, {}}}};
  state.packet_rules.built = true;
  state.packet_rules.marks[match] = 7;
  state.addresses = {vip};
  return state;
}

DestinationSettings weight(std::uint32_t weight)
{
  DestinationSettings settings;
  settings.weight = weight;
  return settings;
}

}  // namespace

TEST_CASE("what grows: service, servers from the last to the first, mark, address")
{
  CHECK(make_plan(one_of_everything(), {}) == Plan{AddService{web, {}}, AddDestination{web, b, {}},
                                                   AddDestination{web, a, {}}, BuildPacketRules{},
                                                   SetMark{match, 7}, AddAddress{vip}});
}

TEST_CASE("what shrinks: address, marks, service with its servers")
{
  CHECK(make_plan({}, one_of_everything()) ==
        Plan{RemoveAddress{vip}, RemovePacketRules{}, RemoveService{web}});
}

TEST_CASE("a replacement server is added before the old one goes")
{
  KernelState observed;
  observed.ipvs[web] = {{}, {{a, {}}, {b, {}}}};
  KernelState desired;
  desired.ipvs[web] = {{}, {{b, weight(5)}, {c, {}}}};
  CHECK(make_plan(desired, observed) == Plan{AddDestination{web, c, {}},
                                             EditDestination{web, b, {}, weight(5)},
                                             RemoveDestination{web, a}});
}

TEST_CASE("a server gets weight 0 when another has taken over, and before anything goes")
{
  KernelState observed;
  observed.ipvs[web] = {{}, {{a, {}}, {b, {}}, {c, weight(0)}}};
  KernelState desired;
  desired.ipvs[web] = {{}, {{b, weight(0)}, {c, weight(3)}}};
  CHECK(make_plan(desired, observed) == Plan{EditDestination{web, c, weight(0), weight(3)},
                                             EditDestination{web, b, {}, weight(0)},
                                             RemoveDestination{web, a}});
}

TEST_CASE("a service that gets a mark sends nobody away before its packets have it")
{
  const ServiceKey marked = *parse_service_key("mark 7");
  KernelState observed;
  observed.ipvs[web] = {{}, {{a, {}}}};
  observed.packet_rules.built = true;
  KernelState desired = observed;
  desired.ipvs[web].destinations[a] = weight(0);
  desired.ipvs[marked] = {{}, {{a, {}}}};
  desired.packet_rules.marks[match] = 7;
  CHECK(make_plan(desired, observed) == Plan{AddService{marked, {}}, AddDestination{marked, a, {}},
                                             SetMark{match, 7},
                                             EditDestination{web, a, {}, weight(0)}});

  KernelState unmarked = observed;
  unmarked.ipvs[marked] = {{}, {{a, weight(0)}}};
  CHECK(make_plan(unmarked, desired) == Plan{EditDestination{web, a, weight(0), {}},
                                             RemoveMark{match, 7},
                                             EditDestination{marked, a, {}, weight(0)}});
}

TEST_CASE("a changed setting is an edit in place")
{
  KernelState observed = one_of_everything();
  KernelState desired = observed;
  desired.ipvs[web].settings.scheduler = "mh";
  const ServiceSettings before = observed.ipvs[web].settings;
  CHECK(make_plan(desired, observed) == Plan{EditService{web, before, desired.ipvs[web].settings}});
}

TEST_CASE("a server has its own route before its forwarding changes")
{
  const HostRoute route{a.address, "eth1"};
  KernelState nat;
  nat.ipvs[web] = {{}, {{a, {}}}};
  KernelState direct = nat;
  direct.ipvs[web].destinations[a].forwarding = ForwardingMethod::direct;
  const EditDestination there{web, a, {}, direct.ipvs[web].destinations[a]};
  direct.routes = {route};
  CHECK(make_plan(direct, nat) == Plan{AddRoute{route}, there});
  CHECK(make_plan({}, direct) == Plan{RemoveRoute{route}, RemoveService{web}});
}

TEST_CASE("an address that gets another label stays between two steps")
{
  KernelState observed = one_of_everything();
  KernelState desired = observed;
  FloatingAddress renamed = vip;
  renamed.label = "eth0:2";
  desired.addresses = {renamed};
  CHECK(make_plan(desired, observed) == Plan{ReplaceAddress{vip, renamed}});
}

TEST_CASE("an address that moves to another interface stays between two steps")
{
  const FloatingAddress before{"eth0", vip.address, 24, "eth0:1"};
  const FloatingAddress relabelled{"eth0", vip.address, 24, "eth0:2"};
  const FloatingAddress moved{"eth1", vip.address, 24, ""};
  const FloatingAddress another{"eth1", *parse_ip_address("192.0.2.99"), 24, ""};
  KernelState observed;
  observed.addresses = {before};
  KernelState desired;
  desired.addresses = {moved, another};
  CHECK(make_plan(desired, observed) == Plan{ReplaceAddress{before, moved}, AddAddress{another}});
  desired.addresses = {moved, relabelled};
  CHECK(make_plan(desired, observed) ==
        Plan{ReplaceAddress{before, relabelled}, AddAddress{moved}});
}

TEST_CASE("a mark with another value goes and comes in one transaction")
{
  KernelState observed = one_of_everything();
  KernelState desired = observed;
  desired.packet_rules.marks[match] = 8;
  CHECK(make_plan(desired, observed) == Plan{RemoveMark{match, 7}, SetMark{match, 8}});
}

TEST_CASE("an altered nftables table is built anew with all that belongs in it")
{
  const KernelState desired = one_of_everything();
  KernelState observed = desired;
  observed.packet_rules = {};
  CHECK(make_plan(desired, observed) == Plan{BuildPacketRules{}, SetMark{match, 7}});
}

TEST_CASE("a step says in one line what it does to what")
{
  CHECK(to_string(Step{AddDestination{web, a, {}}}) ==
        "+ server 10.0.0.1:80 of tcp 192.0.2.10:80: nat weight 1");
  CHECK(to_string(Step{EditDestination{web, a, {}, weight(2)}}) ==
        "~ server 10.0.0.1:80 of tcp 192.0.2.10:80: weight 1 -> 2");
  CHECK(to_string(Step{AddRoute{{a.address, "eth1"}}}) ==
        "+ route to 10.0.0.1 on eth1: for connections by direct routing beside those by NAT or "
        "tunnel");
  CHECK(to_string(Step{RemoveRoute{{a.address, "eth1"}}}) == "- route to 10.0.0.1 on eth1");
  CHECK(to_string(Step{RemoveService{web}}) == "- service tcp 192.0.2.10:80");
  CHECK(to_string(Step{SetMark{match, 7}}) == "+ mark 7 on tcp 192.0.2.10:80");
}

TEST_CASE("a step tells when new connections have to wait for it")
{
  EditService step{web, {}, {}};
  step.to.scheduler = "rr";
  CHECK(to_string(Step{step}) ==
        "~ service tcp 192.0.2.10:80: wlc -> rr (new connections wait for an instant)");
  step.from.scheduler = "none";
  CHECK(to_string(Step{step}) == "~ service tcp 192.0.2.10:80: none -> rr");
}
