// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/load.hpp"

#include "lvsd/config/collisions.hpp"
#include "lvsd/config/documents.hpp"
#include "lvsd/config/quoted.hpp"
#include "lvsd/config/read_director.hpp"
#include "lvsd/config/read_servers.hpp"
#include "lvsd/config/read_service.hpp"
#include "lvsd/config/read_vips.hpp"
#include "lvsd/config/schema_check.hpp"
#include "lvsd/config/schema_explain.hpp"
#include "schemas/schemas.hpp"

namespace lvsd {
namespace {

/// Tells what does not fit the schema, in our words.
void check_schema(const std::deque<Document>& documents, Findings& findings)
{
  static const Json schema = Json::parse(schemas().at("lvsd"));
  static const SchemaCheck check(without_patterns(schema));
  for (const Document& document : documents) {
    if (document.root.is_discarded() || check.fits(document.root)) continue;
    const std::size_t before = findings.errors();
    explain_misfits(document.root, schema, findings);
    if (findings.errors() == before)
      findings.error(document.root, "this does not fit the schema that \"lvsctl schema\" prints");
  }
}

/// An included file adds VIPs and services; the rest is one for all and stands in the main file.
void check_included(const Json& root, Findings& findings)
{
  for (const char* key : {"director", "masquerade", "defaults"})
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

  Config read();

private:
  void read_addresses();
  void read_masquerade_of(const Json& element);
  void read_services();

  const std::deque<Document>& documents_;
  const Json& main_;
  const Reading& reading_;
  Config config_;
  VipTable vips_;
  std::map<ipvsctl::Masquerade, const Json*> masquerades_;
  std::vector<ReadService> services_;
};

Config ConfigReader::read()
{
  for (std::size_t i = 1; i < documents_.size(); ++i)
    check_included(documents_[i].root, reading_.findings);
  const Json* director = member(main_, "director");
  if (director != nullptr) config_.director = read_director(*director, reading_);
  read_addresses();
  read_services();
  check_collisions(services_, reading_.findings);
  check_director(services_, config_.director, director, reading_.findings);
  // A server that could not be read would look as if it were not there.
  if (reading_.findings.errors() == 0) check_served(services_, reading_.findings);
  config_.vips = std::move(vips_.vips);
  for (ReadService& service : services_)
    config_.services.push_back(std::move(service.config));
  return std::move(config_);
}

void ConfigReader::read_addresses()
{
  for (const Document& document : documents_)
    for (const Json* vip : elements_of(member(document.root, "vips")))
      vips_.read(*vip, reading_);
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

void ConfigReader::read_services()
{
  ServiceContext context{vips_, member(main_, "defaults"), most_servers};
  if (context.defaults != nullptr) check_defaults(*context.defaults, reading_);
  for (const Document& document : documents_)
    for (const Json* service : elements_of(member(document.root, "services"))) {
      if (reading_.findings.full()) return;
      services_.push_back(read_service(*service, context, reading_));
      context.room -= services_.back().config.servers.size();
    }
}

}  // namespace

LoadResult load_config(FileReader& files, const std::string& path, const Environment& environment)
{
  Findings findings;
  const std::deque<Document> documents = read_documents(files, path, findings);
  LoadResult result;
  for (const Document& document : documents)
    result.files.push_back(document.file);
  check_schema(documents, findings);
  Config config;
  // With so much wrong, what could still be read is not worth the time.
  if (!documents.empty() && !findings.full())
    config = ConfigReader(documents, {environment, findings}).read();
  if (findings.errors() == 0) result.config = std::move(config);
  result.problems = findings.located(documents);
  return result;
}

}  // namespace lvsd
