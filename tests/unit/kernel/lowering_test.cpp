// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/kernel/lowering.hpp"

#include "libipvsctl/plan/make_plan.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;

namespace {

const ServiceKey web = *parse_service_key("tcp 192.0.2.10:80");
const ServiceKey mail = *parse_service_key("tcp 192.0.2.10:25");

DestinationKey server(std::size_t number)
{
  return {*parse_ip_address("10.0." + std::to_string(number / 250) + "." +
                            std::to_string(1 + number % 250)),
          80};
}

AddService adding(const ServiceKey& key, const std::string& scheduler)
{
  AddService step{key, {}};
  step.settings.scheduler = scheduler;
  return step;
}

void fill(Plan& plan, const ServiceKey& key, std::size_t count)
{
  for (std::size_t i = 0; i < count; ++i)
    plan.push_back(AddDestination{key, server(i), {}});
}

/// All steps one after the other, with nothing in between.
std::vector<Part> plainly(const Plan& plan)
{
  std::vector<Part> parts;
  for (std::size_t i = 0; i < plan.size(); ++i)
    parts.push_back({i, Form::as_said});
  return parts;
}

}  // namespace

TEST_CASE("a step is one request")
{
  Plan plan{adding(web, "mh")};
  fill(plan, web, 3);
  plan.push_back(EditDestination{mail, server(0), {}, {}});
  plan.push_back(RemoveService{mail});
  CHECK(lower(plan) == plainly(plan));
}

TEST_CASE("a big new service is held without a scheduler while its servers come")
{
  const std::size_t count = worth_holding("mh");
  Plan plan{adding(mail, "mh"), adding(web, "mh")};
  fill(plan, mail, 1);
  fill(plan, web, count);
  std::vector<Part> parts = plainly(plan);
  parts.insert(parts.begin() + 3, Part{1, Form::hold});
  parts.push_back({1, Form::release});
  CHECK(lower(plan) == parts);
}

TEST_CASE("a service is released while the kernel still gives it its scheduler")
{
  Plan plan{adding(web, "mh")};
  fill(plan, web, most_held("mh") + 10);
  std::vector<Part> parts = plainly(plan);
  parts.insert(parts.begin() + 1, Part{0, Form::hold});
  parts.insert(parts.end() - 10, Part{0, Form::release});
  CHECK(lower(plan) == parts);
}

TEST_CASE("how many servers make a service big depends on its scheduler")
{
  for (const char* scheduler : {"mh", "wrr", "rr", "wlc"}) {
    INFO(scheduler);
    const std::size_t count = worth_holding(scheduler);
    Plan plan{adding(web, scheduler)};
    fill(plan, web, count - 1);
    CHECK(lower(plan) == plainly(plan));
    plan.push_back(AddDestination{web, server(count), {}});
    CHECK(lower(plan).size() == plan.size() + 2);
  }
}

TEST_CASE("a service that has no scheduler to begin with is not held")
{
  Plan plan{adding(web, "none")};
  fill(plan, web, 3000);
  CHECK(lower(plan) == plainly(plan));
}

TEST_CASE("a service that runs gets another scheduler while its clients wait")
{
  EditService edit{web, {}, {}};
  edit.from.scheduler = "rr";
  CHECK(lower(Plan{edit}) == std::vector{Part{0, Form::exchange}});
  edit.to.scheduler = "rr";
  CHECK(lower(Plan{edit}) == plainly({edit}));
}

TEST_CASE("a running service that grows is not held: it would lose new connections")
{
  Plan plan;
  fill(plan, web, 3000);
  CHECK(lower(plan) == plainly(plan));
}

TEST_CASE("a service of which the plan wants more than servers is left to the plan")
{
  Plan edited{adding(web, "mh")};
  fill(edited, web, 3000);
  edited.push_back(EditService{web, {}, {}});
  CHECK(lower(edited) == plainly(edited));

  Plan removed{adding(web, "mh")};
  fill(removed, web, 3000);
  removed.push_back(RemoveService{web});
  removed.push_back(adding(web, "rr"));
  CHECK(lower(removed) == plainly(removed));
}

TEST_CASE("services that grow by turns are each held from their first server to their last")
{
  Plan plan{adding(web, "mh"), adding(mail, "mh")};
  for (std::size_t i = 0; i < 100; ++i) {
    plan.push_back(AddDestination{web, server(i), {}});
    plan.push_back(AddDestination{mail, server(i), {}});
  }
  const std::vector<Part> parts = lower(plan);
  REQUIRE(parts.size() == plan.size() + 4);
  CHECK(parts[2] == Part{0, Form::hold});
  CHECK(parts[4] == Part{1, Form::hold});
  CHECK(parts[parts.size() - 3] == Part{0, Form::release});
  CHECK(parts[parts.size() - 1] == Part{1, Form::release});
}
