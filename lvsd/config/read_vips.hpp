// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lvsd/config/config.hpp"
#include "lvsd/config/field.hpp"

namespace lvsd {

/// The VIPs of all files, and what services ask of them.
class VipTable {
public:
  /// An element of a list "vips"; tells what is wrong with it.
  void read(const Json& vip, const Reading& reading);

  /// There may be more VIPs than could be read.
  void miss_some() { some_missed_ = true; }

  /// The address of the VIP that `value` names; tells where there certainly is none.
  std::optional<ipvsctl::IpAddress> find(const Json& value, Findings& findings) const;

  std::vector<Vip> vips;

private:
  void check_taken(const Vip& vip, const Json& place, Findings& findings);

  struct Taken {
    std::string interface;
    const Json* place = nullptr;
  };

  bool some_missed_ = false;
  std::map<std::string, std::optional<ipvsctl::IpAddress>> addresses_;  ///< absent where it is bad
  std::map<std::string, const Json*> names_;
  std::map<ipvsctl::IpAddress, Taken> places_;
};

/// An element of the list "masquerade".
std::optional<ipvsctl::Masquerade> read_masquerade(const Json& masquerade, const Reading& reading);

}  // namespace lvsd
