// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "lvsd/daemon/options.hpp"
#include "lvsd/state/state_directory.hpp"
#include "tests/support/fake_kernel.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tests {

/// What a daemon needs around it: a kernel in memory, and a folder for its files.
struct DaemonPlace {
  TemporaryFolder folder;
  FakeKernel kernel;
  lvsd::RecordFile record{folder.path};
  lvsd::OverridesFile overrides{folder.path};
  lvsd::Options options;
};

}  // namespace tests
