// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/run/change.hpp"

namespace ipvsadm {
namespace {

namespace ipvs = ipvsctl::ipvs;

/// Hands the request that `command` stands for to `use`, while its parts live.
template <class Use>
void with_request(const ChangeService& command, Use use)
{
  switch (command.verb) {
    case Verb::add:
      return use(ipvs::NewService{command.service, command.settings});
    case Verb::edit:
      return use(ipvs::SetService{command.service, command.settings});
    case Verb::remove:
      return use(ipvs::DelService{command.service});
  }
}

template <class Use>
void with_request(const ChangeServer& command, Use use)
{
  switch (command.verb) {
    case Verb::add:
      return use(ipvs::NewDestination{command.service, command.server, command.settings});
    case Verb::edit:
      return use(ipvs::SetDestination{command.service, command.server, command.settings});
    case Verb::remove:
      return use(ipvs::DelDestination{command.service, command.server});
  }
}

template <class Use>
void with_request(const Clear&, Use use)
{
  use(ipvs::Flush{});
}

template <class Use>
void with_request(const Zero& command, Use use)
{
  use(ipvs::Zero{command.service ? &*command.service : nullptr});
}

template <class Use>
void with_request(const SetTimeouts& command, Use use)
{
  using ipvsctl::TimeoutKind;
  const ipvsctl::Timeouts timeouts{{TimeoutKind::tcp, command.tcp},
                                   {TimeoutKind::tcp_fin, command.tcp_fin},
                                   {TimeoutKind::udp, command.udp}};
  use(ipvs::SetTimeouts{timeouts});
}

template <class Use>
void with_request(const StartDaemon& command, Use use)
{
  use(ipvs::NewDaemon{command.role, command.daemon});
}

template <class Use>
void with_request(const StopDaemon& command, Use use)
{
  use(ipvs::DelDaemon{command.role});
}

struct Nothing {};

/// Commands that are no change.
template <class Other, class Use>
Nothing with_request(const Other&, Use)
{
  return {};
}

}  // namespace

bool is_change(const Command& command)
{
  return std::visit(
      [](const auto& one) {
        const auto use = [](const auto&) {};
        return std::is_void_v<decltype(with_request(one, use))>;
      },
      command);
}

void add_change(ipvs::Batch& batch, std::size_t tag, const Command& command)
{
  std::visit(
      [&](const auto& one) {
        with_request(one, [&](const ipvs::Command& request) { batch.add(tag, request); });
      },
      command);
}

}  // namespace ipvsadm
