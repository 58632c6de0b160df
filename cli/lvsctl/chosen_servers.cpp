// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/chosen_servers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "cli/lvsctl/terminal.hpp"
#include "libipvsctl/model/duration.hpp"
#include "lvsd/desired/names.hpp"

namespace lvsctl {
namespace {

using nlohmann::json;

/// Lines that a terminal shows at once.
constexpr std::size_t lines_at_most = 20;

bool is_chosen(const json& server, const std::string& choice)
{
  const std::string endpoint = server.at("address");
  const auto key = ipvsctl::parse_destination_key(endpoint);
  return key && lvsd::is_meant(choice, server.at("name").get<std::string>(), *key);
}

std::string how_it_is(const json& server)
{
  const std::string state = server.at("state");
  const auto connections =
      server.at("active").get<std::uint64_t>() + server.at("inactive").get<std::uint64_t>();
  if (state == "draining") return state + ", " + counted(connections, "connection") + " left";
  const json& weight = server.at("weight");
  return weight.is_null() ? state : state + ", weight " + weight.dump();
}

}  // namespace

std::vector<ChosenServer> chosen_servers(const json& status, const std::string& server)
{
  std::vector<ChosenServer> chosen;
  for (const json& service : status.at("services"))
    for (const json& one : service.at("servers"))
      if (is_chosen(one, server))
        chosen.push_back(
            {service.at("name"), std::chrono::seconds(service.value("persistence", 0)), one});
  return chosen;
}

std::string how_they_are(const json& status, const std::string& server)
{
  const auto chosen = chosen_servers(status, server);
  const std::size_t shown = std::min(chosen.size(), lines_at_most);
  std::string text;
  for (const ChosenServer& one : std::span(chosen).first(shown))
    text += fmt::format("{} of service `{}`: {}\n", one.server.at("address").get<std::string>(),
                        one.service, how_it_is(one.server));
  if (chosen.size() > shown)
    text += fmt::format("and {} more (lvsctl status)\n", chosen.size() - shown);
  return text;
}

std::string who_comes_back(const json& status, const std::string& server)
{
  // A daemon of before an upgrade does not say, nor of what time a service has.
  if (status.value("expire_quiescent_template", json()) != false) return {};
  std::string text;
  for (const ChosenServer& one : chosen_servers(status, server))
    if (const auto clients = one.server.at("persistent").get<std::uint64_t>(); clients != 0)
      text += fmt::format("{}: persistence of service `{}` ({}) brings {} back to it\n",
                          one.server.at("address").get<std::string>(), one.service,
                          ipvsctl::duration_text(one.persistence), counted(clients, "client"));
  if (!text.empty())
    text +=
        "\"director\": {\"ipvs\": {\"expire_quiescent_template\": true}} sends such clients "
        "elsewhere\n";
  return text;
}

}  // namespace lvsctl
