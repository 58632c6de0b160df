// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/kernel/lowering.hpp"

#include <limits>
#include <map>

#include "libipvsctl/model/mh.hpp"

namespace ipvsctl {
namespace {

/// What the steps do to a service that they add.
struct Growth {
  std::size_t added_by = 0;
  std::size_t servers = 0;
  std::size_t first_server = 0;
  std::size_t last_held = 0;
  std::size_t most_held = 0;
  bool only_grows = true;
};

using Growths = std::map<ServiceKey, Growth>;

/// Looks through the steps for what becomes of new services.
class Census {
public:
  Growths take(std::span<const Step> steps)
  {
    for (at_ = 0; at_ < steps.size(); ++at_)
      std::visit(*this, steps[at_]);
    return std::move(growths_);
  }

  void operator()(const AddService& step)
  {
    const auto [growth, is_new] = growths_.try_emplace(
        step.service, Growth{.added_by = at_, .most_held = most_held(step.settings.scheduler)});
    if (!is_new) growth->second.only_grows = false;
  }
  void operator()(const AddDestination& step)
  {
    const auto found = find(step.service);
    if (found == growths_.end()) return;
    Growth& growth = found->second;
    if (growth.servers++ == 0) growth.first_server = at_;
    if (growth.servers <= growth.most_held) growth.last_held = at_;
  }
  void operator()(const EditService& step) { otherwise(step.service); }
  void operator()(const RemoveService& step) { otherwise(step.service); }
  void operator()(const auto&) {}

private:
  void otherwise(const ServiceKey& service)
  {
    const auto found = find(service);
    if (found != growths_.end()) found->second.only_grows = false;
  }

  /// The servers of one service stand together, so the last one found is mostly the next.
  Growths::iterator find(const ServiceKey& service)
  {
    if (last_ == growths_.end() || last_->first != service) last_ = growths_.find(service);
    return last_;
  }

  Growths growths_;
  Growths::iterator last_ = growths_.end();
  std::size_t at_ = 0;
};

bool is_held(const Growth& growth, std::span<const Step> steps)
{
  const auto& settings = std::get<AddService>(steps[growth.added_by]).settings;
  return growth.only_grows && growth.servers >= worth_holding(settings.scheduler);
}

Form form_of(const Step& step)
{
  const auto* const edit = std::get_if<EditService>(&step);
  return edit != nullptr && exchanges_scheduler(*edit) ? Form::exchange : Form::as_said;
}

}  // namespace

std::size_t most_held(const std::string& scheduler)
{
  return scheduler == "mh" ? places_of_mh : std::numeric_limits<std::size_t>::max();
}

std::size_t worth_holding(const std::string& scheduler)
{
  if (scheduler == "none") return std::numeric_limits<std::size_t>::max();
  // A hold itself takes some eight milliseconds. Filling a service took, as it comes and held, in
  // milliseconds on an emulated 6.1: mh with 32, 64, 256 and 1,024 servers 10/7, 22/12, 95/18 and
  // 427/41; wrr with 512 and 1,024 20/21 and 56/48; sh 23/21 and 35/33; rr and wlc with 1,024
  // 23/34 and 26/36.
  return scheduler == "mh" ? 64 : 512;
}

std::vector<Part> lower(std::span<const Step> steps)
{
  std::map<std::size_t, Part> before;
  std::map<std::size_t, Part> after;
  for (const auto& [service, growth] : Census().take(steps)) {
    if (!is_held(growth, steps)) continue;
    before[growth.first_server] = {growth.added_by, Form::hold};
    after[growth.last_held] = {growth.added_by, Form::release};
  }
  std::vector<Part> parts;
  parts.reserve(steps.size() + 2 * before.size());
  for (std::size_t at = 0; at < steps.size(); ++at) {
    if (const auto hold = before.find(at); hold != before.end()) parts.push_back(hold->second);
    parts.push_back({at, form_of(steps[at])});
    if (const auto release = after.find(at); release != after.end())
      parts.push_back(release->second);
  }
  return parts;
}

std::ostream& operator<<(std::ostream& out, const Part& part)
{
  static const char* const names[]{"as said", "exchange", "hold", "release"};
  return out << "step " << part.step << " " << names[static_cast<std::size_t>(part.form)];
}

}  // namespace ipvsctl
