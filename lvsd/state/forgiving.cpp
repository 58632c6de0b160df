// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/state/forgiving.hpp"

#include <exception>
#include <system_error>
#include <utility>

namespace lvsd {
namespace {

/// What `load` gives, or nothing.
template <class Load>
auto forgiving(Forgive what, const TellOfLoss& tell, const char* loss, Load load)
    -> decltype(load())
{
  try {
    return load();
  } catch (const std::exception& error) {
    const bool is_unread = dynamic_cast<const std::system_error*>(&error) != nullptr;
    if (is_unread && what == Forgive::damage) throw;
    tell(std::string(loss) + ": " + error.what());
    return {};
  }
}

}  // namespace

ForgivingRecord::ForgivingRecord(const std::string& directory, Forgive what, TellOfLoss tell)
    : RecordFile(directory), what_(what), tell_(std::move(tell))
{
}

Record ForgivingRecord::load()
{
  return forgiving(what_, tell_,
                   "what an earlier run made and the config no longer has is left alone",
                   [&] { return RecordFile::load(); });
}

Overrides forgiving_load(const OverridesFile& file, Forgive what, const TellOfLoss& tell)
{
  return forgiving(what, tell, "what operators said of servers is lost",
                   [&] { return file.load(); });
}

}  // namespace lvsd
