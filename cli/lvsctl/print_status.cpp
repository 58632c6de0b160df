// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/print_status.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/lvsctl/terminal.hpp"

namespace lvsctl {
namespace {

using nlohmann::json;
using Rows = std::vector<std::vector<std::string>>;

class Printing {
public:
  Printing(const json& status, bool coloured) : status_(status), coloured_(coloured) {}

  std::string text() const
  {
    std::string text = head() + vips();
    for (const json& service : status_["services"])
      text += "\n" + service_text(service);
    return text + leaving() + foreign() + refused();
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
    if (!config["in_force"].get<bool>())
      text += mark(Colour::red, "the file has errors: the config of before is in force") + "\n";
    for (const char* kind : {"errors", "warnings"})
      for (const json& problem : config[kind])
        text += fmt::format(
            "  {}:{}:{}: {}: {}\n", problem["file"].get<std::string>(),
            problem["line"].get<std::size_t>(), problem["column"].get<std::size_t>(),
            problem["pointer"].get<std::string>(), problem["message"].get<std::string>());
    text += fmt::format("last turn {} ({}): {} steps, {} refused; drift put right {} times\n",
                        turn["at"].get<std::string>(), turn["reason"].get<std::string>(),
                        turn["steps"].get<std::size_t>(), status_["refused"].size(),
                        status_["drift"]["count"].get<std::size_t>());
    if (turn.contains("error")) text += mark(Colour::red, turn["error"]) + "\n";
    return text;
  }

  std::string vips() const
  {
    if (status_["vips"].empty()) return "";
    Rows rows{{"VIP", "ADDRESS", "INTERFACE", "LABEL", "STATE"}};
    for (const json& vip : status_["vips"])
      rows.push_back(
          {vip["name"], vip["address"], vip["interface"], vip["label"],
           vip["present"].get<bool>() ? mark(Colour::green, "up") : mark(Colour::red, "missing")});
    return "\n" + table(rows, 5, "");
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
    return table(rows, 4, "  ");
  }

  std::string state(const json& server) const
  {
    const std::string state = server["state"];
    if (state == "up") return mark(Colour::green, state);
    if (state == "missing") return mark(Colour::red, state);
    if (state == "draining" && server.contains("seconds_left"))
      return mark(Colour::yellow, fmt::format("draining, {} s at most",
                                              server["seconds_left"].get<std::int64_t>()));
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
    return fmt::format(", {} s at most", leaving["seconds_left"].get<std::int64_t>());
  }

  std::string leaving() const
  {
    std::string text;
    for (const json& one : status_["leaving"])
      text += fmt::format("leaving: {} of {}, {} connections{}\n", one["server"].get<std::string>(),
                          one["service"].get<std::string>(),
                          one["active"].get<std::uint64_t>() + one["inactive"].get<std::uint64_t>(),
                          time_left(one));
    return text.empty() ? "" : "\n" + text;
  }

  std::string foreign() const
  {
    if (status_["foreign"].empty()) return "";
    return "\n" + mark(Colour::yellow, "made by others: ") + joined(status_["foreign"]) + "\n";
  }

  std::string refused() const
  {
    std::string text;
    for (const json& one : status_["refused"])
      text += mark(Colour::red, "refused by the kernel: ") + one["text"].get<std::string>() + ": " +
              one["reason"].get<std::string>() + "\n";
    return text.empty() ? "" : "\n" + text;
  }

  const json& status_;
  bool coloured_;
};

}  // namespace

std::string status_text(const json& status, bool coloured)
{
  return Printing(status, coloured).text();
}

}  // namespace lvsctl
