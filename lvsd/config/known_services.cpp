// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/known_services.hpp"

namespace lvsd {

namespace {

/// Whether a service is read alike in both.
bool are_alike(const Environment& a, const Environment& b)
{
  return a.more_schedulers == b.more_schedulers && a.interfaces == b.interfaces;
}

}  // namespace

void KnownServices::begin(std::vector<std::string> frames, const Environment& environment)
{
  if (frames != frames_ || !are_alike(environment, environment_)) services_.clear();
  frames_ = std::move(frames);
  environment_ = environment;
  for (auto& [text, known] : services_)
    known.current = false;
}

const KnownServices::Service* KnownServices::find(std::string_view text)
{
  const auto found = services_.find(text);
  if (found == services_.end()) return nullptr;
  found->second.current = true;
  return &found->second.service;
}

const KnownServices::Service& KnownServices::keep(std::string_view text, Service service)
{
  return services_.emplace(text, Known{std::move(service)}).first->second.service;
}

void KnownServices::end()
{
  std::erase_if(services_, [](const auto& entry) { return !entry.second.current; });
}

}  // namespace lvsd
