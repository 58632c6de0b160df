// SPDX-License-Identifier: GPL-2.0-or-later
// The one source that includes valijson, which takes long to compile.
#include "lvsd/config/schema_check.hpp"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace lvsd {

struct SchemaCheck::Parsed {
  valijson::Schema schema;
};

Json without_patterns(Json schema)
{
  if (schema.is_object() && schema.contains("pattern") && schema["pattern"].is_string())
    schema.erase("pattern");
  for (Json& part : schema)
    if (part.is_structured()) part = without_patterns(std::move(part));
  return schema;
}

SchemaCheck::SchemaCheck(const Json& schema) : parsed_(std::make_unique<Parsed>())
{
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(valijson::adapters::NlohmannJsonAdapter(schema), parsed_->schema);
}

SchemaCheck::~SchemaCheck() = default;

bool SchemaCheck::fits(const Json& document) const
{
  return valijson::Validator().validate(parsed_->schema,
                                        valijson::adapters::NlohmannJsonAdapter(document), nullptr);
}

}  // namespace lvsd
