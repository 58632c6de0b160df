// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/control/request.hpp"

#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace lvsd {
namespace {

using nlohmann::json;

constexpr std::uint32_t largest_weight = 2147483647;

/// The members of a body, each of which has to be one of the known.
class Body {
public:
  Body(const std::string& text, const std::set<std::string>& known)
      : members_(json::parse(text.empty() ? "{}" : text))
  {
    if (!members_.is_object()) throw Refusal{400, "the body must be a JSON object"};
    for (const auto& [key, value] : members_.items())
      if (!known.contains(key)) throw Refusal{400, "unknown member \"" + key + "\""};
  }

  std::string text(const char* key) const
  {
    if (!members_.contains(key)) return {};
    const json& value = members_.at(key);
    if (!value.is_string()) throw Refusal{400, "\"" + std::string(key) + "\" must be a string"};
    return value.get<std::string>();
  }

  /// An empty one is a client's unset variable, and must not mean all there are.
  std::string service() const
  {
    const std::string service = text("service");
    if (service.empty() && members_.contains("service"))
      throw Refusal{400, "\"service\" is empty: leave it out for every service"};
    return service;
  }

  std::string server() const
  {
    const std::string server = text("server");
    if (server.empty()) throw Refusal{400, "\"server\" is missing: a name or an address"};
    return server;
  }

  bool now() const
  {
    const json value = members_.value("now", json(false));
    if (!value.is_boolean()) throw Refusal{400, "\"now\" must be true or false"};
    return value.get<bool>();
  }

  std::optional<std::uint32_t> weight() const
  {
    if (!members_.contains("weight"))
      throw Refusal{400, "\"weight\" is missing: a number, or null to take it back"};
    const json& value = members_.at("weight");
    if (value.is_null()) return {};
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > largest_weight)
      throw Refusal{400, "\"weight\" must be a whole number from 0 to 2147483647"};
    return value.get<std::uint32_t>();
  }

private:
  json members_;
};

Request get_status(const HttpRequest& request)
{
  const auto service = request.query.find("service");
  return GetStatus{service == request.query.end() ? "" : service->second};
}

Request post_drain(const HttpRequest& request)
{
  const Body body(request.body, {"server", "service", "now"});
  return PostDrain{body.server(), body.service(), false, body.now()};
}

Request post_undrain(const HttpRequest& request)
{
  const Body body(request.body, {"server", "service"});
  return PostDrain{body.server(), body.service(), true, false};
}

Request post_weight(const HttpRequest& request)
{
  const Body body(request.body, {"server", "service", "weight"});
  return PostWeight{body.server(), body.service(), body.weight()};
}

struct Route {
  const char* method;
  const char* path;
  std::function<Request(const HttpRequest&)> parse;
};

const std::vector<Route>& routes()
{
  static const std::vector<Route> all{
      {"GET", "/v1/status", get_status},
      {"GET", "/v1/plan", [](const auto&) { return GetPlan{}; }},
      {"GET", "/v1/names", [](const auto&) { return GetNames{}; }},
      {"POST", "/v1/reload", [](const auto&) { return PostReload{}; }},
      {"POST", "/v1/drain", post_drain},
      {"POST", "/v1/undrain", post_undrain},
      {"POST", "/v1/weight", post_weight},
  };
  return all;
}

std::variant<Request, Refusal> parsed(const HttpRequest& request, const Route& route)
{
  if (request.method != route.method)
    return Refusal{405, std::string(route.path) + " takes " + route.method + " alone"};
  try {
    return route.parse(request);
  } catch (const Refusal& refusal) {
    return refusal;
  } catch (const json::exception&) {
    return Refusal{400, "the body is not JSON"};
  }
}

}  // namespace

std::variant<Request, Refusal> parse_request(const HttpRequest& request)
{
  std::string known;
  for (const Route& route : routes()) {
    if (request.path == route.path) return parsed(request, route);
    known += std::string(" ") + route.path;
  }
  return Refusal{404, "there is no " + request.path + "; there are" + known};
}

bool is_change(const Request& request)
{
  return std::holds_alternative<PostReload>(request) ||
         std::holds_alternative<PostDrain>(request) || std::holds_alternative<PostWeight>(request);
}

}  // namespace lvsd
