// SPDX-License-Identifier: GPL-2.0-or-later
// Holds the schema of --json and what is printed together.
#include <functional>
#include <limits>
#include <set>

#include "cli/ipvsadm/listing/table_json.hpp"
#include "lvsd/config/schema_check.hpp"
#include "schemas/schemas.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_state.hpp"

namespace {

using namespace ipvsctl;
using ipvsadm::Connection;
using ipvsadm::Everything;
using Json = nlohmann::ordered_json;

const lvsd::Json& schema()
{
  static const auto parsed = lvsd::Json::parse(lvsd::schemas().at("ipvsadm"));
  return parsed;
}

std::vector<Connection> some_connections()
{
  return {*ipvsadm::read_connection("IP  C0A80104 0000 00000007 0000 C0A8010A 0000 NONE 45"),
          *ipvsadm::read_connection("UDP 2001:0db8:0000:0000:0000:0000:0000:0001 13C4 "
                                    "2001:0db8:0000:0000:0000:0000:0000:0002 13C4 0A000001 13C5 "
                                    "NONE 45 sip a84b4c76e66710@pc33")};
}

ipvs::ListedService listed(const ServiceKey& key, const Service& service)
{
  ipvs::ListedService listed{key, service.settings, {}, {}};
  listed.counters.bytes_in = std::numeric_limits<std::int64_t>::max();
  for (const auto& [server, settings] : service.destinations)
    listed.destinations.push_back({server, settings, {}});
  return listed;
}

Everything everything_of(const KernelState& state)
{
  Everything everything{.info = {0x010201, 4096},
                        .services = {},
                        .timeouts = {{TimeoutKind::tcp, std::chrono::seconds(900)},
                                     {TimeoutKind::tcp_fin, std::chrono::seconds(120)},
                                     {TimeoutKind::udp, std::chrono::seconds(300)}},
                        .sync_daemons = state.sync_daemons,
                        .connections = some_connections()};
  for (const auto& [key, service] : state.ipvs)
    everything.services.push_back(listed(key, service));
  return everything;
}

/// Adds the names of all keys anywhere in `document`.
void add_keys(std::set<std::string>& keys, const Json& document)
{
  if (document.is_object())
    for (const auto& [key, value] : document.items())
      keys.insert(key);
  if (document.is_structured())
    for (const Json& part : document)
      add_keys(keys, part);
}

/// The names of all properties that are described anywhere in `part` of the schema.
void add_properties(std::set<std::string>& names, const lvsd::Json& part)
{
  if (part.is_object() && part.contains("properties"))
    for (const auto& [name, property] : part["properties"].items())
      names.insert(name);
  if (part.is_structured())
    for (const lvsd::Json& child : part)
      add_properties(names, child);
}

}  // namespace

TEST_CASE("whatever is in a table, its document fits the schema, and has all that is in it")
{
  const lvsd::SchemaCheck check(schema());
  std::mt19937 random(20261122);
  std::set<std::string> keys;
  for (int i = 0; i < 200; ++i) {
    const Json document = document_of(everything_of(tests::random_state(random)));
    add_keys(keys, document);
    INFO(document.dump(2));
    REQUIRE(check.fits(lvsd::Json::parse(document.dump())));
  }
  std::set<std::string> properties;
  add_properties(properties, schema());
  CHECK(keys == properties);
}

TEST_CASE("a document with a key that is not in the schema, or without one that is, does not fit")
{
  const lvsd::SchemaCheck check(schema());
  const auto document = lvsd::Json::parse(document_of(everything_of({})).dump());
  REQUIRE(check.fits(document));
  for (const auto& [key, value] : document.items()) {
    INFO(key);
    auto less = document;
    less.erase(key);
    CHECK(check.fits(less) == (key == "connections"));
  }
  auto more = document;
  more["more"] = 1;
  CHECK_FALSE(check.fits(more));
}

TEST_CASE("every property of the schema is described")
{
  const std::function<void(const lvsd::Json&)> look = [&](const lvsd::Json& part) {
    if (part.is_object() && part.contains("properties"))
      for (const auto& [name, property] : part["properties"].items()) {
        INFO(name);
        CHECK((property.contains("description") || property.contains("$ref") ||
               property.contains("title")));
      }
    if (part.is_structured())
      for (const lvsd::Json& child : part)
        look(child);
  };
  look(schema());
}
