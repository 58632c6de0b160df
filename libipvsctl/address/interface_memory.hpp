// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "libipvsctl/address/interface.hpp"

namespace ipvsctl::address {

/// Remembers how interfaces were, to tell what an event means.
class InterfaceMemory {
public:
  /// What is new of an interface.
  enum class News {
    none,      ///< nothing that matters here
    changed,   ///< it is new, or was renamed, or went down
    announce,  ///< it came up, or has another hardware address: its addresses are to be announced
  };

  /// What is new of `interface` since it was last seen.
  News saw(const Interface& interface);

  /// An interface that has gone.
  void gone(const Interface& interface);

  /// All interfaces that there are, after events were lost. Returns the names of those whose
  /// addresses are to be announced.
  std::vector<std::string> saw_all(std::span<const Interface> interfaces);

private:
  std::map<int, Interface> known_;
};

}  // namespace ipvsctl::address
