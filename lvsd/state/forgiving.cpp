// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/state/forgiving.hpp"

#include <exception>
#include <utility>

namespace lvsd {

ForgivingRecord::ForgivingRecord(const std::string& directory, TellOfLoss tell)
    : RecordFile(directory), tell_(std::move(tell))
{
}

Record ForgivingRecord::load()
{
  try {
    return RecordFile::load();
  } catch (const std::exception& error) {
    tell_("what an earlier run made and the config no longer has is left alone: " +
          std::string(error.what()));
    return {};
  }
}

Overrides forgiving_load(const OverridesFile& file, const TellOfLoss& tell)
{
  try {
    return file.load();
  } catch (const std::exception& error) {
    tell("what operators said of servers is lost: " + std::string(error.what()));
    return {};
  }
}

}  // namespace lvsd
