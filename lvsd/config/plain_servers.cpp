// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/plain_servers.hpp"

#include <utility>

#include "lvsd/config/read_name.hpp"

namespace lvsd {
namespace {

constexpr std::uint64_t highest_port = 65'535;
constexpr std::uint64_t highest_weight = 2'147'483'647;

/// One server of a list, member by member.
class ServerTaker {
public:
  ServerTaker(PlainText& text, std::size_t& values) : text_(text), values_(values) { ++values_; }

  std::optional<PlainServer> take()
  {
    if (!text_.take('{')) return {};
    do {
      if (!take_member()) return {};
    } while (text_.take(','));
    if (!has_address_ || !text_.take('}')) return {};
    return std::move(server_);
  }

private:
  bool take_member()
  {
    const auto key = text_.string();
    if (!key || !text_.take(':')) return false;
    ++values_;
    text_.skip_blanks();
    if (*key == "address") return take_address();
    if (*key == "weight") return take_weight();
    if (*key == "port") return take_port();
    if (*key == "name") return take_name();
    return false;
  }

  bool take_address()
  {
    const auto text = text_.string();
    const auto address = text ? ipvsctl::parse_ip_address(*text) : std::nullopt;
    if (!address || std::exchange(has_address_, true)) return false;
    server_.address = *address;
    return true;
  }

  bool take_weight()
  {
    const auto weight = text_.number();
    if (!weight || *weight > highest_weight || std::exchange(has_weight_, true)) return false;
    server_.weight = static_cast<std::uint32_t>(*weight);
    return true;
  }

  bool take_port()
  {
    const auto port = text_.number();
    if (!port || *port == 0 || *port > highest_port || server_.port) return false;
    server_.port = static_cast<std::uint16_t>(*port);
    return true;
  }

  bool take_name()
  {
    const auto name = text_.string();
    if (!name || name->empty() || name->size() > longest_name || !server_.name.empty())
      return false;
    server_.name = *name;
    return true;
  }

  PlainText& text_;
  std::size_t& values_;
  PlainServer server_;
  bool has_address_ = false;
  bool has_weight_ = false;
};

}  // namespace

std::optional<PlainServers> take_plain_servers(PlainText& text)
{
  PlainServers taken;
  taken.values = 1;
  if (!text.take('[')) return {};
  do {
    auto server = ServerTaker(text, taken.values).take();
    if (!server) return {};
    taken.servers.push_back(std::move(*server));
  } while (text.take(','));
  if (!text.take(']')) return {};
  return taken;
}

}  // namespace lvsd
