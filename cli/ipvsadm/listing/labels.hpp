// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/ipvsadm/listing/naming.hpp"
#include "libipvsctl/ipvs/listing.hpp"

namespace ipvsadm {

/// "TCP", "UDP", "SCTP", or "?" for another protocol.
std::string_view label_of(ipvsctl::Protocol protocol);

/// "Masq", "Local", "Tunnel", "Route" or "Bypass".
std::string_view forwarding_label(ipvsctl::ForwardingMethod method);

/// "TCP  192.0.2.1:80" or "FWM  5 IPv6": a service in the first column of a listing, at most 33
/// columns wide unless it is IPv6.
std::string label_of(const ipvsctl::ServiceKey& key, const Naming& naming);

/// A server as the listing names it, at most 28 columns wide unless it is IPv6.
std::string label_of(const ipvsctl::DestinationKey& server, const ipvsctl::ServiceKey& service,
                     const Naming& naming);

/// Which protocol's names the ports of a service and of its servers have; a mark's have none.
std::optional<ipvsctl::Protocol> protocol_of(const ipvsctl::ServiceKey& key);

/// "wlc (flag-1) persistent 300 mask 255.255.255.0 pe sip ops": what stands behind a service.
std::string settings_text(const ipvsctl::ipvs::ListedService& service);

/// The names of the scheduler's flags with commas between them; of sh and mh those that have a name
/// there.
std::string flags_text(const ipvsctl::ServiceSettings& settings);

}  // namespace ipvsadm
