// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/considered_here.hpp"

#include "libipvsctl/kernel/linux_kernel.hpp"
#include "lvsd/reconcile/reconciler.hpp"

namespace lvsctl {
namespace {

using namespace lvsd;

/// For a look that writes nothing.
class ReadOnlyRecord : public ForgivingRecord {
public:
  using ForgivingRecord::ForgivingRecord;

  void save(const Record&) override {}
};

}  // namespace

Decision considered_here(const Config& config, const Options& options, const TellOfLoss& tell)
{
  ipvsctl::LinuxKernel kernel;
  ReadOnlyRecord record(options.runtime_directory, Forgive::damage, tell);
  Reconciler reconciler(kernel, record);
  const Overrides said =
      forgiving_load(OverridesFile(options.state_directory), Forgive::damage, tell);
  return reconciler.consider(config, following(config, said), whole_scope(config), Clock::now());
}

}  // namespace lvsctl
