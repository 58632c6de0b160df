// SPDX-License-Identifier: GPL-2.0-or-later
// What our own thinking costs, with no kernel: 100,000 servers, from JSON text to a plan. Another
// number of services than 6,250, of 16 servers each, is taken from LVSD_BENCH_SERVICES.
#include <cstdlib>
#include <string>

#include "libipvsctl/plan/make_plan.hpp"
#include "lvsd/config/json_text.hpp"
#include "lvsd/config/schema_check.hpp"
#include "lvsd/desired/decide.hpp"
#include "lvsd/desired/wanted.hpp"
#include "schemas/schemas.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_files.hpp"

using namespace ipvsctl;
using namespace lvsd;

namespace {

constexpr unsigned servers_each = 16;

unsigned service_count()
{
  const char* given = std::getenv("LVSD_BENCH_SERVICES");
  return given == nullptr ? 6'250U : static_cast<unsigned>(std::stoul(given));
}

std::string address(unsigned first, unsigned number)
{
  return std::to_string(first) + "." + std::to_string(number >> 16) + "." +
         std::to_string(number >> 8 & 255) + "." + std::to_string(number & 255);
}

std::string servers_text(unsigned service, unsigned weight)
{
  std::string text;
  for (unsigned i = 0; i < servers_each; ++i)
    text += (i == 0 ? "" : ",") + (R"({"address":")" + address(10, service * servers_each + i)) +
            R"(","weight":)" + std::to_string(weight) + "}";
  return text;
}

std::string service_text(unsigned number, unsigned weight)
{
  return R"({"name":"s)" + std::to_string(number) + R"(","virtual":{"address":")" +
         address(198, number) + R"(","protocol":"tcp","ports":[80]},"servers":[)" +
         servers_text(number, weight) + "]}";
}

std::string config_text(unsigned weight)
{
  std::string text = R"({"defaults":{"forward":"tunnel"},"services":[)";
  for (unsigned i = 0; i < service_count(); ++i)
    text += (i == 0 ? "" : ",") + service_text(i, weight);
  return text + "]}";
}

Config config_of(const std::string& text)
{
  const LoadResult result = tests::loaded(text);
  INFO(tests::told(result));
  REQUIRE(result.config);
  return *result.config;
}

KernelState state_with_weight(unsigned weight)
{
  return wanted_state(config_of(config_text(weight)), {}, {});
}

}  // namespace

TEST_CASE("reading a config")
{
  const std::string text = config_text(1);
  const Json document = parse_json_text(text)->value;
  const SchemaCheck schema(without_patterns(Json::parse(schemas().at("lvsd"))));
  REQUIRE(schema.fits(document));
  REQUIRE(config_of(text).services.size() == service_count());

  BENCHMARK("parse")
  {
    return parse_json_text(text);
  };
  BENCHMARK("validate by the schema")
  {
    return schema.fits(document);
  };
  BENCHMARK("load: parse, validate, read and look for collisions")
  {
    return tests::loaded(text);
  };
}

TEST_CASE("deciding on a config")
{
  const Config config = config_of(config_text(1));
  const KernelState state = wanted_state(config, {}, {});
  const Record nothing_known;
  const Scope scope;
  const auto decided = [&] {
    return decide({config, {}, nothing_known, scope, state, {}, Clock::time_point{}});
  };
  REQUIRE(decided().plan.empty());

  BENCHMARK("desired")
  {
    return wanted_state(config, {}, {});
  };
  BENCHMARK("decide, where nothing is to be done")
  {
    return decided();
  };
}

TEST_CASE("planning")
{
  const KernelState before = state_with_weight(1);
  const KernelState after = state_with_weight(2);
  REQUIRE(make_plan(before, before).empty());
  REQUIRE(make_plan(before, {}).size() == service_count() * (servers_each + 1));
  REQUIRE(make_plan(after, before).size() == service_count() * servers_each);

  BENCHMARK("plan with nothing to do")
  {
    return make_plan(before, before);
  };
  BENCHMARK("plan from empty")
  {
    return make_plan(before, {});
  };
  BENCHMARK("plan with every weight changed")
  {
    return make_plan(after, before);
  };
}
