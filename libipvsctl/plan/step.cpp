// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/plan/step.hpp"

namespace ipvsctl {
namespace {

struct Text {
  char sign;
  std::string object;
  std::string change;
};

std::string service_text(const ServiceKey& key)
{
  return "service " + to_string(key);
}

std::string server_text(const ServiceKey& service, const DestinationKey& destination)
{
  return "server " + to_string(destination) + " of " + to_string(service);
}

/// "FROM -> TO" with a name, appended after a comma where there is something before it.
void append_change(std::string& text, const std::string& name, const std::string& from,
                   const std::string& to)
{
  if (from == to) return;
  text += (text.empty() ? "" : ", ") + name + " " + from + " -> " + to;
}

std::string changes(const DestinationSettings& from, const DestinationSettings& to)
{
  std::string text;
  append_change(text, "weight", std::to_string(from.weight), std::to_string(to.weight));
  append_change(text, "forward", forwarding_text(from), forwarding_text(to));
  append_change(text, "upper threshold", std::to_string(from.upper_threshold),
                std::to_string(to.upper_threshold));
  append_change(text, "lower threshold", std::to_string(from.lower_threshold),
                std::to_string(to.lower_threshold));
  return text.empty() ? forwarding_text(from) + " -> " + forwarding_text(to) : text;
}

struct TextOfStep {
  Text operator()(const SetSysctl& step) const { return {'~', "sysctl " + step.path, step.value}; }
  Text operator()(const SetTimeout& step) const
  {
    return {'~', "timeout " + to_string(step.kind), std::to_string(step.timeout.count()) + "s"};
  }
  Text operator()(const AddRoute& step) const
  {
    return {'+', "route to " + to_string(step.route),
            "for connections by direct routing beside those by NAT or tunnel"};
  }
  Text operator()(const AddService& step) const
  {
    return {'+', service_text(step.service), to_string(step.settings, family_of(step.service))};
  }
  Text operator()(const EditService& step) const
  {
    const Family family = family_of(step.service);
    return {'~', service_text(step.service),
            to_string(step.from, family) + " -> " + to_string(step.to, family) +
                (exchanges_scheduler(step) ? " (new connections wait for an instant)" : "")};
  }
  Text operator()(const AddDestination& step) const
  {
    return {'+', server_text(step.service, step.destination), to_string(step.settings)};
  }
  Text operator()(const EditDestination& step) const
  {
    return {'~', server_text(step.service, step.destination), changes(step.from, step.to)};
  }
  Text operator()(const StopSyncDaemon& step) const
  {
    return {'-', "sync daemon " + to_string(step.role), ""};
  }
  Text operator()(const StartSyncDaemon& step) const
  {
    return {'+', "sync daemon " + to_string(step.role), to_string(step.daemon)};
  }
  Text operator()(const RemoveRoute& step) const
  {
    return {'-', "route to " + to_string(step.route), ""};
  }
  Text operator()(const RemoveAddress& step) const
  {
    return {'-', "address " + to_string(step.address), ""};
  }
  Text operator()(const RemovePacketRules&) const { return {'-', "nftables table", ""}; }
  Text operator()(const BuildPacketRules&) const { return {'+', "nftables table", ""}; }
  Text operator()(const RemoveMark& step) const
  {
    return {'-', "mark " + std::to_string(step.mark) + " on " + to_string(step.match), ""};
  }
  Text operator()(const SetMark& step) const
  {
    return {'+', "mark " + std::to_string(step.mark) + " on " + to_string(step.match), ""};
  }
  Text operator()(const RemoveMasquerade& step) const
  {
    return {'-', "masquerade " + to_string(step.masquerade), ""};
  }
  Text operator()(const AddMasquerade& step) const
  {
    return {'+', "masquerade " + to_string(step.masquerade), ""};
  }
  Text operator()(const ReplaceAddress& step) const
  {
    return {'~', "address " + to_string(step.from), to_string(step.to)};
  }
  Text operator()(const AddAddress& step) const
  {
    return {'+', "address " + to_string(step.address), ""};
  }
  Text operator()(const RemoveDestination& step) const
  {
    return {'-', server_text(step.service, step.destination), ""};
  }
  Text operator()(const RemoveService& step) const { return {'-', service_text(step.service), ""}; }
};

Text text_of(const Step& step)
{
  return std::visit(TextOfStep{}, step);
}

}  // namespace

bool exchanges_scheduler(const EditService& step)
{
  const std::string& from = step.from.scheduler;
  const std::string& to = step.to.scheduler;
  return from != to && from != "none" && to != "none";
}

std::size_t rank_of(const Step& step)
{
  static const std::size_t removal = Step(RemoveDestination{}).index();
  const auto* edit = std::get_if<EditDestination>(&step);
  const bool sends_away = edit != nullptr && edit->from.weight != 0 && edit->to.weight == 0;
  return sends_away ? removal : step.index();
}

const ServiceKey* service_of(const Step& step)
{
  return std::visit(
      [](const auto& one) -> const ServiceKey* {
        if constexpr (requires { one.service; })
          return &one.service;
        else
          return nullptr;
      },
      step);
}

char sign_of(const Step& step)
{
  return text_of(step).sign;
}

std::string object_of(const Step& step)
{
  return text_of(step).object;
}

std::string change_of(const Step& step)
{
  return text_of(step).change;
}

std::string to_string(const Step& step)
{
  const Text text = text_of(step);
  std::string line = std::string(1, text.sign) + " " + text.object;
  if (!text.change.empty()) line += ": " + text.change;
  return line;
}

}  // namespace ipvsctl

std::ostream& std::operator<<(std::ostream& out, const ipvsctl::Step& step)
{
  return out << ipvsctl::to_string(step);
}
