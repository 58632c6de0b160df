// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/control/request.hpp"

#include "tests/support/catch.hpp"

using namespace lvsd;

namespace {

Request accepted(const HttpRequest& request)
{
  const auto outcome = parse_request(request);
  REQUIRE(std::holds_alternative<Request>(outcome));
  return std::get<Request>(outcome);
}

Refusal refused(const HttpRequest& request)
{
  const auto outcome = parse_request(request);
  REQUIRE(std::holds_alternative<Refusal>(outcome));
  return std::get<Refusal>(outcome);
}

HttpRequest post(const std::string& path, const std::string& body)
{
  return {"POST", path, {}, body};
}

}  // namespace

TEST_CASE("each request is read as what it asks for")
{
  CHECK(accepted({"GET", "/v1/status", {}, ""}) == Request{GetStatus{""}});
  CHECK(accepted({"GET", "/v1/status", {{"service", "web"}}, ""}) == Request{GetStatus{"web"}});
  CHECK(accepted({"GET", "/v1/plan", {}, ""}) == Request{GetPlan{}});
  CHECK(accepted({"GET", "/v1/names", {}, ""}) == Request{GetNames{}});
  CHECK(accepted(post("/v1/reload", "")) == Request{PostReload{}});
  CHECK(accepted(post("/v1/drain", R"({"server":"web1"})")) ==
        Request{PostDrain{"web1", "", false, false}});
  CHECK(accepted(post("/v1/drain", R"({"server":"web1","now":true})")) ==
        Request{PostDrain{"web1", "", false, true}});
  CHECK(accepted(post("/v1/undrain", R"({"server":"web1","service":"web"})")) ==
        Request{PostDrain{"web1", "web", true, false}});
  CHECK(accepted(post("/v1/weight", R"({"server":"web1","weight":0})")) ==
        Request{PostWeight{"web1", "", 0U}});
  CHECK(accepted(post("/v1/weight", R"({"server":"web1","weight":null})")) ==
        Request{PostWeight{"web1", "", {}}});
}

TEST_CASE("a request that is not right is refused with what would be")
{
  CHECK(refused({"GET", "/", {}, ""}).status == 404);
  CHECK(refused({"GET", "/v1/reload", {}, ""}) == Refusal{405, "/v1/reload takes POST alone"});
  CHECK(refused({"DELETE", "/v1/status", {}, ""}).status == 405);
  CHECK(refused(post("/v1/drain", "")) ==
        Refusal{400, "\"server\" is missing: a name or an address"});
  CHECK(refused(post("/v1/drain", "{")) == Refusal{400, "the body is not JSON"});
  CHECK(refused(post("/v1/drain", "[]")) == Refusal{400, "the body must be a JSON object"});
  CHECK(refused(post("/v1/drain", R"({"server":1})")) ==
        Refusal{400, "\"server\" must be a string"});
  CHECK(refused(post("/v1/drain", R"({"server":"a","weight":1})")) ==
        Refusal{400, "unknown member \"weight\""});
  CHECK(refused(post("/v1/drain", R"({"server":"a","now":1})")) ==
        Refusal{400, "\"now\" must be true or false"});
  CHECK(refused(post("/v1/undrain", R"({"server":"a","now":true})")) ==
        Refusal{400, "unknown member \"now\""});
  CHECK(refused(post("/v1/weight", R"({"server":"a"})")).status == 400);
  for (const char* weight : {"-1", "1.5", "2147483648", "\"1\"", "true", "99999999999999999999"})
    CHECK(refused(post("/v1/weight", R"({"server":"a","weight":)" + std::string(weight) + "}")) ==
          Refusal{400, "\"weight\" must be a whole number from 0 to 2147483647"});
  CHECK(refused(post("/v1/weight", "\xff\xfe{}")).status == 400);
}

TEST_CASE("a body nested without end is refused")
{
  CHECK(refused(post("/v1/drain", std::string(60000, '['))).status == 400);
}

TEST_CASE("reading is told from changing")
{
  CHECK_FALSE(is_change(GetStatus{}));
  CHECK_FALSE(is_change(GetPlan{}));
  CHECK_FALSE(is_change(GetNames{}));
  CHECK(is_change(PostReload{}));
  CHECK(is_change(PostDrain{}));
  CHECK(is_change(PostWeight{}));
}
