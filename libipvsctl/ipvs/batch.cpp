// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/ipvs/batch.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace ipvsctl::ipvs {
namespace {

constexpr std::size_t enough_at_once = 512;
constexpr std::size_t enough_bytes = 128 << 10;

/// The tag of a message that asks for nothing, and is acknowledged once the one before it is done.
constexpr std::size_t fence = std::numeric_limits<std::size_t>::max();

/// Whether the kernel may carry it out and say nothing, though asked to: netlink_rcv_skb() gives no
/// answer where a command ends in EINTR, and so ends the stop of a sync daemon whose thread has
/// not come to run since its start.
bool may_stay_unanswered(const Command& command)
{
  return std::holds_alternative<DelDaemon>(command);
}

}  // namespace

Batch::Batch(Client& client, OnAnswer on_answer)
    : client_(client),
      on_answer_(std::move(on_answer)),
      most_at_once_(std::clamp<std::size_t>(
          client.conversation().transport().acknowledgements_at_once(), 1, enough_at_once))
{
}

void Batch::add(std::size_t tag, const Command& command)
{
  try {
    write(request_, client_.family(), command);
  } catch (const netlink::Refused& refused) {
    return refuse(tag, {refused.code(), refused.text()});
  }
  append(tag);
  if (may_stay_unanswered(command)) {
    request_.begin(NLMSG_NOOP, 0);
    append(fence);
  }
  if (tags_.size() >= most_at_once_ || messages_.size() >= enough_bytes) send();
}

/// Takes the message that stands in request_.
void Batch::append(std::size_t tag)
{
  const auto bytes = request_.bytes();
  last_message_ = messages_.size();
  messages_.insert(messages_.end(), bytes.begin(), bytes.end());
  tags_.push_back(tag);
}

void Batch::refuse(std::size_t tag, const netlink::Answer& answer)
{
  finish();  // so that answers stay in order
  on_answer_(tag, answer);
}

void Batch::finish()
{
  if (!tags_.empty()) send();
}

void Batch::send()
{
  netlink::add_flags(std::span(messages_).subspan(last_message_), NLM_F_ACK);
  const auto answers = client_.conversation().exchange(messages_);
  messages_.clear();
  const auto tags = std::exchange(tags_, {});
  for (std::size_t i = 0; i < tags.size(); ++i) {
    if (tags[i] == fence) continue;
    const bool silent = !answers[i].code && i + 1 < tags.size() && tags[i + 1] == fence;
    on_answer_(tags[i], answers[silent ? i + 1 : i]);
  }
}

}  // namespace ipvsctl::ipvs
