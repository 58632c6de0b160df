// SPDX-License-Identifier: GPL-2.0-or-later
// The commands that the daemon carries out.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>
#include <vector>

#include "cli/lvsctl/client.hpp"
#include "cli/lvsctl/commands.hpp"
#include "cli/lvsctl/print_status.hpp"
#include "cli/lvsctl/report.hpp"
#include "cli/lvsctl/terminal.hpp"
#include "libipvsctl/sysctl/parameters.hpp"
#include "lvsd/config/suggest.hpp"

namespace lvsctl {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

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

/// The servers that are meant, as the daemon sees them.
std::vector<json> chosen_servers(const Options& options, const ServerChoice& choice)
{
  std::vector<json> chosen;
  const json status = asked_status(options, choice.service);
  for (const json& service : status["services"])
    for (const json& server : service["servers"]) {
      const std::string endpoint = server["address"];
      const std::string name = server["name"];
      if (choice.server == name || choice.server == endpoint ||
          endpoint.starts_with(choice.server + ":") ||
          endpoint.starts_with("[" + choice.server + "]:"))
        chosen.push_back(server);
    }
  return chosen;
}

/// The same once what was asked for is done, of which nothing that goes wrong here is a failure.
std::vector<json> chosen_servers_if_answered(const Options& options, const ServerChoice& choice)
{
  try {
    return chosen_servers(options, choice);
  } catch (const std::exception&) {
    return {};
  }
}

/// The connections of those that are draining; none where no server is any more.
std::optional<std::uint64_t> connections_left(const Options& options, const ServerChoice& choice)
{
  std::optional<std::uint64_t> left;
  for (const json& server : chosen_servers(options, choice))
    if (server["state"] == "draining")
      left = left.value_or(0) + server["active"].get<std::uint64_t>() +
             server["inactive"].get<std::uint64_t>();
  return left;
}

/// The same, with a restart of the daemon waited out.
std::optional<std::uint64_t> connections_left_in_time(const Options& options,
                                                      const ServerChoice& choice)
{
  const auto give_up = std::chrono::steady_clock::now() + 30s;
  for (;;) {
    try {
      return connections_left(options, choice);
    } catch (const NotServed&) {
      if (std::chrono::steady_clock::now() > give_up) throw;
    }
    std::this_thread::sleep_for(500ms);
  }
}

bool is_drained(const json& server)
{
  return server["state"] == "draining" || server["state"] == "drained";
}

/// Waits until the connections are gone, and tells on a terminal how many there are.
void wait_until_drained(const Options& options, const ServerChoice& choice)
{
  const bool shown = isatty(STDERR_FILENO) == 1;
  while (const auto left = connections_left_in_time(options, choice)) {
    if (shown) fmt::print(stderr, "\r\033[K{}: {}", choice.server, counted(*left, "connection"));
    std::this_thread::sleep_for(500ms);
  }
  if (shown) fmt::print(stderr, "\r\033[K");
}

/// Without this parameter the kernel goes on giving a server of weight 0 the clients that it knows.
bool known_clients_come_back()
{
  return ipvsctl::sysctl::has_value("net/ipv4/vs/expire_quiescent_template", "0");
}

void tell_who_comes_back(const Options& options, const ServerChoice& choice)
{
  if (!known_clients_come_back()) return;
  for (const json& server : chosen_servers_if_answered(options, choice))
    if (const auto clients = server["persistent"].get<std::uint64_t>(); clients != 0)
      fmt::print(stderr,
                 "{}: persistence brings {} back to it; \"director\": {{\"ipvs\": "
                 "{{\"expire_quiescent_template\": true}}}} sends them elsewhere\n",
                 server["address"].get<std::string>(), counted(clients, "client"));
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
    return std::string(error.what()) + "\n";
  }
}

}  // namespace

int status(const Options& options, const std::string& service, bool watch)
{
  std::string view = status_view(options, service);
  while (watch) {
    const auto room = room_of_standard_output();
    fmt::print("{}", room ? redrawn(cut_to(*room, view)) : view);
    std::fflush(stdout);
    std::this_thread::sleep_for(2s);
    view = view_or_absence(options, service);
  }
  fmt::print("{}", view);
  return 0;
}

int reload(const Options& options)
{
  return print_outcome(document_of(ask(options.socket(), "POST", "/v1/reload", "")), options);
}

int drain(const Options& options, const ServerChoice& choice, bool wait)
{
  const int result = ask_for_change(options, "/v1/drain", body_for(choice));
  if (result == 0) tell_who_comes_back(options, choice);
  if (wait && result == 0) wait_until_drained(options, choice);
  return result;
}

int undrain(const Options& options, const ServerChoice& choice)
{
  return ask_for_change(options, "/v1/undrain", body_for(choice));
}

int weight(const Options& options, const ServerChoice& choice, std::optional<std::uint32_t> weight)
{
  json body = body_for(choice);
  body["weight"] = weight ? json(*weight) : json(nullptr);
  const int result = ask_for_change(options, "/v1/weight", body);
  for (const json& server : chosen_servers_if_answered(options, choice))
    if (result == 0 && weight && is_drained(server))
      fmt::print(stderr, "{} is drained: it has this weight after lvsctl undrain\n",
                 server["address"].get<std::string>());
  if (result == 0 && weight == 0) tell_who_comes_back(options, choice);
  return result;
}

}  // namespace lvsctl
