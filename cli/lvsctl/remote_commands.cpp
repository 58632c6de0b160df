// SPDX-License-Identifier: GPL-2.0-or-later
// The commands that the daemon carries out.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/lvsctl/client.hpp"
#include "cli/lvsctl/commands.hpp"
#include "cli/lvsctl/print_status.hpp"
#include "cli/lvsctl/report.hpp"
#include "cli/lvsctl/terminal.hpp"

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

/// Whether the daemon says of any server that it was asked to drain that it still has connections.
bool is_draining(const Options& options, const ServerChoice& choice)
{
  const json status = asked_status(options, choice.service);
  for (const json& service : status["services"])
    for (const json& server : service["servers"]) {
      const std::string endpoint = server["address"];
      const std::string name = server["name"];
      const bool meant = choice.server == name || choice.server == endpoint ||
                         endpoint.starts_with(choice.server + ":") ||
                         endpoint.starts_with("[" + choice.server + "]:");
      if (meant && server["state"] == "draining") return true;
    }
  return false;
}

std::string status_view(const Options& options, const std::string& service)
{
  const json status = asked_status(options, service);
  if (!service.empty() && status["services"].empty())
    throw std::runtime_error("the config has no service `" + service + "`");
  return options.json ? status.dump(2) + "\n" : status_text(status, standard_output_is_coloured());
}

/// Whoever watches sees a restart of the daemon through.
std::string view_or_absence(const Options& options, const std::string& service)
{
  try {
    return status_view(options, service);
  } catch (const NotRunning& error) {
    return std::string(error.what()) + "\n";
  }
}

}  // namespace

int status(const Options& options, const std::string& service, bool watch)
{
  std::string view = status_view(options, service);
  while (watch) {
    fmt::print("{}", isatty(STDOUT_FILENO) == 1 ? redrawn(view) : view);
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
  while (wait && result == 0 && is_draining(options, choice))
    std::this_thread::sleep_for(500ms);
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
  return ask_for_change(options, "/v1/weight", body);
}

}  // namespace lvsctl
