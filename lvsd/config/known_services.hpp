// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lvsd/config/config.hpp"
#include "lvsd/config/environment.hpp"

namespace lvsd {

/// Services that were read the last time, with nothing to tell of them, by their texts: where a
/// few of thousands have changed, the others need not be read again.
class KnownServices {
public:
  struct Service {
    ServiceConfig config;
    std::size_t values = 0;  ///< JSON values in its text
  };

  /// Begins another reading. Forgets all services where `frames` (what the files say beside
  /// services) or `environment` are not those of the last time, as a service is read by them too.
  void begin(std::vector<std::string> frames, const Environment& environment);

  /// The service that such a text was; null where it is not known.
  const Service* find(std::string_view text);

  /// The reference holds until end().
  const Service& keep(std::string_view text, Service service);

  /// Forgets the services that were neither found nor kept since begin().
  void end();

private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const
    {
      return std::hash<std::string_view>()(text);
    }
  };
  struct Known {
    Service service;
    bool current = true;
  };

  std::vector<std::string> frames_;
  Environment environment_;
  std::unordered_map<std::string, Known, Hash, std::equal_to<>> services_;
};

}  // namespace lvsd
