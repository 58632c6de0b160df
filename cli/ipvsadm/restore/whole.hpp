// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "cli/ipvsadm/arguments/command.hpp"
#include "libipvsctl/model/kernel_state.hpp"
#include "libipvsctl/plan/step.hpp"

namespace ipvsadm {

/// What the lines of a restore amount to, when they are taken as a description of the whole table:
/// they begin with an empty one. Timeouts and sync daemons that no line speaks of stay as they are.
class Whole {
public:
  /// Takes the command of a line.
  ///
  /// Returns why it cannot be: the kernel would refuse it after the lines before, or it changes
  /// nothing that lasts.
  std::optional<std::string> take(std::size_t line, const Command& command);

  /// What should be there, where `observed` is.
  ipvsctl::KernelState desired(const ipvsctl::KernelState& observed) const;

  /// The line that a step comes from; 0 for what goes because no line speaks of it.
  std::size_t line_of(const ipvsctl::Step& step) const;

private:
  using Server = std::pair<ipvsctl::ServiceKey, ipvsctl::DestinationKey>;

  /// What became of a command: empty, or the errno that the kernel would give.
  using Result = std::optional<std::errc>;

  Result apply(std::size_t line, const ChangeService& command);
  Result apply(std::size_t line, const ChangeServer& command);
  Result apply(std::size_t line, const Clear& command);
  Result apply(std::size_t line, const SetTimeouts& command);
  Result apply(std::size_t line, const StartDaemon& command);
  Result apply(std::size_t line, const StopDaemon& command);

  ipvsctl::IpvsTable table_;
  ipvsctl::Timeouts timeouts_;
  /// The daemons that lines speak of; none where they stop them.
  std::map<ipvsctl::SyncRole, std::optional<ipvsctl::SyncDaemon>> daemons_;
  std::map<ipvsctl::ServiceKey, std::size_t> service_lines_;
  std::map<Server, std::size_t> server_lines_;
  std::map<ipvsctl::SyncRole, std::size_t> daemon_lines_;
};

}  // namespace ipvsadm
