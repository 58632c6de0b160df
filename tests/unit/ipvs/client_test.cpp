// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/ipvs/client.hpp"

#include <linux/ip_vs.h>

#include <cstring>

#include "libipvsctl/ipvs/batch.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/scripted_transport.hpp"

using namespace ipvsctl;
using netlink::Message;
using netlink::Request;
using tests::answer;
using tests::Datagram;
using tests::done;
using tests::Event;
using Sent = std::vector<Message>;

namespace {

constexpr std::uint16_t family = 37;
const ServiceKey web = *parse_service_key("tcp 192.0.2.10:80");
const DestinationKey server = *parse_destination_key("10.0.0.1:80");

std::uint8_t command_of(const Message& message)
{
  return netlink::read_front<genlmsghdr>(message.payload, "header").cmd;
}

/// A generic netlink reply with what `fill` puts.
template <class Fill>
Datagram reply(const Message& to, std::uint8_t command, Fill fill)
{
  Request request;
  request.begin_generic(family, NLM_F_MULTI, command, 1);
  fill(request);
  Datagram bytes(request.bytes().begin(), request.bytes().end());
  nlmsghdr header;
  std::memcpy(&header, bytes.data(), sizeof header);
  header.nlmsg_seq = to.header.nlmsg_seq;
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

/// Says where the family is, and leaves the rest to `rest`.
tests::KernelFunction kernel_with_ipvs(tests::KernelFunction rest)
{
  return [rest](const Sent& sent) -> std::vector<Event> {
    if (sent[0].header.nlmsg_type != GENL_ID_CTRL) return rest(sent);
    return {reply(sent[0], CTRL_CMD_NEWFAMILY,
                  [](Request& to) { to.put_u16(CTRL_ATTR_FAMILY_ID, family); }),
            answer(sent[0].header.nlmsg_seq)};
  };
}

ipvs::Client client_of(tests::KernelFunction rest)
{
  return ipvs::Client(
      std::make_unique<tests::ScriptedTransport>(kernel_with_ipvs(std::move(rest))));
}

}  // namespace

TEST_CASE("a kernel without IPVS is told from all other errors")
{
  const auto refusing = [](int error) {
    return std::make_unique<tests::ScriptedTransport>([error](const Sent& sent) {
      return std::vector<Event>{answer(sent[0].header.nlmsg_seq, error)};
    });
  };
  CHECK_THROWS_AS(ipvs::Client(refusing(ENOENT)), ipvs::Missing);
  CHECK_THROWS_WITH(ipvs::Client(refusing(ENOENT)), Catch::Contains("modprobe ip_vs"));
  CHECK_THROWS_AS(ipvs::Client(refusing(EPERM)), netlink::Refused);
}

TEST_CASE("the family is looked up once")
{
  int lookups = 0;
  ipvs::Client client(std::make_unique<tests::ScriptedTransport>([&](const Sent& sent) {
    if (sent[0].header.nlmsg_type == GENL_ID_CTRL) ++lookups;
    return kernel_with_ipvs([](const Sent& requests) {
      CHECK(requests[0].header.nlmsg_type == family);
      return std::vector<Event>{answer(requests[0].header.nlmsg_seq)};
    })(sent);
  }));
  client.flush();
  client.zero();
  CHECK(lookups == 1);
}

TEST_CASE("a refused command is thrown with its object's name and the kernel's errno")
{
  ipvs::Client client = client_of([](const Sent& sent) {
    return std::vector<Event>{answer(sent[0].header.nlmsg_seq, EEXIST)};
  });
  CHECK_THROWS_WITH(client.add_destination(web, server, {}),
                    "cannot add server 10.0.0.1:80 to tcp 192.0.2.10:80: File exists");
  try {
    client.add_service(web, {});
    FAIL("nothing was thrown");
  } catch (const std::system_error& error) {
    CHECK(error.code().value() == EEXIST);
  }
}

TEST_CASE("a listing keeps the kernel's order, of services and of servers")
{
  ipvs::Client client = client_of([](const Sent& sent) {
    std::vector<Event> events;
    if (command_of(sent[0]) == IPVS_CMD_GET_SERVICE) {
      for (const char* key : {"tcp 192.0.2.10:80", "mark 7"})
        events.emplace_back(reply(sent[0], IPVS_CMD_NEW_SERVICE, [&](Request& to) {
          ipvs::put_service(to, *parse_service_key(key), default_settings(Family::ipv4));
        }));
      events.emplace_back(done(sent[0].header.nlmsg_seq));
      return events;
    }
    CHECK(sent.size() == 2);
    for (const Message& asked : sent) {
      for (const char* key : {"10.0.0.2:80", "10.0.0.1:80"})
        events.emplace_back(reply(asked, IPVS_CMD_NEW_DEST, [&](Request& to) {
          ipvs::put_destination(to, *parse_destination_key(key), {});
        }));
      events.emplace_back(done(asked.header.nlmsg_seq));
    }
    return events;
  });
  const ipvs::Listing listing = client.listing(ipvs::Detail::settings);
  REQUIRE(listing.size() == 2);
  CHECK(to_string(listing[1].key) == "mark 7");
  REQUIRE(listing[1].destinations.size() == 2);
  CHECK(to_string(listing[1].destinations[0].key) == "10.0.0.2:80");
}

TEST_CASE("a batch goes in one send, and only its last command asks for an acknowledgement")
{
  std::vector<std::size_t> sends;
  ipvs::Client client = client_of([&](const Sent& sent) {
    sends.push_back(sent.size());
    for (const Message& message : sent)
      CHECK(((message.header.nlmsg_flags & NLM_F_ACK) != 0) == (&message == &sent.back()));
    return std::vector<Event>{answer(sent[1].header.nlmsg_seq, ENOENT),
                              answer(sent.back().header.nlmsg_seq)};
  });
  std::vector<std::pair<std::size_t, int>> answers;
  ipvs::Batch batch(client, [&](std::size_t tag, const netlink::Answer& said) {
    answers.emplace_back(tag, said.code.value());
  });
  for (const std::size_t tag : {7U, 8U, 9U})
    batch.add(tag, ipvs::NewDestination{web, server, {}});
  CHECK(answers.empty());
  batch.finish();
  batch.finish();
  CHECK(sends == std::vector<std::size_t>{3});
  CHECK(answers == std::vector<std::pair<std::size_t, int>>{{7, 0}, {8, ENOENT}, {9, 0}});
}

TEST_CASE("a batch is no longer than the answers that the receive buffer holds")
{
  std::vector<std::size_t> sends;
  auto transport =
      std::make_unique<tests::ScriptedTransport>(kernel_with_ipvs([&](const Sent& sent) {
        sends.push_back(sent.size());
        return std::vector<Event>{answer(sent.back().header.nlmsg_seq)};
      }));
  transport->at_once = 2;
  ipvs::Client client(std::move(transport));
  std::size_t answered = 0;
  ipvs::Batch batch(client, [&](std::size_t, const netlink::Answer&) { ++answered; });
  for (std::size_t tag = 0; tag < 5; ++tag)
    batch.add(tag, ipvs::DelService{web});
  batch.finish();
  CHECK(sends == std::vector<std::size_t>{2, 2, 1});
  CHECK(answered == 5);
}

TEST_CASE("a command that cannot be said counts as refused and keeps its place among the answers")
{
  ipvs::Client client = client_of(
      [](const Sent& sent) { return std::vector<Event>{answer(sent.back().header.nlmsg_seq)}; });
  std::vector<std::pair<std::size_t, int>> answers;
  ipvs::Batch batch(client, [&](std::size_t tag, const netlink::Answer& said) {
    answers.emplace_back(tag, said.code.value());
  });
  ServiceSettings impossible;
  impossible.scheduler = "a-name-that-is-too-long";
  batch.add(0, ipvs::DelService{web});
  batch.add(1, ipvs::NewService{web, impossible});
  batch.add(2, ipvs::DelService{web});
  batch.finish();
  CHECK(answers == std::vector<std::pair<std::size_t, int>>{{0, 0}, {1, ENAMETOOLONG}, {2, 0}});
}

namespace {

/// A kernel that refuses to stop a sync daemon with `error`; where that is 0 it stops it, and does
/// not say so. It acknowledges other requests where `acknowledges`.
tests::KernelFunction stopping(int error, bool acknowledges = true)
{
  return [=](const Sent& sent) {
    std::vector<Event> events;
    for (const Message& message : sent) {
      const bool stop = message.header.nlmsg_type == family;
      if (stop && error != 0) events.emplace_back(answer(message.header.nlmsg_seq, error));
      if (!stop && acknowledges && (message.header.nlmsg_flags & NLM_F_ACK) != 0)
        events.emplace_back(answer(message.header.nlmsg_seq));
    }
    return events;
  };
}

}  // namespace

TEST_CASE("a sync daemon that the kernel stops without a word is known to be stopped")
{
  ipvs::Client client = client_of(stopping(0));
  CHECK_NOTHROW(client.stop_sync_daemon(SyncRole::master));

  std::vector<std::pair<std::size_t, int>> answers;
  ipvs::Batch batch(client, [&](std::size_t tag, const netlink::Answer& said) {
    answers.emplace_back(tag, said.code.value());
  });
  batch.add(7, ipvs::DelDaemon{SyncRole::master});
  batch.add(8, ipvs::DelDaemon{SyncRole::backup});
  batch.finish();
  CHECK(answers == std::vector<std::pair<std::size_t, int>>{{7, 0}, {8, 0}});
}

TEST_CASE("a sync daemon that the kernel refuses to stop, or of which nothing is heard, is told")
{
  ipvs::Client refusing = client_of(stopping(ESRCH));
  CHECK_THROWS_AS(refusing.stop_sync_daemon(SyncRole::master), netlink::Refused);
  ipvs::Client silent = client_of(stopping(0, false));
  CHECK_THROWS_WITH(silent.stop_sync_daemon(SyncRole::backup), Catch::Contains("timed out"));
}
