// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/read_config.hpp"

#include "lvsd/config/collisions.hpp"
#include "lvsd/config/quoted.hpp"
#include "lvsd/config/read_director.hpp"
#include "lvsd/config/read_servers.hpp"
#include "lvsd/config/read_vips.hpp"

namespace lvsd {
namespace {

void check_included(const Json& root, Findings& findings)
{
  for (const std::string& key : main_file_keys())
    if (const Json* value = member(root, key))
      findings.error_at_key(*value, in_quotes(key) +
                                        " belongs into the main file; an included one has "
                                        "\"vips\", \"services\" and \"include\"");
}

class ConfigReader {
public:
  ConfigReader(const std::deque<Document>& documents, const Reading& reading)
      : documents_(documents), main_(documents.front().root), reading_(reading)
  {
  }

  Config read(const ReadServices& read_services);

private:
  void read_addresses();
  void read_masquerade_of(const Json& element);

  const std::deque<Document>& documents_;
  const Json& main_;
  const Reading& reading_;
  Config config_;
  VipTable vips_;
  std::map<ipvsctl::Masquerade, const Json*> masquerades_;
};

Config ConfigReader::read(const ReadServices& read_services)
{
  for (std::size_t i = 1; i < documents_.size(); ++i)
    check_included(documents_[i].root, reading_.findings);
  const Json* director = member(main_, "director");
  if (director != nullptr) config_.director = read_director(*director, reading_);
  read_addresses();
  const Json* defaults = member(main_, "defaults");
  if (defaults != nullptr) check_defaults(*defaults, reading_);
  std::vector<ReadService> services = read_services({vips_, defaults, most_servers});
  check_collisions(services, reading_.findings);
  check_director(services, config_.director, director, reading_.findings);
  // A server that could not be read would look as if it were not there, or as one by NAT.
  if (reading_.findings.errors() == 0) {
    check_forwarding(services, config_.director, reading_);
    check_advertised_routes(config_.director, director, reading_);
    check_served(services, reading_.findings);
  }
  config_.vips = std::move(vips_.vips);
  for (ReadService& service : services)
    config_.services.push_back(std::move(service.config));
  return std::move(config_);
}

void ConfigReader::read_addresses()
{
  if (!reading_.all_files) vips_.miss_some();
  for (const Document& document : documents_) {
    const Json* vips = member(document.root, "vips");
    if (vips != nullptr && !vips->is_array()) vips_.miss_some();
    for (const Json* vip : elements_of(vips))
      vips_.read(*vip, reading_);
  }
  for (const Json* element : elements_of(member(main_, "masquerade")))
    read_masquerade_of(*element);
}

void ConfigReader::read_masquerade_of(const Json& element)
{
  const auto masquerade = read_masquerade(element, reading_);
  if (!masquerade) return;
  const auto [first, is_new] = masquerades_.emplace(*masquerade, &element);
  if (is_new)
    config_.masquerades.push_back(*masquerade);
  else
    reading_.findings.error(element,
                            "the masquerading of " + to_string(*masquerade) + " is given twice",
                            *first->second);
}

}  // namespace

const std::vector<std::string>& main_file_keys()
{
  static const std::vector<std::string> keys{"director", "masquerade", "defaults"};
  return keys;
}

Config read_config(const std::deque<Document>& documents, const Reading& reading,
                   const ReadServices& read_services)
{
  return ConfigReader(documents, reading).read(read_services);
}

}  // namespace lvsd
