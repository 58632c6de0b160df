// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/connections_text.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "cli/ipvsadm/listing/labels.hpp"
#include "cli/ipvsadm/listing/proc_words.hpp"

namespace ipvsadm {
namespace {

using namespace ipvsctl;

std::vector<std::string_view> words_of(std::string_view row)
{
  constexpr std::string_view blanks = " \t\n";
  std::vector<std::string_view> words;
  while (true) {
    const auto begin = row.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return words;
    row.remove_prefix(begin);
    const auto length = std::min(row.find_first_of(blanks), row.size());
    words.push_back(row.substr(0, length));
    row.remove_prefix(length);
  }
}

/// An IPv4 address comes as eight hexadecimal digits, an IPv6 address in full.
std::optional<IpAddress> read_address(std::string_view text)
{
  if (text.find(':') != std::string_view::npos) return parse_ip_address(text);
  return read_ipv4(text);
}

std::optional<Endpoint> read_endpoint(std::string_view address, std::string_view port)
{
  const auto read_as_address = read_address(address);
  const auto read_as_port = read_number<std::uint16_t>(port, 16);
  if (!read_as_address || !read_as_port) return {};
  return Endpoint{*read_as_address, *read_as_port};
}

std::optional<Protocol> protocol_of(const Connection& connection)
{
  for (const Protocol protocol : {Protocol::tcp, Protocol::udp, Protocol::sctp})
    if (connection.protocol == label_of(protocol)) return protocol;
  return {};
}

}  // namespace

std::optional<Connection> read_connection(std::string_view row)
{
  const auto words = words_of(row);
  if (words.size() < 9) return {};
  const auto client = read_endpoint(words[1], words[2]);
  const auto service = read_endpoint(words[3], words[4]);
  const auto server = read_endpoint(words[5], words[6]);
  const auto expires = read_number<unsigned>(words[8], 10);
  if (!client || !service || !server || !expires) return {};
  Connection connection{std::string(words[0]), *client,  *service, *server,
                        std::string(words[7]), *expires, {},       {}};
  if (words.size() > 9) connection.persistence_engine = words[9];
  if (words.size() > 10) connection.persistence_data = words[10];
  return connection;
}

std::string connection_titles(bool persistence_data)
{
  std::string text = "IPVS connection entries\n";
  text += fmt::format("pro expire {:<11} {:<18} {:<18} ", "state", "source", "virtual");
  text += persistence_data ? fmt::format("{:<18} {:<16} {}\n", "destination", "pe name", "pe_data")
                           : std::string("destination\n");
  return text;
}

std::string connection_text(const Connection& connection, bool persistence_data,
                            const Naming& naming)
{
  const auto name = [&](const Endpoint& endpoint) {
    return naming.listed(endpoint.address, endpoint.port, protocol_of(connection));
  };
  const std::string expires =
      fmt::format("{:02}:{:02}", connection.expires / 60, connection.expires % 60);
  std::string text =
      fmt::format("{:<3} {:<6} {:<11} {:<18} {:<18} ", connection.protocol, expires,
                  connection.state, name(connection.client), name(connection.service));
  const std::string server = name(connection.server);
  if (persistence_data && !connection.persistence_data.empty())
    return text + fmt::format("{:<16} {:<18} {}\n", server, connection.persistence_engine,
                              connection.persistence_data);
  return text + server + "\n";
}

}  // namespace ipvsadm
