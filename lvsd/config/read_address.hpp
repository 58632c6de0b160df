// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "libipvsctl/model/ip_address.hpp"
#include "lvsd/config/field.hpp"

namespace lvsd {

/// What an address is for, which decides on the kinds of addresses that will not do.
enum class AddressUse {
  vip,      ///< on an interface of ours: no loopback
  service,  ///< what clients connect to
  server,   ///< the kernel refuses what it cannot route to a single host
};

/// An address and how many of its bits name the network.
struct Prefix {
  ipvsctl::IpAddress address;
  std::uint8_t length = 0;
};

/// An address; tells what is wrong with it.
std::optional<ipvsctl::IpAddress> read_address(const Json& value, AddressUse use,
                                               Findings& findings);

/// "192.0.2.10/24", of at least `least` bits; the whole address where no length is given.
std::optional<Prefix> read_prefix(const Json& value, unsigned least, Findings& findings);

/// Tells where `address` is of a kind that will not do; returns whether it does.
bool check_use(const Json& value, const ipvsctl::IpAddress& address, AddressUse use,
               Findings& findings);

/// "IPv4" or "IPv6".
const char* name_of(ipvsctl::Family family);

/// How many bits a mask such as "255.255.255.0" has; none where it is no such mask.
std::optional<std::uint8_t> parse_netmask(const std::string& text);

/// An interface's name; tells where it cannot be one, and warns where there is none of that name.
std::optional<std::string> read_interface(const Json& object, const Reading& reading);

}  // namespace lvsd
