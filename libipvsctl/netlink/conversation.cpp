// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/conversation.hpp"

#include <algorithm>
#include <utility>

namespace ipvsctl::netlink {
namespace {

std::error_code code_of(std::errc error)
{
  return {static_cast<int>(error), std::system_category()};
}

/// Writes `header` over the one at the front of `message`.
void replace_header(std::span<std::byte> message, const nlmsghdr& header)
{
  std::memcpy(message.data(), &header, sizeof header);
}

/// What is known of the messages of one exchange.
class Answers {
public:
  explicit Answers(std::uint32_t first) : first_(first) {}

  void expect(bool acknowledged)
  {
    states_.push_back(acknowledged ? State::waiting : State::silent);
    answers_.emplace_back();
    missing_ += acknowledged ? 1 : 0;
  }

  std::uint32_t count() const { return static_cast<std::uint32_t>(states_.size()); }

  /// The kernel answers in order: once the last message is acknowledged, all has been said.
  bool complete() const
  {
    return missing_ == 0 && !states_.empty() && states_.back() == State::answered;
  }

  bool all_acknowledged() const { return missing_ == 0; }

  void take(const Message& message)
  {
    const std::size_t at = message.header.nlmsg_seq - first_;
    if (message.header.nlmsg_type != NLMSG_ERROR || at >= states_.size()) return;
    answers_[at] = read_answer(message);
    if (std::exchange(states_[at], State::answered) == State::waiting) --missing_;
  }

  std::vector<Answer> finish(std::error_code lost)
  {
    const auto unknown = lost ? lost : code_of(std::errc::timed_out);
    for (std::size_t i = 0; i < states_.size(); ++i)
      // Among the lost ones may be a complaint about a message that is not acknowledged.
      if (states_[i] == State::waiting || (states_[i] == State::silent && lost))
        answers_[i].code = unknown;
    return std::move(answers_);
  }

private:
  enum class State { waiting, silent, answered };

  std::uint32_t first_;
  std::size_t missing_ = 0;
  std::vector<State> states_;
  std::vector<Answer> answers_;
};

/// Numbers the messages in `messages` from `first` on.
Answers number(std::span<std::byte> messages, std::uint32_t first)
{
  Answers answers(first);
  Bytes rest = messages;
  for (std::uint32_t sequence = first; !rest.empty(); ++sequence) {
    const std::size_t at = messages.size() - rest.size();
    nlmsghdr header = take_message(rest)->header;
    header.nlmsg_seq = sequence;
    replace_header(messages.subspan(at), header);
    answers.expect((header.nlmsg_flags & NLM_F_ACK) != 0);
  }
  return answers;
}

/// Each of the messages that stand one behind the other in `messages`.
std::vector<Bytes> each_of(Bytes messages)
{
  std::vector<Bytes> found;
  for (Bytes rest = messages; !rest.empty();) {
    const Bytes from = rest;
    take_message(rest);
    found.push_back(from.first(from.size() - rest.size()));
  }
  return found;
}

/// What ends a reply; none where `message` is a part of it.
std::optional<Answer> end_of_reply(const Message& message)
{
  switch (message.header.nlmsg_type) {
    case NLMSG_OVERRUN:
      return Answer{code_of(std::errc::no_buffer_space), {}};
    case NLMSG_ERROR:
      return read_answer(message);
    case NLMSG_DONE:
      return read_end_of_dump(message);
    default:
      return {};
  }
}

/// Receives into `answers`. Returns the code of what was lost on the way, if anything was.
std::error_code receive_answers(Transport& transport, Answers& answers)
{
  std::error_code lost;
  while (!answers.complete()) {
    const Wait wait = lost || answers.all_acknowledged() ? Wait::no : Wait::yes;
    try {
      auto datagram = transport.receive(wait);
      if (!datagram) break;
      while (const auto message = take_message(*datagram))
        answers.take(*message);
    } catch (const Malformed& error) {
      lost = code_of(std::errc::bad_message);
    } catch (const std::system_error& error) {
      if (error.code() != std::errc::no_buffer_space) throw;
      lost = error.code();
    }
  }
  return lost;
}

}  // namespace

Conversation::Conversation(std::unique_ptr<Transport> transport) : transport_(std::move(transport))
{
}

std::vector<Answer> Conversation::exchange(std::span<std::byte> messages)
{
  Answers answers = number(messages, next_sequence_);
  next_sequence_ += answers.count();
  transport_->send(messages);
  const std::error_code lost = receive_answers(*transport_, answers);
  return answers.finish(lost);
}

std::uint32_t Conversation::send(const Request& request, int flags)
{
  const Bytes bytes = request.bytes();
  outgoing_.assign(bytes.begin(), bytes.end());
  add_flags(outgoing_, flags);
  auto header = read_front<nlmsghdr>(outgoing_, "a request");
  header.nlmsg_seq = next_sequence_++;
  replace_header(outgoing_, header);
  transport_->send(outgoing_);
  return header.nlmsg_seq;
}

Conversation::End Conversation::replies(std::uint32_t sequence, const std::string& tried,
                                        const OnMessage& on_message)
{
  try {
    return receive_replies(sequence, tried, on_message);
  } catch (...) {
    drain();
    throw;
  }
}

Conversation::End Conversation::receive_replies(std::uint32_t sequence, const std::string& tried,
                                                const OnMessage& on_message)
{
  End end;
  for (;;) {
    auto datagram = transport_->receive(Wait::yes);
    if (!datagram) throw std::system_error(code_of(std::errc::timed_out), tried);
    while (const auto message = take_message(*datagram)) {
      if (message->header.nlmsg_seq != sequence) continue;  // of an exchange that was given up
      if ((message->header.nlmsg_flags & NLM_F_DUMP_INTR) != 0) end.interrupted = true;
      if (const auto answer = end_of_reply(*message)) {
        end.answer = *answer;
        return end;
      }
      if (on_message && message->header.nlmsg_type != NLMSG_NOOP) on_message(*message);
    }
  }
}

/// Takes what the kernel still has of a reply that is given up, so that the next request finds the
/// socket free.
void Conversation::drain()
{
  for (;;) {
    try {
      if (!transport_->receive(Wait::no)) return;
    } catch (const std::system_error& error) {
      if (error.code() != std::errc::no_buffer_space && error.code() != std::errc::bad_message)
        return;
    }
  }
}

void Conversation::query(const Request& request, const std::string& tried,
                         const OnMessage& on_message)
{
  const std::uint32_t sequence = send(request, NLM_F_ACK);
  expect_success(replies(sequence, tried, on_message).answer, tried);
}

bool Conversation::dump(const Request& request, const std::string& tried,
                        const OnMessage& on_message)
{
  const std::uint32_t sequence = send(request, NLM_F_DUMP);
  const End end = replies(sequence, tried, on_message);
  expect_success(end.answer, tried);
  return !end.interrupted;
}

void Conversation::dumps(Bytes requests, const Tried& tried, const OnMessageOf& on_message)
{
  NumberedRequests left;
  for (const Bytes bytes : each_of(requests))
    left.push_back({left.size(), bytes});
  for (std::size_t at_once = left.size(); !left.empty();) {
    const auto now = std::span(left).first(std::min(at_once, left.size()));
    const std::uint32_t first = send_dumps(now);
    NumberedRequests busy;
    try {
      busy = receive_dumps(now, first, tried, on_message);
    } catch (...) {
      drain();
      throw;
    }
    at_once = busy.empty() ? now.size() * 2 : now.size() - busy.size();
    busy.insert(busy.end(), left.begin() + static_cast<std::ptrdiff_t>(now.size()), left.end());
    left = std::move(busy);
  }
}

std::uint32_t Conversation::send_dumps(std::span<const NumberedRequest> requests)
{
  const std::uint32_t first = next_sequence_;
  outgoing_.clear();
  for (const NumberedRequest& request : requests) {
    const std::size_t at = outgoing_.size();
    outgoing_.insert(outgoing_.end(), request.bytes.begin(), request.bytes.end());
    const auto message = std::span(outgoing_).subspan(at);
    auto header = read_front<nlmsghdr>(message, "a request");
    header.nlmsg_flags |= NLM_F_DUMP;
    header.nlmsg_seq = next_sequence_++;
    replace_header(message, header);
  }
  transport_->send(outgoing_);
  return first;
}

/// Returns those that found another dump running.
Conversation::NumberedRequests Conversation::receive_dumps(
    std::span<const NumberedRequest> requests, std::uint32_t first, const Tried& tried,
    const OnMessageOf& on_message)
{
  NumberedRequests busy;
  std::size_t open = requests.size();
  const auto take = [&](const Message& message) {
    const std::size_t at = message.header.nlmsg_seq - first;
    if (at >= requests.size()) return;  // of an exchange that was given up
    const auto answer = end_of_reply(message);
    if (!answer) {
      if (message.header.nlmsg_type != NLMSG_NOOP) on_message(requests[at].number, message);
      return;
    }
    --open;
    // Nothing can run before the first one.
    if (at > 0 && answer->code == std::errc::device_or_resource_busy)
      busy.push_back(requests[at]);
    else if (answer->code)
      expect_success(*answer, tried(requests[at].number));
  };
  while (open > 0) {
    auto datagram = transport_->receive(Wait::yes);
    if (!datagram)
      throw std::system_error(code_of(std::errc::timed_out), tried(requests[0].number));
    while (const auto message = take_message(*datagram))
      take(*message);
  }
  return busy;
}

}  // namespace ipvsctl::netlink
