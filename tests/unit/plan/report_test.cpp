// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/plan/report.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl;

namespace {

const ServiceKey web = *parse_service_key("tcp 192.0.2.10:80");
const ServiceKey dns = *parse_service_key("udp 192.0.2.10:53");
const DestinationKey server = *parse_destination_key("10.0.0.1:80");

Failure failure(Step step)
{
  return {std::move(step), std::make_error_code(std::errc::no_such_file_or_directory), "why"};
}

}  // namespace

TEST_CASE("a server that was refused with its new service is not told apart")
{
  const auto told = causes({failure(AddService{web, {}}), failure(AddDestination{web, server, {}}),
                            failure(AddDestination{dns, server, {}})});
  REQUIRE(told.size() == 2);
  CHECK(std::get<AddService>(told[0].step).service == web);
  CHECK(std::get<AddDestination>(told[1].step).service == dns);
}

TEST_CASE("a server that was refused by itself is told")
{
  CHECK(causes({failure(AddDestination{web, server, {}})}).size() == 1);
  CHECK(causes({}).empty());
}
