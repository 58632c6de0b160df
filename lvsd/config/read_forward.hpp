// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>

#include "libipvsctl/model/destination.hpp"
#include "lvsd/config/field.hpp"

namespace lvsd {

/// How packets reach a real server.
struct Forward {
  ipvsctl::ForwardingMethod method = ipvsctl::ForwardingMethod::masquerade;
  ipvsctl::Tunnel tunnel;
};

/// "nat", or { "method": "tunnel", ... }; tells what the kernel would refuse.
std::optional<Forward> read_forward(const Json& value, Findings& findings);

}  // namespace lvsd
