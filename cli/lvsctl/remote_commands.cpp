// SPDX-License-Identifier: GPL-2.0-or-later
// The commands that the daemon carries out.
#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>
#include <vector>

#include "cli/lvsctl/chosen_servers.hpp"
#include "cli/lvsctl/client.hpp"
#include "cli/lvsctl/commands.hpp"
#include "cli/lvsctl/pause.hpp"
#include "cli/lvsctl/print_status.hpp"
#include "cli/lvsctl/report.hpp"
#include "cli/lvsctl/terminal.hpp"
#include "cli/lvsctl/transient_line.hpp"
#include "lvsd/config/suggest.hpp"

namespace lvsctl {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using Clock = std::chrono::steady_clock;

std::chrono::milliseconds since(Clock::time_point begin)
{
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
}

json asked_status(const Options& options, const std::string& service)
{
  const std::string query = service.empty() ? "" : "?service=" + escaped(service);
  return document_of(ask(options.socket(), "GET", "/v1/status" + query, ""));
}

json body_for(const ServerChoice& choice)
{
  json body{{"server", choice.server}};
  if (!choice.service.empty()) body["service"] = choice.service;
  return body;
}

int ask_for_change(const Options& options, const std::string& path, const json& body)
{
  const Answer answer = ask(options.socket(), "POST", path, body.dump());
  return print_outcome(document_of(answer), options);
}

/// How far a drain has come.
struct Draining {
  std::optional<std::uint64_t> left;  ///< connections; none where no server is draining any more
  std::string undone;                 ///< why a server is not out of service, and will not be
  std::chrono::milliseconds took{};   ///< the answer
};

Draining asked_draining(const Options& options, const ServerChoice& choice)
{
  Draining draining;
  const auto servers = chosen_servers(asked_status(options, choice.service), choice.server);
  if (servers.empty())
    draining.undone = "the config has it no more: lvsctl status shows what is left";
  for (const ChosenServer& one : servers) {
    const std::string state = one.server.at("state");
    if (state == "draining")
      draining.left = draining.left.value_or(0) + one.server.at("active").get<std::uint64_t>() +
                      one.server.at("inactive").get<std::uint64_t>();
    else if (state != "drained")
      draining.undone = "somebody brought it back meanwhile, in service `" + one.service + "`";
  }
  return draining;
}

/// The same, with a restart of the daemon waited out.
Draining ask_in_time(const Options& options, const ServerChoice& choice)
{
  const auto give_up = Clock::now() + 30s;
  for (;;) {
    const auto asked = Clock::now();
    try {
      Draining draining = asked_draining(options, choice);
      draining.took = since(asked);
      return draining;
    } catch (const NotServed&) {
      if (Clock::now() > give_up) throw;
    }
    std::this_thread::sleep_for(500ms);
  }
}

bool is_drained(const json& server)
{
  return server["state"] == "draining" || server["state"] == "drained";
}

/// Waits until the connections are gone, and tells on a terminal how many there are.
///
/// Throws std::runtime_error where a server is in service again.
void wait_until_drained(const Options& options, const ServerChoice& choice)
{
  TransientLine line;
  for (;;) {
    const auto [left, undone, took] = ask_in_time(options, choice);
    if (!undone.empty()) throw std::runtime_error(choice.server + " is not drained: " + undone);
    if (!left) break;
    line.draw(choice.server + ": " + counted(*left, "connection"));
    std::this_thread::sleep_for(pause_after(took, 500ms));
  }
}

void tell_who_is_drained(const json& status, const std::string& server)
{
  for (const ChosenServer& one : chosen_servers(status, server))
    if (is_drained(one.server))
      fmt::print(stderr, "{} is drained: it has this weight after lvsctl undrain\n",
                 one.server.at("address").get<std::string>());
}

/// Tells how the servers are once what was asked for is done, and what else there is to tell; of
/// which nothing that goes wrong here is a failure.
template <class Tell>
void tell_of(const Options& options, const ServerChoice& choice, Tell tell)
{
  try {
    const json status = asked_status(options, choice.service);
    if (!options.json) fmt::print("{}", how_they_are(status, choice.server));
    tell(status);
  } catch (const std::exception&) {
  }
}

[[noreturn]] void throw_no_service(const Options& options, const std::string& service)
{
  std::vector<std::string> names;
  const json status = asked_status(options, "");
  for (const json& one : status["services"])
    names.push_back(one["name"]);
  throw std::runtime_error("the config has no service `" + service + "`" +
                           lvsd::did_you_mean(service, names));
}

std::string status_view(const Options& options, const std::string& service)
{
  const json status = asked_status(options, service);
  if (!service.empty() && status["services"].empty()) throw_no_service(options, service);
  if (options.json) return status.dump(2) + "\n";
  const auto room = room_of_standard_output();
  return status_text(status, standard_output_is_coloured(), room ? room->columns : 0);
}

/// Whoever watches sees a restart of the daemon through.
std::string view_or_absence(const Options& options, const std::string& service)
{
  try {
    return status_view(options, service);
  } catch (const NotServed& error) {
    if (!options.json) return std::string(error.what()) + "\n";
    fmt::print(stderr, "lvsctl: {}\n", error.what());
    return {};
  }
}

}  // namespace

int status(const Options& options, const std::string& service, bool watch)
{
  auto asked = Clock::now();
  std::string view = status_view(options, service);
  while (watch) {
    const auto took = since(asked);
    const auto room = room_of_standard_output();
    fmt::print("{}", room ? redrawn(cut_to(*room, view)) : view);
    std::fflush(stdout);
    std::this_thread::sleep_for(pause_after(took, 2s));
    asked = Clock::now();
    view = view_or_absence(options, service);
  }
  fmt::print("{}", view);
  return 0;
}

int reload(const Options& options)
{
  return print_outcome(document_of(ask(options.socket(), "POST", "/v1/reload", "")), options);
}

int drain(const Options& options, const ServerChoice& choice, bool now, bool wait)
{
  json body = body_for(choice);
  if (now) body["now"] = true;
  const int result = ask_for_change(options, "/v1/drain", body);
  if (result != 0) return result;
  tell_of(options, choice, [&](const json& status) {
    fmt::print(stderr, "{}", who_comes_back(status, choice.server));
  });
  std::fflush(stdout);
  if (wait) wait_until_drained(options, choice);
  return result;
}

int undrain(const Options& options, const ServerChoice& choice)
{
  const int result = ask_for_change(options, "/v1/undrain", body_for(choice));
  if (result == 0 && !options.json) tell_of(options, choice, [](const json&) {});
  return result;
}

int weight(const Options& options, const ServerChoice& choice, std::optional<std::uint32_t> weight)
{
  json body = body_for(choice);
  body["weight"] = weight ? json(*weight) : json(nullptr);
  const int result = ask_for_change(options, "/v1/weight", body);
  const bool silent = options.json && !weight;
  if (result != 0 || silent) return result;
  tell_of(options, choice, [&](const json& status) {
    if (weight) tell_who_is_drained(status, choice.server);
    if (weight == 0U) fmt::print(stderr, "{}", who_comes_back(status, choice.server));
  });
  return result;
}

}  // namespace lvsctl
