// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/print_status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "cli/lvsctl/print_refusals.hpp"
#include "cli/lvsctl/problems.hpp"
#include "cli/lvsctl/terminal.hpp"

namespace lvsctl {
namespace {

using nlohmann::json;
using Rows = std::vector<std::vector<std::string>>;

class Printing {
public:
  Printing(const json& status, bool coloured, std::size_t columns)
      : status_(status), coloured_(coloured), columns_(columns)
  {
  }

  std::string text() const
  {
    // What is wrong comes first: of thousands of services a terminal shows the first ones.
    std::string text = head() + refused() + vips();
    for (const json& service : status_["services"])
      text += "\n" + service_text(service);
    return text + leaving() + routes() + foreign();
  }

private:
  std::string mark(Colour colour, const std::string& text) const
  {
    return in(colour, text, coloured_);
  }

  std::string head() const
  {
    const json& config = status_["config"];
    const json& turn = status_["last_turn"];
    std::string text =
        fmt::format("lvsd {}  {} (read {})\n", status_["version"].get<std::string>(),
                    config["file"].get<std::string>(), config["read"].get<std::string>());
    // A daemon of before an upgrade does not say.
    if (config.value("on_stop", "keep") == "release")
      text += "a stop or a restart takes everything away (on_stop: release)\n";
    if (!config["in_force"].get<bool>())
      text += mark(Colour::red, "the file is not in force, but the config of before:") + "\n";
    for (const lvsd::Problem& problem : problems_of(config))
      text += "  " + to_string(problem) + "\n";
    const std::size_t refusals = status_["refused"].size();
    text += fmt::format(
        "last turn {} ({}): {}, {}; drift put right {}\n", turn["at"].get<std::string>(),
        turn["reason"].get<std::string>(), counted(turn["steps"].get<std::size_t>(), "step"),
        mark(refusals == 0 ? Colour::none : Colour::red, fmt::format("{} refused", refusals)),
        counted(status_["drift"]["count"].get<std::size_t>(), "time"));
    if (turn.contains("error")) text += mark(Colour::red, turn["error"]) + "\n";
    return text;
  }

  std::string vips() const
  {
    if (status_["vips"].empty()) return "";
    Rows rows{{"VIP", "STATE", "ADDRESS", "INTERFACE", "LABEL"}};
    for (const json& vip : status_["vips"])
      rows.push_back({vip["name"], vip_state(vip), vip["address"], vip["interface"], vip["label"]});
    const auto text = [](const Rows& some) { return table(some, some.front().size(), ""); };
    if (!has_any(rows, "LABEL")) rows = without(std::move(rows), "LABEL");
    for (const char* const heading : {"LABEL", "INTERFACE"})
      if (!has_room_for(text(rows))) rows = without(std::move(rows), heading);
    return "\n" + text(rows);
  }

  std::string vip_state(const json& vip) const
  {
    if (!vip["present"].get<bool>()) return mark(Colour::red, "missing");
    // A daemon of before an upgrade does not say.
    return vip.value("foreign", false) ? mark(Colour::yellow, "up, made by others")
                                       : mark(Colour::green, "up");
  }

  /// Whether a column has anything in it beside its heading.
  static bool has_any(const Rows& rows, std::string_view heading)
  {
    const auto column = std::ranges::find(rows.front(), heading) - rows.front().begin();
    return std::any_of(rows.begin() + 1, rows.end(), [&](const auto& row) {
      return !row[static_cast<std::size_t>(column)].empty();
    });
  }

  static std::string joined(const json& texts)
  {
    std::string all;
    for (const json& text : texts)
      all += (all.empty() ? "" : ", ") + text.get<std::string>();
    return all;
  }

  std::string service_text(const json& service) const
  {
    std::string text = mark(Colour::bold, service["name"]);
    if (!service["virtual"].empty()) text += "  " + joined(service["virtual"]);
    if (service["virtual"] != service["kernel"]) text += "  [" + joined(service["kernel"]) + "]";
    text += "  " + service["settings"].get<std::string>();
    if (!service["present"].get<bool>()) text += "  " + mark(Colour::red, "missing");
    return text + "\n" + servers(service["servers"]);
  }

  std::string servers(const json& servers) const
  {
    Rows rows{{"SERVER", "NAME", "FORWARD", "STATE", "WEIGHT", "ACTIVE", "INACTIVE", "CONN/S",
               "IN B/S", "OUT B/S"}};
    for (const json& server : servers) {
      const json& rates = server["rates"];
      rows.push_back({server["address"], server["name"], server["forward"], state(server),
                      weight(server), number(server["active"]), number(server["inactive"]),
                      number(rates["connections"]), number(rates["bytes_in"]),
                      number(rates["bytes_out"])});
    }
    return fitting(std::move(rows));
  }

  static std::string drawn(const Rows& rows)
  {
    const auto& headings = rows.front();
    const auto weight = std::find(headings.begin(), headings.end(), "WEIGHT");
    return table(rows, static_cast<std::size_t>(weight - headings.begin()), "  ");
  }

  /// Whether no line of `text` is longer than the terminal is wide.
  bool has_room_for(std::string_view text) const
  {
    if (columns_ == 0) return true;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = text.find('\n', begin);
      if (columns_of(text.substr(begin, end - begin)) > columns_) return false;
      begin = end + 1;
    }
    return true;
  }

  bool fits(const Rows& rows) const { return has_room_for(drawn(rows)); }

  Rows cut(Rows rows) const
  {
    for (const char* const heading : {"FORWARD", "OUT B/S", "IN B/S", "INACTIVE", "CONN/S"})
      if (!fits(rows)) rows = without(std::move(rows), heading);
    return rows;
  }

  std::string fitting(Rows rows) const
  {
    const bool all_named =
        std::ranges::none_of(rows, [](const auto& row) { return row[1].empty(); });
    if (!has_any(rows, "NAME")) rows = without(std::move(rows), "NAME");
    const Rows narrow = cut(rows);
    if (fits(narrow)) return drawn(narrow);
    // A name says which server it is as well as an IPv6 address that leaves no room for the rest.
    return drawn(cut(without(rows, all_named ? "SERVER" : "NAME")));
  }

  std::string state(const json& server) const
  {
    const std::string state = server["state"];
    if (state == "up") return mark(Colour::green, state);
    if (state == "missing") return mark(Colour::red, state);
    if (state == "draining" && server.contains("seconds_left"))
      return mark(Colour::yellow, "draining" + time_left(server));
    return mark(Colour::yellow, state);
  }

  static std::string weight(const json& server)
  {
    if (server["weight"].is_null()) return "-";
    const auto now = server["weight"].get<std::uint64_t>();
    const auto configured = server["configured_weight"].get<std::uint64_t>();
    return now == configured ? std::to_string(now) : fmt::format("{} (of {})", now, configured);
  }

  static std::string number(const json& value) { return short_number(value.get<std::uint64_t>()); }

  static std::string time_left(const json& leaving)
  {
    if (!leaving.contains("seconds_left")) return "";
    const std::chrono::seconds left{leaving["seconds_left"].get<std::int64_t>()};
    return fmt::format(", {} at most", short_duration(left));
  }

  /// Whether a service's own table has the server that is leaving.
  bool is_in_a_table(const json& leaving) const
  {
    for (const json& service : status_["services"]) {
      const json& keys = service["kernel"];
      if (std::find(keys.begin(), keys.end(), leaving["service"]) == keys.end()) continue;
      for (const json& server : service["servers"])
        if (server["address"] == leaving["server"]) return true;
    }
    return false;
  }

  std::string leaving() const
  {
    std::string text;
    for (const json& one : status_["leaving"]) {
      if (is_in_a_table(one)) continue;
      const auto connections =
          one["active"].get<std::uint64_t>() + one["inactive"].get<std::uint64_t>();
      text += fmt::format("leaving: {} of {}, {}{}\n", one["server"].get<std::string>(),
                          one["service"].get<std::string>(), counted(connections, "connection"),
                          time_left(one));
    }
    return text.empty() ? "" : "\n" + text;
  }

  std::string routes() const
  {
    std::string text;
    // A daemon of before an upgrade has none.
    for (const json& one : status_.value("routes", json::array()))
      text += fmt::format("route of its own: {} on {}, until it has no connections\n",
                          one["host"].get<std::string>(), one["interface"].get<std::string>());
    return text.empty() ? "" : "\n" + text;
  }

  std::string foreign() const
  {
    if (status_["foreign"].empty()) return "";
    return "\n" + mark(Colour::yellow, "made by others: ") + joined(status_["foreign"]) + "\n";
  }

  std::string refused() const { return refusals_text(status_["refused"], coloured_); }

  const json& status_;
  bool coloured_;
  std::size_t columns_;
};

}  // namespace

std::string status_text(const json& status, bool coloured, std::size_t columns)
{
  return Printing(status, coloured, columns).text();
}

}  // namespace lvsctl
