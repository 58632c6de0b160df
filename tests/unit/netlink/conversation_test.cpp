// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/conversation.hpp"

#include <cstring>
#include <map>
#include <set>

#include "tests/support/catch.hpp"
#include "tests/support/scripted_transport.hpp"

using namespace ipvsctl::netlink;
using tests::answer;
using tests::cut;
using tests::Datagram;
using tests::done;
using tests::Event;
using tests::ScriptedTransport;
using tests::together;
using Sent = std::vector<Message>;

namespace {

constexpr std::uint16_t some_type = 30;

Conversation with_kernel(tests::KernelFunction kernel)
{
  return Conversation(std::make_unique<ScriptedTransport>(std::move(kernel)));
}

std::vector<std::byte> requests(std::size_t count, std::uint16_t flags = NLM_F_ACK)
{
  Request request;
  std::vector<std::byte> all;
  for (std::size_t i = 0; i < count; ++i) {
    request.begin(some_type, flags);
    request.put_u32(1, static_cast<std::uint32_t>(i));
    all.insert(all.end(), request.bytes().begin(), request.bytes().end());
  }
  return all;
}

Request one_request()
{
  Request request;
  request.begin(some_type, 0);
  return request;
}

Datagram reply(std::uint32_t sequence, std::uint8_t content, std::uint16_t flags = NLM_F_MULTI)
{
  const std::byte payload[]{std::byte{content}};
  return tests::message(sequence, some_type, flags, payload);
}

std::errc lost(const Answer& answer)
{
  return static_cast<std::errc>(answer.code.value());
}

/// What a dump brought, as the first byte of each message.
std::vector<int> dumped(Conversation& conversation)
{
  std::vector<int> found;
  conversation.dump(one_request(), "cannot list", [&](const Message& message) {
    found.push_back(std::to_integer<int>(message.payload[0]));
  });
  return found;
}

}  // namespace

TEST_CASE("each message of an exchange has a sequence number of its own")
{
  std::vector<std::uint32_t> seen;
  auto conversation = with_kernel([&](const Sent& sent) {
    std::vector<Event> events;
    for (const Message& message : sent) {
      seen.push_back(message.header.nlmsg_seq);
      events.emplace_back(answer(message.header.nlmsg_seq));
    }
    return events;
  });
  auto three = requests(3);
  conversation.exchange(three);
  conversation.exchange(three);
  CHECK(std::set(seen.begin(), seen.end()).size() == 6);
}

TEST_CASE("answers find their requests by sequence number, in whatever order they come")
{
  auto conversation = with_kernel([](const Sent& sent) {
    const std::uint32_t first = sent.front().header.nlmsg_seq;
    return std::vector<Event>{answer(first + 2, ENOENT, "no such scheduler"),
                              together({answer(first + 1), answer(first, EEXIST)})};
  });
  auto three = requests(3);
  const auto answers = conversation.exchange(three);
  REQUIRE(answers.size() == 3);
  CHECK(answers[0].code == std::errc::file_exists);
  CHECK(answers[1] == Answer{});
  CHECK(answers[2].code == std::errc::no_such_file_or_directory);
  CHECK(answers[2].text == "no such scheduler");
}

TEST_CASE("an answer that does not come is an error of its request alone")
{
  auto conversation = with_kernel([](const Sent& sent) {
    return std::vector<Event>{answer(sent[0].header.nlmsg_seq), answer(sent[2].header.nlmsg_seq)};
  });
  auto three = requests(3);
  const auto answers = conversation.exchange(three);
  CHECK_FALSE(answers[0].code);
  CHECK(lost(answers[1]) == std::errc::timed_out);
  CHECK_FALSE(answers[2].code);
}

TEST_CASE("where the socket lost answers, what is left is read and the rest is not known")
{
  auto conversation = with_kernel([](const Sent& sent) {
    return std::vector<Event>{answer(sent[0].header.nlmsg_seq), std::errc::no_buffer_space,
                              answer(sent[2].header.nlmsg_seq, ENOENT)};
  });
  auto three = requests(3);
  const auto answers = conversation.exchange(three);
  CHECK_FALSE(answers[0].code);
  CHECK(lost(answers[1]) == std::errc::no_buffer_space);
  CHECK(lost(answers[2]) == std::errc::no_such_file_or_directory);
}

TEST_CASE("a message without acknowledgement is a success unless the kernel complains")
{
  auto conversation = with_kernel([](const Sent& sent) {
    return std::vector<Event>{answer(sent[1].header.nlmsg_seq, EINVAL)};
  });
  auto three = requests(3, 0);
  const auto answers = conversation.exchange(three);
  CHECK_FALSE(answers[0].code);
  CHECK(answers[1].code == std::errc::invalid_argument);
  CHECK_FALSE(answers[2].code);
}

TEST_CASE("a complaint that may have been lost makes a message without acknowledgement unknown")
{
  auto conversation = with_kernel([](const Sent& sent) {
    return std::vector<Event>{std::errc::no_buffer_space, answer(sent[1].header.nlmsg_seq)};
  });
  auto messages = requests(1, 0);
  const auto last = requests(1);
  messages.insert(messages.end(), last.begin(), last.end());
  const auto answers = conversation.exchange(messages);
  CHECK(lost(answers[0]) == std::errc::no_buffer_space);
  CHECK_FALSE(answers[1].code);
}

TEST_CASE("an answer that is cut short anywhere is an error, never a hang")
{
  const std::size_t whole = answer(1, EINVAL, "some words").size();
  for (std::size_t size = 1; size < whole; ++size) {
    INFO("cut to " << size);
    auto conversation = with_kernel([&](const Sent& sent) {
      return std::vector<Event>{cut(answer(sent[0].header.nlmsg_seq, EINVAL, "some words"), size)};
    });
    auto one = requests(1);
    CHECK(conversation.exchange(one).at(0).code);
    CHECK_THROWS_AS(conversation.query(one_request(), "try"), std::system_error);
  }
}

TEST_CASE("answers of an exchange that was given up are passed over")
{
  auto conversation = with_kernel([](const Sent& sent) {
    const std::uint32_t sequence = sent[0].header.nlmsg_seq;
    return std::vector<Event>{answer(sequence - 1, EINVAL), answer(sequence + 7, EINVAL),
                              answer(sequence)};
  });
  CHECK_NOTHROW(conversation.query(one_request(), "try"));
  auto one = requests(1);
  CHECK_FALSE(conversation.exchange(one).at(0).code);
}

TEST_CASE("a refused query says what was tried and the kernel's words")
{
  auto conversation = with_kernel([](const Sent& sent) {
    return std::vector<Event>{answer(sent[0].header.nlmsg_seq, ERANGE, "too much")};
  });
  CHECK_THROWS_WITH(conversation.query(one_request(), "cannot set weight"),
                    "cannot set weight: too much: Numerical result out of range");
}

TEST_CASE("a query hands on its replies")
{
  int replies = 0;
  auto conversation = with_kernel([](const Sent& sent) {
    const std::uint32_t sequence = sent[0].header.nlmsg_seq;
    return std::vector<Event>{reply(sequence, 7, 0), answer(sequence)};
  });
  conversation.query(one_request(), "ask", [&](const Message&) { ++replies; });
  CHECK(replies == 1);
}

TEST_CASE("a dump comes in several parts")
{
  auto conversation = with_kernel([](const Sent& sent) {
    CHECK((sent[0].header.nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP);
    const std::uint32_t sequence = sent[0].header.nlmsg_seq;
    return std::vector<Event>{together({reply(sequence, 1), reply(sequence, 2)}),
                              together({reply(sequence, 3), done(sequence)})};
  });
  CHECK(dumped(conversation) == std::vector{1, 2, 3});
}

TEST_CASE("a dump that ends with an error is an error")
{
  auto conversation = with_kernel([](const Sent& sent) {
    const std::uint32_t sequence = sent[0].header.nlmsg_seq;
    return std::vector<Event>{reply(sequence, 1), done(sequence, ENOMEM)};
  });
  CHECK_THROWS_AS(dumped(conversation), Refused);
}

TEST_CASE("a dump that never ends is an error")
{
  auto conversation = with_kernel(
      [](const Sent& sent) { return std::vector<Event>{reply(sent[0].header.nlmsg_seq, 1)}; });
  CHECK_THROWS_WITH(dumped(conversation), Catch::Contains("timed out"));
}

TEST_CASE("a dump that the kernel calls interrupted says so")
{
  std::uint16_t flags = NLM_F_MULTI;
  auto conversation = with_kernel([&](const Sent& sent) {
    const std::uint32_t sequence = sent[0].header.nlmsg_seq;
    return std::vector<Event>{reply(sequence, 1, flags), done(sequence)};
  });
  CHECK(conversation.dump(one_request(), "list", {}));
  flags |= NLM_F_DUMP_INTR;
  CHECK_FALSE(conversation.dump(one_request(), "list", {}));
}

TEST_CASE("what is left of a dump that is given up does not disturb the next request")
{
  auto transport = std::make_unique<ScriptedTransport>([](const Sent& sent) {
    const std::uint32_t sequence = sent[0].header.nlmsg_seq;
    return std::vector<Event>{reply(sequence, 1), reply(sequence, 2), reply(sequence, 3),
                              done(sequence)};
  });
  const ScriptedTransport& kernel = *transport;
  Conversation conversation(std::move(transport));
  CHECK_THROWS_WITH(conversation.dump(one_request(), "list",
                                      [](const Message&) { throw std::runtime_error("enough"); }),
                    "enough");
  CHECK(kernel.left() == 0);
  CHECK(dumped(conversation) == std::vector{1, 2, 3});
}

TEST_CASE("a dump of which a part did not fit is an error, and the next one is whole")
{
  int dumps = 0;
  auto conversation = with_kernel([&](const Sent& sent) {
    const std::uint32_t sequence = sent[0].header.nlmsg_seq;
    std::vector<Event> events{reply(sequence, 1), reply(sequence, 2), done(sequence)};
    if (dumps++ == 0) events[1] = Malformed("too long");
    return events;
  });
  CHECK_THROWS_AS(dumped(conversation), Malformed);
  CHECK(dumped(conversation) == std::vector{1, 2});
}

/// A kernel whose dump by the request of content n has n messages, and lasts beyond the round trip
/// where n is over 2: whatever is asked behind it is refused.
static std::vector<Event> dumping_kernel(const Sent& sent)
{
  std::vector<Event> events;
  std::vector<Event> later;
  for (const Message& asked : sent) {
    CHECK((asked.header.nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP);
    const auto content = std::to_integer<std::uint8_t>(asked.payload[sizeof(nlattr)]);
    const std::uint32_t sequence = asked.header.nlmsg_seq;
    if (!later.empty()) {
      events.emplace_back(answer(sequence, EBUSY));
      continue;
    }
    std::vector<Event>& to = content > 2 ? later : events;
    for (std::uint8_t i = 0; i < content; ++i)
      to.emplace_back(reply(sequence, content));
    to.emplace_back(done(sequence));
  }
  events.insert(events.end(), later.begin(), later.end());
  return events;
}

TEST_CASE("many dumps are asked for at once, and again those that found another one running")
{
  std::vector<std::size_t> sends;
  auto conversation = with_kernel([&](const Sent& sent) {
    sends.push_back(sent.size());
    return dumping_kernel(sent);
  });
  std::map<std::size_t, int> messages;
  std::set<std::size_t> whole;
  conversation.dumps(
      requests(6, 0), [](std::size_t i) { return "dump " + std::to_string(i); },
      [&](std::size_t i, const Message& message) {
        ++messages[i];
        CHECK(message.payload[0] == std::byte(i));
      });
  CHECK(messages == std::map<std::size_t, int>{{1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}});
  CHECK(sends == std::vector<std::size_t>{6, 2, 1});
}

TEST_CASE("of many dumps one that fails is named, and the next ones are whole")
{
  int times = 0;
  auto transport = std::make_unique<ScriptedTransport>([&](const Sent& sent) {
    if (times++ != 0) return dumping_kernel(sent);
    const std::uint32_t first = sent[0].header.nlmsg_seq;
    return std::vector<Event>{done(first), answer(first + 1, EPERM), reply(first + 2, 2),
                              reply(first + 2, 2), done(first + 2)};
  });
  const ScriptedTransport& kernel = *transport;
  Conversation conversation(std::move(transport));
  const auto tried = [](std::size_t i) { return "dump " + std::to_string(i); };
  CHECK_THROWS_WITH(conversation.dumps(requests(3, 0), tried, [](std::size_t, const Message&) {}),
                    Catch::StartsWith("dump 1: "));
  CHECK(kernel.left() == 0);
  int messages = 0;
  conversation.dumps(requests(3, 0), tried, [&](std::size_t, const Message&) { ++messages; });
  CHECK(messages == 3);
}

TEST_CASE("many dumps that never end, or find one running that is not theirs, are an error")
{
  const auto tried = [](std::size_t i) { return "dump " + std::to_string(i); };
  const auto nothing = [](std::size_t, const Message&) {};
  auto silent = with_kernel([](const Sent&) { return std::vector<Event>{}; });
  CHECK_THROWS_WITH(silent.dumps(requests(2, 0), tried, nothing), Catch::Contains("timed out"));
  auto busy = with_kernel([](const Sent& sent) {
    std::vector<Event> events;
    for (const Message& asked : sent)
      events.emplace_back(answer(asked.header.nlmsg_seq, EBUSY));
    return events;
  });
  CHECK_THROWS_WITH(busy.dumps(requests(2, 0), tried, nothing), Catch::StartsWith("dump 0: "));
}

TEST_CASE("the kernel's words are found behind a copy of the request, too")
{
  // A kernel without NETLINK_CAP_ACK copies the request's payload into its answer.
  auto whole = answer(1, EINVAL, "bad port");
  const std::size_t text_at = sizeof(nlmsghdr) + sizeof(nlmsgerr);
  whole.insert(whole.begin() + static_cast<std::ptrdiff_t>(text_at), 8, std::byte{0xaa});
  nlmsghdr header;
  std::memcpy(&header, whole.data(), sizeof header);
  header.nlmsg_len += 8;
  header.nlmsg_flags = NLM_F_ACK_TLVS;
  std::memcpy(whole.data(), &header, sizeof header);
  const std::uint32_t request_length = sizeof(nlmsghdr) + 8;
  std::memcpy(whole.data() + sizeof(nlmsghdr) + sizeof(int), &request_length,
              sizeof request_length);
  Bytes datagram = whole;
  CHECK(read_answer(*take_message(datagram)).text == "bad port");
}
