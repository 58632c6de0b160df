// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "libipvsctl/model/kernel_state.hpp"
#include "libipvsctl/model/measurements.hpp"
#include "lvsd/config/config.hpp"
#include "lvsd/desired/overrides.hpp"
#include "lvsd/desired/record.hpp"

namespace lvsd {

/// All that the state of a director follows from.
struct StatusInputs {
  const Config& config;
  const Overrides& overrides;
  const Record& record;
  const ipvsctl::KernelState& observed;
  const ipvsctl::IpvsMeasurements& measured;
  Clock::time_point now;
};

/// The kernel's parameter without which clients that persistence ties to a server come back to it
/// though its weight is 0.
inline constexpr const char* quiescent_parameter = "net/ipv4/vs/expire_quiescent_template";

/// What of status.schema.json is about the kernel: "services", "vips", "marks", "masquerade",
/// "leaving", "routes", "foreign", "expire_quiescent_template" (which wants that parameter
/// observed). Only the service called `service` where that is not empty.
nlohmann::json status_json(const StatusInputs& inputs, const std::string& service);

/// What a server is doing: "up", "quiesced" (weight 0), "draining", "drained" (an operator's drain
/// that is over) or "missing" (not in the kernel although it should be).
std::string server_state(const StatusInputs& inputs, const std::string& service,
                         const ipvsctl::ServiceKey& key, const ipvsctl::DestinationKey& server);

}  // namespace lvsd
