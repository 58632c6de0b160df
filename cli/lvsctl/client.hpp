// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stdexcept>
#include <string>

#include "cli/lvsctl/options.hpp"

namespace lvsctl {

/// The daemon did not do what it was asked for. A restart of it leads to each of these while it
/// lasts: to NotPermitted where folder and socket are there and not yet open to all.
class NotServed : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// No answer came: there is no daemon, or it ended meanwhile, or it takes too long.
class Unanswered : public NotServed {
public:
  using NotServed::NotServed;
};

/// No daemon listens at the control socket.
class NotRunning : public Unanswered {
public:
  using Unanswered::Unanswered;
};

/// The daemon does not let this user ask, or change anything.
class NotPermitted : public NotServed {
public:
  using NotServed::NotServed;
};

/// An answer of the daemon.
struct Answer {
  long status = 0;  ///< HTTP status code
  std::string body;
};

/// How long to wait for an answer; without it as long as the daemon takes.
using Patience = std::optional<std::chrono::milliseconds>;

/// Asks the daemon; an empty `body` sends none. A reload is answered when it is done, so mostly
/// there is no limit to the patience; what takes long is told on standard error then.
///
/// Throws NotRunning where nobody listens, NotPermitted where this user cannot reach the socket,
/// Unanswered where the answer does not come.
Answer ask(const std::string& socket, const std::string& method, const std::string& path,
           const std::string& body, Patience patience = {});

/// The config that a running daemon keeps to. Throws as ask() and document_of() do.
std::string file_of_daemon(const Options& options, Patience patience = {});

/// Whether `config` is one that lvsd reads: in the usual place, or `its_file`, which a running
/// daemon keeps to. Any other is a draft.
bool is_read_by_daemon(const std::string& config, const std::string& its_file);

/// Whether a daemon listens at the socket; it may be that it never answers.
bool is_running(const std::string& socket);

/// The document of the answer.
///
/// Throws NotPermitted or std::runtime_error with the daemon's own words where it refused the
/// request.
nlohmann::json document_of(const Answer& answer);

/// `text` as it may stand in a query.
std::string escaped(const std::string& text);

}  // namespace lvsctl
