// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace tests {

/// A new network namespace for the calling thread, with its loopback up, until the end of the
/// object's life; then the thread is back where it was and the namespace is gone.
class Namespace {
public:
  /// Throws std::system_error where there is no permission to make one.
  Namespace();
  ~Namespace();
  Namespace(const Namespace&) = delete;
  Namespace& operator=(const Namespace&) = delete;

private:
  int before_;  // descriptor of the namespace to return to
};

/// Runs `command` in a shell, in the calling thread's namespace, and returns what it printed.
///
/// Throws std::runtime_error with all its output where its exit status is not 0.
std::string shell(const std::string& command);

/// Says that the running test could not be made because of `reason`: one line on stderr, beginning
/// with SKIPPED, which whoever runs the tests counts.
void skipped(const std::string& reason);

/// Whether IPVS has, or can load, the scheduler.
bool has_scheduler(const std::string& name);

/// Whether IPVS has, or can load, the persistence engine.
bool has_persistence_engine(const std::string& name);

}  // namespace tests
