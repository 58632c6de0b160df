// SPDX-License-Identifier: GPL-2.0-or-later
// The one source that includes valijson, which takes long to compile.
#include "lvsd/config/schema_check.hpp"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace lvsd {
namespace {

Json without_patterns(Json schema)
{
  if (schema.is_object() && schema.contains("pattern") && schema["pattern"].is_string())
    schema.erase("pattern");
  for (Json& part : schema)
    if (part.is_structured()) part = without_patterns(std::move(part));
  return schema;
}

}  // namespace

bool fits_schema(const Json& document, const Json& schema)
{
  const Json checkable = without_patterns(schema);
  valijson::Schema parsed;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(valijson::adapters::NlohmannJsonAdapter(checkable), parsed);
  return valijson::Validator().validate(parsed, valijson::adapters::NlohmannJsonAdapter(document),
                                        nullptr);
}

}  // namespace lvsd
