// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/load_whole.hpp"

#include <algorithm>

#include "lvsd/config/documents.hpp"
#include "lvsd/config/read_config.hpp"
#include "lvsd/config/schema_check.hpp"
#include "lvsd/config/schema_explain.hpp"
#include "schemas/schemas.hpp"

namespace lvsd {
namespace {

/// Whether a file is a list or a service where it should be an object that has them. All else that
/// could be said of it would be no help.
bool is_bare(const Json& root, const Json& known)
{
  if (root.is_array()) return true;
  if (member(root, "virtual") == nullptr && member(root, "servers") == nullptr) return false;
  return std::ranges::none_of(keys_of(root), [&](const std::string& key) {
    return key != "$schema" && known.contains(key);
  });
}

/// Tells what does not fit the schema, in our words.
void check_schema(const std::deque<Document>& documents, Findings& findings)
{
  static const Json schema = Json::parse(schemas().at("lvsd"));
  static const SchemaCheck check(without_patterns(schema));
  for (const Document& document : documents) {
    if (document.root.is_discarded() || check.fits(document.root)) continue;
    const std::size_t before = findings.errors();
    const bool is_main = &document == &documents.front();
    if (is_bare(document.root, schema["properties"]))
      findings.error(document.root,
                     document.root.is_array()
                         ? "expected an object, found a list; write { \"services\": [ ... ] }"
                         : "expected an object with services, found a service; write { "
                           "\"services\": [ { ... } ] }");
    else
      explain_misfits(document.root, schema, findings,
                      is_main ? std::vector<std::string>() : main_file_keys());
    if (findings.errors() == before)
      findings.error(document.root, "this does not fit the schema that \"lvsctl schema\" prints");
  }
}

std::vector<ReadService> services_of(const std::deque<Document>& documents, ServiceContext context,
                                     const Reading& reading)
{
  std::vector<ReadService> services;
  for (const Document& document : documents)
    for (const Json* service : elements_of(member(document.root, "services"))) {
      if (reading.findings.full()) return services;
      services.push_back(read_service(*service, {}, context, reading));
      context.room -= services.back().config.servers.size();
    }
  return services;
}

}  // namespace

LoadResult load_whole(FileReader& files, const std::string& path, const Environment& environment)
{
  Findings findings;
  const std::deque<Document> documents = read_documents(files, path, parse_whole, findings);
  const bool all_files = findings.errors() == 0;
  LoadResult result;
  for (const Document& document : documents)
    result.files.push_back(document.file);
  check_schema(documents, findings);
  Config config;
  // With so much wrong, what could still be read is not worth the time.
  if (!documents.empty() && !findings.full()) {
    const Reading reading{environment, findings, all_files};
    config = read_config(documents, reading, [&](const ServiceContext& context) {
      return services_of(documents, context, reading);
    });
  }
  if (findings.errors() == 0) result.config = std::move(config);
  result.problems = findings.located(documents);
  return result;
}

}  // namespace lvsd
