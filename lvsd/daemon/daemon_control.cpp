// SPDX-License-Identifier: GPL-2.0-or-later
// What the daemon answers on its control socket.
#include <fmt/chrono.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <set>

#include "lvsd/control/names_json.hpp"
#include "lvsd/control/plan_json.hpp"
#include "lvsd/control/problem_json.hpp"
#include "lvsd/control/status_json.hpp"
#include "lvsd/daemon/daemon.hpp"
#include "lvsd/version.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;
using nlohmann::json;

std::string text_of(std::chrono::system_clock::time_point time)
{
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                     fmt::gmtime(std::chrono::floor<std::chrono::seconds>(time)));
}

HttpResponse reply(unsigned status, const json& document)
{
  return {status, document.dump(-1, ' ', false, json::error_handler_t::replace) + "\n"};
}

HttpResponse refusal(unsigned status, const std::string& message)
{
  return reply(status, {{"error", message}});
}

const char* const not_permitted =
    "you may not change anything here: be root or a member of group lvsd-admin";
const char* const not_known = "you may not ask here: be root or a member of group lvsd";

}  // namespace

HttpResponse Daemon::handle(const HttpRequest& request, const Peer& peer)
{
  const Access access = access_of(peer, access_);
  if (access == Access::none) return refusal(403, not_known);
  const auto parsed = parse_request(request);
  if (const auto* refused = std::get_if<Refusal>(&parsed))
    return refusal(refused->status, refused->message);
  const Request& wanted = std::get<Request>(parsed);
  if (is_change(wanted) && access != Access::change) return refusal(403, not_permitted);
  try {
    return answer(wanted);
  } catch (const std::exception& error) {
    return refusal(500, error.what());
  }
}

HttpResponse Daemon::answer(const Request& request)
{
  struct Answer {
    Daemon& daemon;
    HttpResponse operator()(const GetStatus& asked) const
    {
      return reply(200, daemon.status(asked.service));
    }
    HttpResponse operator()(const GetPlan&) const { return daemon.plan(); }
    HttpResponse operator()(const GetNames&) const
    {
      return reply(200, names_json(daemon.config()));
    }
    HttpResponse operator()(const PostReload&) const { return daemon.reload(); }
    HttpResponse operator()(const PostDrain& asked) const
    {
      return daemon.override_servers(asked.server, asked.service, [&](Override& said) {
        said.drain = !asked.undo;
        said.at_once = asked.at_once;
      });
    }
    HttpResponse operator()(const PostWeight& asked) const
    {
      return daemon.override_servers(asked.server, asked.service,
                                     [&](Override& said) { said.weight = asked.weight; });
    }
  };
  return std::visit(Answer{*this}, request);
}

HttpResponse Daemon::plan()
{
  const LoadedConfig loaded = load_();
  json document{{"errors", problems_json(loaded.problems, Problem::Severity::error)},
                {"warnings", problems_json(loaded.problems, Problem::Severity::warning)}};
  if (!loaded.config) return reply(422, document);
  const Decision decision =
      reconciler_.consider(*loaded.config, following(*loaded.config, overrides_),
                           whole_scope(*loaded.config), Clock::now());
  document.update(plan_json(decision.plan, names_of(*loaded.config, decision.record.marks)));
  return reply(200, document);
}

HttpResponse Daemon::override_servers(const std::string& server, const std::string& service,
                                      const std::function<void(Override&)>& change)
{
  const auto servers = find_servers(config_, server, service);
  if (servers.empty()) return refusal(404, why_no_server(config_, server, service));
  Overrides overrides = overrides_;
  for (const ServerId& id : servers) {
    change(overrides[id]);
    if (says_nothing(overrides[id])) overrides.erase(id);
  }
  overrides = following(config_, std::move(overrides));
  overrides_file_.save(overrides);
  overrides_ = std::move(overrides);
  look(Reason::request);
  json document = turn_json(last_turn_);
  document["servers"] = json::array();
  std::set<std::string> services;
  for (const ServerId& id : servers) {
    document["servers"].push_back({{"service", id.service}, {"server", to_string(id.server)}});
    services.insert(id.service);
  }
  // What the kernel refuses elsewhere is not the answer to this request: the status tells it.
  std::erase_if(document["refused"].get_ref<json::array_t&>(), [&](const json& refused) {
    return !services.contains(refused.value("service", ""));
  });
  document["steps"] = document["carried_out"].get<std::size_t>() + document["refused"].size();
  return reply(200, document);
}

/// What came of the last reload: of the turn that it led to, or that it led to none.
HttpResponse Daemon::reload_reply() const
{
  const bool refused = has_errors(last_reload_.problems);
  LastTurn none;
  none.reason = Reason::reload;
  none.at = last_reload_.at;
  json document = turn_json(refused ? none : last_turn_);
  document["errors"] = problems_json(last_reload_.problems, Problem::Severity::error);
  document["warnings"] = problems_json(last_reload_.problems, Problem::Severity::warning);
  return reply(refused ? 422 : 200, document);
}

json Daemon::turn_json(const LastTurn& turn) const
{
  json document{
      {"reason", to_string(turn.reason)}, {"at", text_of(turn.at)},
      {"took_ms", turn.took.count()},     {"steps", turn.steps},
      {"carried_out", turn.carried_out},  {"refused", failures_json(turn.failures, names())}};
  if (!turn.error.empty()) document["error"] = turn.error;
  return document;
}

json Daemon::config_json() const
{
  return {{"file", config_file_},
          {"read", text_of(last_reload_.at)},
          {"in_force", !has_errors(last_reload_.problems)},
          {"on_stop", config_.director.on_stop == OnStop::keep ? "keep" : "release"},
          {"errors", problems_json(last_reload_.problems, Problem::Severity::error)},
          {"warnings", problems_json(last_reload_.problems, Problem::Severity::warning)}};
}

json Daemon::status(const std::string& service)
{
  IpvsMeasurements measured;
  Scope scope = whole_scope(config_);
  scope.sysctls.emplace(quiescent_parameter, "");
  const KernelState observed = kernel_.observe_and_measure(scope, measured);
  json document = status_json(
      {config_, overrides_, reconciler_.record(), observed, measured, Clock::now()}, service);
  document["version"] = version;
  document["pid"] = getpid();
  document["started"] = text_of(started_);
  document["config"] = config_json();
  document["last_turn"] = turn_json(last_turn_);
  document["refused"] = failures_json(turn_log_.refused(), names());
  document["drift"] = {{"count", drifts_}, {"last", last_drift_}};
  document["next_look_ms"] = until_next_look().count();
  return document;
}

}  // namespace lvsd
