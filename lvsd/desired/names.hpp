// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "libipvsctl/plan/step.hpp"
#include "lvsd/config/config.hpp"
#include "lvsd/desired/allot_marks.hpp"
#include "lvsd/desired/overrides.hpp"

namespace lvsd {

/// What the config calls the kernel's services.
using ServiceNames = std::map<ipvsctl::ServiceKey, std::string>;

ServiceNames names_of(const Config& config, const Marks& marks);

/// The step's line with the config's name of its service:
/// "+ server 10.0.0.11:80 of tcp 192.0.2.10:80 (service `web`): nat weight 2".
std::string described(const ipvsctl::Step& step, const ServiceNames& names);

/// Whether `text` means the server: its name, its address, or its address with its port. An IPv6
/// address may be written in any way (RFC 4291, 2.2), and in brackets.
bool is_meant(const std::string& text, const std::string& name,
              const ipvsctl::DestinationKey& server);

/// The servers that `server` means (a name, an address, or an address with its port), in the
/// service called `service` or, where that is empty, in all.
std::vector<ServerId> find_servers(const Config& config, const std::string& server,
                                   const std::string& service);

/// Why find_servers() found none, with the name that may have been meant.
std::string why_no_server(const Config& config, const std::string& server,
                          const std::string& service);

}  // namespace lvsd
