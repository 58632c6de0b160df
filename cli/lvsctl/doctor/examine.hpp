// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "cli/lvsctl/doctor/finding.hpp"
#include "cli/lvsctl/doctor/host.hpp"

namespace lvsctl::doctor {

/// What commonly breaks an LVS director and is so on this host; problems first.
Findings examine(const Host& host);

/// The parts of it; each appends to `findings`.
void examine_config(const Host& host, Findings& findings);     ///< lvsd, schedulers, clashes
void examine_routing(const Host& host, Findings& findings);    ///< forwarding, rp_filter, ways back
void examine_addresses(const Host& host, Findings& findings);  ///< VIPs, ARP
void examine_marks(const Host& host, Findings& findings);      ///< who marks what, masquerading
void examine_firewall(const Host& host, Findings& findings);   ///< chains that drop
void examine_load(const Host& host, Findings& findings);       ///< the connection table

/// "service `web`", or the kernel's words for a service that the config does not know.
std::string object_of(const Host& host, const ipvsctl::ServiceKey& service);

bool is_of_this_host(const Host& host, const ipvsctl::IpAddress& address);

/// The value of a kernel parameter, 0 where it is not known or not a number.
int number_of(const Host& host, const std::string& path);

/// The value that holds for an interface where the kernel takes the greater of "all" and its own:
/// rp_filter, arp_ignore, arp_announce (`what`).
int greater_of_all(const Host& host, const std::string& interface, const std::string& what);

}  // namespace lvsctl::doctor
