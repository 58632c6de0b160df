// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/reconcile/ownership.hpp"

#include <set>

namespace lvsd {
namespace {

using namespace ipvsctl;

/// What the steps of a plan that matter here are about.
struct Subjects {
  std::set<ServiceKey> services;
  AddressSet addresses;

  void operator()(const RemoveService& step) { services.insert(step.service); }
  void operator()(const AddAddress& step) { addresses.insert(step.address); }
  void operator()(const RemoveAddress& step) { addresses.insert(step.address); }
  void operator()(const ReplaceAddress& step) { addresses.insert(step.to); }
  template <class Other>
  void operator()(const Other&)
  {
  }
};

class Noting {
public:
  Noting(Record& record, Subjects refused) : record_(record), refused_(std::move(refused)) {}

  void operator()(const RemoveService& step)
  {
    if (!refused_.services.contains(step.service)) note(record_.services.erase(step.service) != 0);
  }
  void operator()(const AddAddress& step)
  {
    if (!refused_.addresses.contains(step.address)) add(step.address);
  }
  void operator()(const RemoveAddress& step)
  {
    if (!refused_.addresses.contains(step.address)) remove(step.address);
  }
  void operator()(const ReplaceAddress& step)
  {
    if (refused_.addresses.contains(step.to)) return;
    remove(step.from);
    add(step.to);
  }
  template <class Other>
  void operator()(const Other&)
  {
  }

  bool news() const { return news_; }

private:
  void note(bool is_new) { news_ = news_ || is_new; }
  void add(const FloatingAddress& address) { note(record_.addresses.insert(address).second); }
  void remove(const FloatingAddress& address) { note(record_.addresses.erase(address) != 0); }

  Record& record_;
  Subjects refused_;
  bool news_ = false;
};

}  // namespace

bool note_done(Record& record, const Plan& plan, const std::vector<Failure>& failures)
{
  Subjects refused;
  for (const Failure& failure : failures)
    std::visit(refused, failure.step);
  Noting noting(record, std::move(refused));
  for (const Step& step : plan)
    std::visit(noting, step);
  return noting.news();
}

}  // namespace lvsd
