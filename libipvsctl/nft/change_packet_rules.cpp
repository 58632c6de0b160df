// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <map>
#include <numeric>

#include "libipvsctl/nft/client.hpp"
#include "libipvsctl/nft/names.hpp"
#include "libipvsctl/nft/query.hpp"
#include "libipvsctl/nft/transaction.hpp"

namespace ipvsctl::nft {
namespace {

using netlink::Answer;
using netlink::Conversation;

/// The kernel names every message that it refuses at once, so a second round mostly succeeds; a
/// third and fourth are for what changes meanwhile.
constexpr int rounds = 4;

using Refused = std::map<std::size_t, Answer>;

Postrouting ask_postrouting(Conversation& conversation)
{
  Postrouting chain;
  chain.exists = ask_chain(conversation, postrouting).has_value();
  if (!chain.exists) return chain;
  for (const Rule& rule : ask_rules(conversation, postrouting))
    if (const auto masquerade = read_masquerade_rule(rule))
      chain.rules[*masquerade] = nftnl_rule_get_u64(rule.get(), NFTNL_RULE_HANDLE);
  return chain;
}

bool concerns_postrouting(const Step& step)
{
  return std::holds_alternative<AddMasquerade>(step) ||
         std::holds_alternative<RemoveMasquerade>(step);
}

/// The first complaint about each step; Transaction::no_step where it is about the whole batch.
Refused refused_in(const Transaction& transaction, const std::vector<Answer>& answers)
{
  Refused refused;
  Refused lost;  // an answer that did not fit the socket's buffer says nothing of its step
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (!answers[i].code) continue;
    auto& where = answers[i].code == std::errc::no_buffer_space ? lost : refused;
    where.try_emplace(transaction.steps_of[i], answers[i]);
  }
  return refused.empty() ? lost : refused;
}

/// What every step fails with, where one complaint is about all of them.
std::optional<Answer> complaint_about_all(const Refused& refused, std::span<const Step> steps)
{
  for (const auto& [step, answer] : refused)
    if (step == Transaction::no_step || std::holds_alternative<BuildPacketRules>(steps[step]))
      return answer;
  return {};
}

bool is_one_of(std::error_code code, std::initializer_list<std::errc> errors)
{
  return std::ranges::any_of(errors, [&](std::errc error) { return code == error; });
}

std::string cure_for(const Step& step, std::error_code code)
{
  using enum std::errc;
  if (is_one_of(code, {operation_not_permitted}))
    return "CAP_NET_ADMIN is needed, and the table must not be owned by another program";
  if (std::holds_alternative<SetMark>(step) &&
      is_one_of(code, {file_exists, device_or_resource_busy, directory_not_empty}))
    return "another mark is set on some of these ports already";
  if (std::holds_alternative<AddMasquerade>(step) &&
      is_one_of(code, {no_such_file_or_directory, operation_not_supported}))
    return "does the kernel have the modules nft_chain_nat and nft_masq?";
  if (std::holds_alternative<BuildPacketRules>(step) &&
      is_one_of(code, {no_such_file_or_directory, operation_not_supported, protocol_not_supported}))
    return "does the kernel have the module nf_tables, with the family inet and interval maps?";
  return {};
}

Refusal refusal_of(std::size_t index, std::span<const Step> steps, const Answer& answer)
{
  Refusal refusal{index, answer.code, answer.text};
  const std::string cure = cure_for(steps[index], answer.code);
  if (!refusal.reason.empty() && !cure.empty()) refusal.reason += ": ";
  refusal.reason += cure;
  return refusal;
}

/// Steps that are still to be carried out, and what the kernel said of the others.
class Attempt {
public:
  Attempt(Conversation& conversation, std::span<const Step> steps)
      : conversation_(conversation), steps_(steps), pending_(steps.size())
  {
    std::iota(pending_.begin(), pending_.end(), std::size_t{0});
    std::erase_if(pending_, [&](std::size_t i) { return !is_of_packet_rules(steps[i]); });
  }

  /// Tries what is pending as one transaction. Returns whether nothing is left to be done.
  bool try_once()
  {
    if (pending_.empty()) return true;
    auto transaction = make_transaction(steps_, pending_, postrouting_now());
    const auto answers = conversation_.exchange(transaction.messages);
    const Refused refused = refused_in(transaction, answers);
    if (const auto all = complaint_about_all(refused, steps_)) {
      refuse_all(*all);
      return true;
    }
    for (const auto& [index, answer] : refused)
      refuse(index, answer);
    std::erase_if(pending_, [&](std::size_t index) { return refused.contains(index); });
    return refused.empty();
  }

  void refuse_all(const Answer& answer)
  {
    for (const std::size_t index : pending_)
      refuse(index, answer);
    pending_.clear();
  }

  std::vector<Refusal> refusals() &&
  {
    std::ranges::sort(refusals_, {}, &Refusal::step);
    return std::move(refusals_);
  }

private:
  static bool is_of_packet_rules(const Step& step)
  {
    return step.index() >= Step(RemovePacketRules{}).index() &&
           step.index() <= Step(AddMasquerade{}).index();
  }

  Postrouting postrouting_now()
  {
    const bool needed = std::ranges::any_of(
        pending_, [&](std::size_t index) { return concerns_postrouting(steps_[index]); });
    return needed ? ask_postrouting(conversation_) : Postrouting{};
  }

  void refuse(std::size_t index, const Answer& answer)
  {
    refusals_.push_back(refusal_of(index, steps_, answer));
  }

  Conversation& conversation_;
  std::span<const Step> steps_;
  std::vector<std::size_t> pending_;
  std::vector<Refusal> refusals_;
};

}  // namespace

std::vector<Refusal> change_packet_rules(Conversation& conversation, std::span<const Step> steps)
{
  Attempt attempt(conversation, steps);
  for (int round = 0; round < rounds; ++round)
    if (attempt.try_once()) return std::move(attempt).refusals();
  attempt.refuse_all({std::make_error_code(std::errc::resource_unavailable_try_again),
                      "nftables was changed by others at the same time"});
  return std::move(attempt).refusals();
}

}  // namespace ipvsctl::nft
