// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "libipvsctl/ipvs/listing.hpp"

namespace tests {

inline ipvsctl::ServiceKey key(const std::string& text)
{
  return *ipvsctl::parse_service_key(text);
}

/// A service with the settings that go without saying.
inline ipvsctl::ipvs::ListedService service(
    const std::string& name, std::vector<ipvsctl::ipvs::ListedDestination> servers = {})
{
  ipvsctl::ipvs::ListedService listed;
  listed.key = key(name);
  listed.settings = ipvsctl::default_settings(family_of(listed.key));
  listed.destinations = std::move(servers);
  return listed;
}

/// A server by its text form, with these settings.
inline ipvsctl::ipvs::ListedDestination server(const std::string& name,
                                               const ipvsctl::DestinationSettings& settings = {
                                                   .tunnel = {}})
{
  return {*ipvsctl::parse_destination_key(name), settings, {}};
}

}  // namespace tests
