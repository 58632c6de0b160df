// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/lvsctl/options.hpp"

// The commands. Each prints what it has to say and returns the exit status. They throw
// std::exception where they cannot do what was asked, and main() says so.
namespace lvsctl {

/// Validates: 0, or 78 with every error.
int check(const Options& options);

/// Prints what would change: 0 for nothing, 2 for something.
int plan(const Options& options);

/// Does it once, or has a running daemon do it: 0, or 1 with each refusal.
int apply(const Options& options);

/// Prints what commonly breaks a director and is so on this host: 0, or 2 with problems.
int diagnose(const Options& options);

/// Prints how things are; again and again where `watch` is set, until interrupted.
int status(const Options& options, const std::string& service, bool watch);

/// Has the daemon read its config again: 0, 78 with its errors, or 1 with each refusal.
int reload(const Options& options);

struct ServerChoice {
  std::string server;
  std::string service;
};

/// Takes a server out of service once its connections are gone, or `now`, which cuts them off;
/// waits for that where `wait` is set.
int drain(const Options& options, const ServerChoice& choice, bool now, bool wait);
int undrain(const Options& options, const ServerChoice& choice);

/// Gives a server another weight than the config does, or that of the config again.
int weight(const Options& options, const ServerChoice& choice, std::optional<std::uint32_t> weight);

/// Prints the schema called `name`: config, plan, status, control or doctor.
int schema(const std::string& name);

/// Prints the completion for a shell: bash, zsh or fish.
int completion(const std::string& shell);

/// Prints names for the completion: services or servers, one a line.
int names(const Options& options, const std::string& kind);

}  // namespace lvsctl
