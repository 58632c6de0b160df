// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "lvsd/desired/record.hpp"

namespace lvsd {

/// Where the record outlives the process.
class RecordKeeper {
public:
  virtual ~RecordKeeper() = default;

  /// The record of the last run; an empty one where there was none in this boot.
  ///
  /// Throws std::runtime_error where there is one that cannot be read.
  virtual Record load() = 0;

  /// Throws std::system_error where it cannot be written; the old one then still stands.
  virtual void save(const Record& record) = 0;
};

}  // namespace lvsd
