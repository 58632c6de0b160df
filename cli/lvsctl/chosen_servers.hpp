// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lvsctl {

/// A server as the daemon's status has it, and what of its service goes with it.
struct ChosenServer {
  std::string service;
  std::chrono::seconds persistence;  ///< 0 where the service has none
  nlohmann::json server;
};

/// Those of a status that `server` means: a name, an address, or an address and port.
std::vector<ChosenServer> chosen_servers(const nlohmann::json& status, const std::string& server);

/// Which servers those are and how each is now, a line for each of the first ones.
std::string how_they_are(const nlohmann::json& status, const std::string& server);

/// Whom persistence goes on bringing to servers that take no new clients, a line for each server
/// and service, and the cure; empty where it is nobody, or the kernel sends them elsewhere.
std::string who_comes_back(const nlohmann::json& status, const std::string& server);

}  // namespace lvsctl
