// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>

#include "cli/lvsctl/options.hpp"

namespace lvsctl {

/// No answer came: there is no daemon, or it ended meanwhile.
class Unanswered : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// No daemon listens at the control socket.
class NotRunning : public Unanswered {
public:
  using Unanswered::Unanswered;
};

/// The daemon does not let this user ask, or change anything.
class NotPermitted : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// An answer of the daemon.
struct Answer {
  long status = 0;  ///< HTTP status code
  std::string body;
};

/// Asks the daemon; an empty `body` sends none. Waits as long as the daemon takes: a reload is
/// answered when it is done.
///
/// Throws NotRunning where nobody listens, Unanswered where the answer does not come.
Answer ask(const std::string& socket, const std::string& method, const std::string& path,
           const std::string& body);

/// The config that a running daemon keeps to. Throws as ask() and document_of() do.
std::string file_of_daemon(const Options& options);

/// Whether a daemon listens at the socket.
bool is_running(const std::string& socket);

/// The document of the answer.
///
/// Throws NotPermitted or std::runtime_error with the daemon's own words where it refused the
/// request.
nlohmann::json document_of(const Answer& answer);

/// `text` as it may stand in a query.
std::string escaped(const std::string& text);

}  // namespace lvsctl
