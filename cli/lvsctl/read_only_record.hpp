// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "cli/lvsctl/report.hpp"
#include "lvsd/state/forgiving.hpp"

namespace lvsctl {

/// The record of the runtime directory, for a look that writes nothing.
class ReadOnlyRecord : public lvsd::RecordKeeper {
public:
  explicit ReadOnlyRecord(const std::string& directory) : file_(directory, print_loss) {}

  lvsd::Record load() override { return file_.load(); }
  void save(const lvsd::Record&) override {}

private:
  lvsd::ForgivingRecord file_;
};

}  // namespace lvsctl
