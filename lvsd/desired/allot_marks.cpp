// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/allot_marks.hpp"

#include <set>

namespace lvsd {
namespace {

/// FNV-1a over 64 bits, which is the same on every machine and in every version.
std::uint64_t hash_of(const std::string& name)
{
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char byte : name)
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  return hash;
}

class Allotment {
public:
  explicit Allotment(const MarkRange& range) : range_(range) {}

  void give(const std::string& name, std::uint32_t mark)
  {
    marks_[name] = mark;
    taken_.insert(mark);
  }

  bool is_free(std::uint32_t mark) const
  {
    return mark >= range_.first && mark <= range_.last && !taken_.contains(mark);
  }

  void give_any(const std::string& name)
  {
    const std::uint64_t size = std::uint64_t{range_.last} - range_.first + 1;
    const std::uint64_t start = hash_of(name) % size;
    for (std::uint64_t i = 0; i < size; ++i) {
      const auto mark = static_cast<std::uint32_t>(range_.first + (start + i) % size);
      if (is_free(mark)) return give(name, mark);
    }
  }

  Marks take() && { return std::move(marks_); }
  bool has(const std::string& name) const { return marks_.contains(name); }

private:
  MarkRange range_;
  Marks marks_;
  std::set<std::uint32_t> taken_;
};

}  // namespace

Marks allot_marks(const Config& config, const Marks& before)
{
  Allotment allotment(config.director.marks);
  for (const ServiceConfig& service : config.services)
    if (service.mark) allotment.give(service.name, *service.mark);
  for (const ServiceConfig& service : config.services) {
    const auto kept = before.find(service.name);
    const bool asks = !service.mark && !is_plain(service);
    if (asks && kept != before.end() && allotment.is_free(kept->second))
      allotment.give(service.name, kept->second);
  }
  for (const ServiceConfig& service : config.services)
    if (!is_plain(service) && !allotment.has(service.name)) allotment.give_any(service.name);
  return std::move(allotment).take();
}

}  // namespace lvsd
