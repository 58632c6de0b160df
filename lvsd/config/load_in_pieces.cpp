// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/load_in_pieces.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "lvsd/config/documents.hpp"
#include "lvsd/config/json_text.hpp"
#include "lvsd/config/pieces.hpp"
#include "lvsd/config/plain_json.hpp"
#include "lvsd/config/read_config.hpp"
#include "lvsd/config/schema_rules.hpp"
#include "lvsd/config/syntax.hpp"
#include "schemas/schemas.hpp"

namespace lvsd {
namespace {

/// Thrown where a config is to be read as a whole.
struct ReadWhole {};

void expect(bool holds)
{
  if (!holds) throw ReadWhole{};
}

const Json& schema()
{
  static const Json schema = Json::parse(schemas().at("lvsd"));
  return schema;
}

/// How deep a service stands in a file: in the root's list.
constexpr std::size_t depth_of_service = 2;

/// In the place of all that a service could be told of.
const Json nowhere;

ReadService placed_nowhere(ServiceConfig config)
{
  const std::size_t matches = config.matches.size();
  return {std::move(config), &nowhere, &nowhere, std::vector<const Json*>(matches, &nowhere),
          &nowhere};
}

ParsedService parsed_service(std::string_view text)
{
  if (auto plain = parse_plain_service(text, deepest_nesting - depth_of_service))
    return std::move(*plain);
  auto parsed = parse_json_text(text, depth_of_service);
  expect(parsed.has_value());
  return {std::move(*parsed), {}};
}

class PieceReader {
public:
  PieceReader(const Environment& environment, KnownServices* known)
      : known_(known), reading_{environment, findings_}
  {
  }

  LoadResult load(FileReader& files, const std::string& path);

private:
  void parse(Document& document);
  std::vector<ReadService> services_of(const std::deque<Document>& documents,
                                       ServiceContext context);
  ReadService service_of(std::string_view text, ServiceContext& context);
  KnownServices::Service read(std::string_view text, const ServiceContext& context);
  void count(std::size_t values);

  KnownServices* known_;
  Findings findings_;
  Reading reading_;
  std::vector<std::string> frames_;
  std::size_t values_ = 0;
};

LoadResult PieceReader::load(FileReader& files, const std::string& path)
{
  const auto documents = read_documents(
      files, path, [&](Document& document, Findings&) { parse(document); }, findings_);
  expect(findings_.none());
  if (known_ != nullptr) known_->begin(std::move(frames_), reading_.environment);
  LoadResult result;
  result.config = read_config(documents, reading_, [&](const ServiceContext& context) {
    return services_of(documents, context);
  });
  expect(findings_.none());
  if (known_ != nullptr) known_->end();
  for (const Document& document : documents)
    result.files.push_back(document.file);
  return result;
}

/// Makes the frame the document's root.
void PieceReader::parse(Document& document)
{
  static const SchemaRules rules(schema(), "");
  Pieces pieces = cut(document.text);
  auto frame = parse_json_text(pieces.frame);
  expect(frame && !frame->duplicate_keys && is_frame_of(frame->value, pieces.services.size()));
  count(frame->values - pieces.services.size());
  if (!pieces.services.empty()) frame->value["services"].clear();
  expect(rules.fit(frame->value));
  document.root = std::move(frame->value);
  document.services = std::move(pieces.services);
  frames_.push_back(std::move(pieces.frame));
}

std::vector<ReadService> PieceReader::services_of(const std::deque<Document>& documents,
                                                  ServiceContext context)
{
  std::vector<ReadService> services;
  for (const Document& document : documents)
    for (const std::string_view text : document.services)
      services.push_back(service_of(text, context));
  return services;
}

ReadService PieceReader::service_of(std::string_view text, ServiceContext& context)
{
  const KnownServices::Service* known = known_ == nullptr ? nullptr : known_->find(text);
  KnownServices::Service fresh;
  if (known == nullptr) {
    fresh = read(text, context);
    known = known_ == nullptr ? &fresh : &known_->keep(text, std::move(fresh));
  }
  count(known->values);
  expect(known->config.servers.size() <= context.room);
  context.room -= known->config.servers.size();
  return placed_nowhere(known == &fresh ? std::move(fresh.config) : known->config);
}

KnownServices::Service PieceReader::read(std::string_view text, const ServiceContext& context)
{
  static const SchemaRules rules(schema(), "/definitions/service");
  const ParsedService parsed = parsed_service(text);
  expect(!parsed.json.duplicate_keys && rules.fit(parsed.json.value));
  ReadService service = read_service(parsed.json.value, parsed.servers, context, reading_);
  expect(findings_.none());
  return {std::move(service.config), parsed.json.values};
}

/// A file may have so many values, and all its pieces together no more.
void PieceReader::count(std::size_t values)
{
  values_ += values;
  expect(values_ <= most_values);
}

}  // namespace

std::optional<LoadResult> load_in_pieces(FileReader& files, const std::string& path,
                                         const Environment& environment, KnownServices* known)
{
  try {
    return PieceReader(environment, known).load(files, path);
  } catch (const ReadWhole&) {
    return {};
  }
}

}  // namespace lvsd
