// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>

#include "lvsd/state/state_directory.hpp"

namespace lvsd {

/// What cannot be read of an earlier run must not keep a director from serving: it is told, in a
/// sentence with the file, and counts as nothing.
using TellOfLoss = std::function<void(const std::string& sentence)>;

enum class Forgive {
  damage,      ///< a file that is not what lvsd writes; one that cannot be read is an error
  everything,  ///< also a file that cannot be read, now or by this user
};

/// What an earlier run made and the config no longer has is foreign where the record is lost.
class ForgivingRecord : public RecordFile {
public:
  ForgivingRecord(const std::string& directory, Forgive what, TellOfLoss tell);

  /// Throws what is not forgiven.
  Record load() override;

private:
  Forgive what_;
  TellOfLoss tell_;
};

/// What the operators said in an earlier run. Throws what is not forgiven.
Overrides forgiving_load(const OverridesFile& file, Forgive what, const TellOfLoss& tell);

}  // namespace lvsd
