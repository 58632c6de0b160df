// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/ipvs/batch.hpp"

#include <algorithm>
#include <stdexcept>

namespace ipvsctl::ipvs {
namespace {

constexpr std::size_t enough_at_once = 512;
constexpr std::size_t enough_bytes = 128 << 10;

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
  const auto bytes = request_.bytes();
  last_message_ = messages_.size();
  messages_.insert(messages_.end(), bytes.begin(), bytes.end());
  tags_.push_back(tag);
  if (tags_.size() >= most_at_once_ || messages_.size() >= enough_bytes) send();
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
  for (std::size_t i = 0; i < tags.size(); ++i)
    on_answer_(tags[i], answers[i]);
}

}  // namespace ipvsctl::ipvs
