// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "lvsd/config/config.hpp"
#include "lvsd/config/field.hpp"
#include "lvsd/config/plain_servers.hpp"
#include "lvsd/config/read_vips.hpp"

namespace lvsd {

/// A service, and the places that other services may collide with.
struct ReadService {
  ServiceConfig config;
  const Json* place = nullptr;
  const Json* name_place = nullptr;
  std::vector<const Json*> match_places;  ///< of each of config.matches
  const Json* mark_place = nullptr;       ///< of config.mark
  bool identified =
      true;  ///< what it is told apart by could be read, and does not contradict itself
  bool forwards_known = true;  ///< that of each server could be read
};

/// What services have in common.
struct ServiceContext {
  const VipTable& vips;
  const Json* defaults = nullptr;  ///< the object "defaults", if there is one
  std::size_t room = 0;            ///< how many servers may still come
};

/// An element of a list "services", and the servers that were taken out of it.
ReadService read_service(const Json& service, const std::vector<PlainServer>& plain,
                         const ServiceContext& context, const Reading& reading);

/// Tells what is wrong with the object "defaults" whatever service takes it.
void check_defaults(const Json& defaults, const Reading& reading);

/// `service "web"`, or what to call one whose name is missing or wrong.
std::string called(const ServiceConfig& service);

/// The families that the clients of a service speak.
std::set<ipvsctl::Family> families_of(const ServiceConfig& service);

}  // namespace lvsd
