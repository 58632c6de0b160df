// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <utility>

#include "lvsd/state/forgiving.hpp"

namespace lvsctl {

/// The record of the runtime directory, for a look that writes nothing.
class ReadOnlyRecord : public lvsd::RecordKeeper {
public:
  /// A damaged file is told by `tell`, and is an empty record.
  ReadOnlyRecord(const std::string& directory, lvsd::TellOfLoss tell)
      : file_(directory, lvsd::Forgive::damage, std::move(tell))
  {
  }

  lvsd::Record load() override { return file_.load(); }
  void save(const lvsd::Record&) override {}

private:
  lvsd::ForgivingRecord file_;
};

}  // namespace lvsctl
