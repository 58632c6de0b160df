// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>

#include "lvsd/state/state_directory.hpp"

namespace lvsd {

/// What cannot be read of an earlier run must not keep a director from serving: it is told, in a
/// sentence with the file, and counts as nothing.
using TellOfLoss = std::function<void(const std::string& sentence)>;

/// What an earlier run made and the config no longer has is foreign where the record is lost.
class ForgivingRecord : public RecordFile {
public:
  ForgivingRecord(const std::string& directory, TellOfLoss tell);

  Record load() override;

private:
  TellOfLoss tell_;
};

/// What the operators said in an earlier run.
Overrides forgiving_load(const OverridesFile& file, const TellOfLoss& tell);

}  // namespace lvsd
