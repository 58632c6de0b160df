// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "cli/ipvsadm/listing/connections_text.hpp"
#include "libipvsctl/ipvs/listing.hpp"
#include "libipvsctl/model/settings.hpp"
#include "libipvsctl/model/sync_daemon.hpp"

namespace ipvsadm {

/// Everything that a listing can show, whatever was asked for; connections only where they were.
struct Everything {
  ipvsctl::ipvs::Info info;
  ipvsctl::ipvs::Listing services;
  ipvsctl::Timeouts timeouts;
  ipvsctl::SyncDaemons sync_daemons;
  std::optional<std::vector<Connection>> connections;
};

/// The document of ipvsadm.schema.json.
nlohmann::ordered_json document_of(const Everything& everything);

}  // namespace ipvsadm
