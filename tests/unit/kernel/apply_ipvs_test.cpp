// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/kernel/ipvs_door.hpp"

#include <linux/ip_vs.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "libipvsctl/ipvs/attributes.hpp"
#include "libipvsctl/kernel/lowering.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/scripted_transport.hpp"

using namespace ipvsctl;
using netlink::Message;
using netlink::Request;
using tests::answer;
using tests::Datagram;
using tests::Event;
using Words = std::vector<std::string>;

namespace {

constexpr std::uint16_t family = 37;
const ServiceKey web = *parse_service_key("tcp 192.0.2.10:80");
const DestinationKey server = *parse_destination_key("10.0.0.1:80");

ServiceSettings scheduled(const std::string& scheduler)
{
  ServiceSettings settings;
  settings.scheduler = scheduler;
  return settings;
}

EditService exchange(const std::string& from, const std::string& to)
{
  return {web, scheduled(from), scheduled(to)};
}

/// "load mh", "add service mh", "set service none" or "add server".
std::string words_of(const Message& message)
{
  const auto command = netlink::read_front<genlmsghdr>(message.payload, "header").cmd;
  if (command == IPVS_CMD_NEW_DEST) return "add server";
  const netlink::Attributes top(netlink::generic_attributes(message), ipvs::command_attributes);
  const netlink::Attributes service = top.nest(IPVS_CMD_ATTR_SERVICE);
  const std::string scheduler = service.text_or_empty(IPVS_SVC_ATTR_SCHED_NAME);
  if (service.has(IPVS_SVC_ATTR_FWMARK)) return "load " + scheduler;
  return (command == IPVS_CMD_NEW_SERVICE ? "add service " : "set service ") + scheduler;
}

/// A kernel that writes down what it is told, each telling in order, and refuses what `refuses`
/// says with its errno.
class ToldKernel {
public:
  using Refuses = std::function<int(const std::string& words)>;

  explicit ToldKernel(Refuses refuses = [](const std::string&) { return 0; })
      : refuses_(std::move(refuses))
  {
  }

  ApplyReport apply(const Plan& plan)
  {
    ipvs::Client client(std::make_unique<tests::ScriptedTransport>(
        [this](const std::vector<Message>& sent) { return take(sent); }));
    ApplyReport report;
    apply_ipvs(client, plan,
               [this](const ServiceKey& service, const std::function<void()>& change) {
                 told.push_back("clients of " + to_string(service) + " wait");
                 change();
                 told.emplace_back("and go on");
               },
               report, {});
    return report;
  }

  Words told;

private:
  std::vector<Event> take(const std::vector<Message>& sent)
  {
    if (sent[0].header.nlmsg_type == GENL_ID_CTRL) return say_family(sent[0].header.nlmsg_seq);
    std::vector<Event> events;
    for (const Message& message : sent) {
      told.push_back(words_of(message));
      const int error = told.back().starts_with("load ") ? EINVAL : refuses_(told.back());
      if (error != 0 || (message.header.nlmsg_flags & NLM_F_ACK) != 0)
        events.emplace_back(answer(message.header.nlmsg_seq, error));
    }
    return events;
  }

  static std::vector<Event> say_family(std::uint32_t sequence)
  {
    Request request;
    request.begin_generic(GENL_ID_CTRL, 0, CTRL_CMD_NEWFAMILY, 1);
    request.put_u16(CTRL_ATTR_FAMILY_ID, family);
    return {tests::message(sequence, GENL_ID_CTRL, 0, request.bytes().subspan(NLMSG_HDRLEN)),
            answer(sequence)};
  }

  Refuses refuses_;
};

}  // namespace

TEST_CASE("while a scheduler is exchanged clients wait, and for nothing else")
{
  ToldKernel kernel;
  const ApplyReport report =
      kernel.apply({exchange("rr", "wrr"), AddDestination{web, server, {}}, exchange("wrr", "rr")});
  CHECK(report.carried_out == 3);
  CHECK(kernel.told == Words{"load wrr", "clients of tcp 192.0.2.10:80 wait", "set service wrr",
                             "and go on", "add server", "load rr",
                             "clients of tcp 192.0.2.10:80 wait", "set service rr", "and go on"});
}

TEST_CASE("clients do not wait for other settings of a service, nor for a first or last scheduler")
{
  EditService persistence{web, scheduled("rr"), scheduled("rr")};
  persistence.to.persistent = true;
  for (const EditService& step : {persistence, exchange("none", "rr"), exchange("rr", "none")}) {
    ToldKernel kernel;
    CHECK(kernel.apply({step}).carried_out == 1);
    CHECK(kernel.told == Words{"set service " + step.to.scheduler});
  }
}

TEST_CASE("a scheduler that is refused is the edit's failure, and clients go on")
{
  ToldKernel kernel(
      [](const std::string& words) { return words == "set service wrr" ? ENOENT : 0; });
  const EditService refused = exchange("rr", "wrr");
  const ApplyReport report = kernel.apply({refused, AddDestination{web, server, {}}});
  CHECK(report.carried_out == 1);
  REQUIRE(report.failures.size() == 1);
  CHECK(report.failures[0].step == Step{refused});
  CHECK(kernel.told == Words{"load wrr", "clients of tcp 192.0.2.10:80 wait", "set service wrr",
                             "set service rr", "and go on", "add server"});
}

namespace {

/// A new service that is held while its servers come.
Plan big_service()
{
  Plan plan{AddService{web, scheduled("mh")}};
  for (std::size_t i = 0; i < worth_holding("mh"); ++i)
    plan.push_back(AddDestination{web, {server.address, static_cast<std::uint16_t>(i + 1)}, {}});
  return plan;
}

std::size_t times(const Words& told, const std::string& words)
{
  return static_cast<std::size_t>(std::ranges::count(told, words));
}

/// Refuses the first `count` times that it is told `refused`.
ToldKernel::Refuses refusing(const std::string& refused, int error, int count = 1000)
{
  return
      [=](const std::string& words) mutable { return words == refused && count-- > 0 ? error : 0; };
}

}  // namespace

TEST_CASE("a big new service is held while its servers come, and no client waits for it")
{
  ToldKernel kernel;
  const ApplyReport report = kernel.apply(big_service());
  CHECK(report.carried_out == big_service().size());
  CHECK(report.failures.empty());
  REQUIRE(kernel.told.size() == big_service().size() + 2);
  CHECK(kernel.told[0] == "add service mh");
  CHECK(kernel.told[1] == "set service none");
  CHECK(kernel.told.back() == "set service mh");
}

TEST_CASE("a service that cannot be held is filled all the same, and nothing has failed")
{
  ToldKernel kernel(refusing("set service none", ENOMEM));
  const ApplyReport report = kernel.apply(big_service());
  CHECK(report.carried_out == big_service().size());
  CHECK(report.failures.empty());
  CHECK(kernel.told.back() == "set service mh");
}

TEST_CASE("servers that are refused while their service is held are told, and it is released")
{
  ToldKernel kernel(refusing("add server", ENOMEM, 3));
  const Plan plan = big_service();
  const ApplyReport report = kernel.apply(plan);
  CHECK(report.carried_out == plan.size() - 3);
  REQUIRE(report.failures.size() == 3);
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(report.failures[i].step == plan[i + 1]);
  CHECK(kernel.told.back() == "set service mh");
}

TEST_CASE("a release that is refused is tried again")
{
  ToldKernel kernel(refusing("set service mh", ENOMEM, 1));
  const ApplyReport report = kernel.apply(big_service());
  CHECK(report.carried_out == big_service().size());
  CHECK(report.failures.empty());
  CHECK(times(kernel.told, "set service mh") == 2);
}

TEST_CASE("a release that stays refused is the failure of the step that added the service")
{
  ToldKernel kernel(refusing("set service mh", ENOMEM));
  const Plan plan = big_service();
  const ApplyReport report = kernel.apply(plan);
  CHECK(report.carried_out == plan.size() - 1);
  REQUIRE(report.failures.size() == 1);
  CHECK(report.failures[0].step == plan[0]);
  CHECK(report.failures[0].code == std::errc::not_enough_memory);
  CHECK_THAT(report.failures[0].reason, Catch::Contains("may be without its scheduler"));
}

TEST_CASE("a service that was there already is another's, and is not held")
{
  ToldKernel kernel(refusing("add service mh", EEXIST));
  const Plan plan = big_service();
  const ApplyReport report = kernel.apply(plan);
  CHECK(report.carried_out == plan.size() - 1);
  REQUIRE(report.failures.size() == 1);
  CHECK(report.failures[0].step == plan[0]);
  CHECK(times(kernel.told, "set service none") == 0);
  CHECK(times(kernel.told, "set service mh") == 0);
}
