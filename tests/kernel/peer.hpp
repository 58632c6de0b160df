// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>

namespace tests {

/// Another network namespace, joined to the thread's own by a cable: `interface` here and eth0
/// there, both up. Make it inside a Namespace.
class Peer {
public:
  explicit Peer(const std::string& interface = "eth0");
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  /// Does `work` in there: sockets that it opens and commands that it runs belong there.
  void inside(const std::function<void()>& work) const;

  /// Runs a shell command in there and returns what it printed.
  std::string shell(const std::string& command) const;

private:
  int namespace_;
};

/// Asks until `condition` holds, for some seconds at most. Returns whether it did.
bool eventually(const std::function<bool()>& condition);

}  // namespace tests
