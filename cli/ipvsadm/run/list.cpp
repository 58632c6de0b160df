// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/run/list.hpp"

#include <fstream>
#include <iterator>
#include <optional>

#include "cli/ipvsadm/arguments/kernel_words.hpp"
#include "cli/ipvsadm/listing/connections_text.hpp"
#include "cli/ipvsadm/listing/kernel_text.hpp"
#include "cli/ipvsadm/listing/order.hpp"
#include "cli/ipvsadm/listing/save_text.hpp"
#include "cli/ipvsadm/listing/settings_text.hpp"
#include "cli/ipvsadm/listing/table_json.hpp"
#include "cli/ipvsadm/listing/table_text.hpp"
#include "cli/ipvsadm/run/output.hpp"

namespace ipvsadm {
namespace {

using namespace ipvsctl;

Naming naming_of(Names& names, bool numeric)
{
  return numeric ? Naming() : Naming(names);
}

/// How much is to be read for a listing.
ipvs::Detail detail_of(const ListTable& command)
{
  const bool counted = command.view == TableView::stats || command.view == TableView::rates;
  return counted || command.json ? ipvs::Detail::settings_and_measurements
                                 : ipvs::Detail::settings_and_connections;
}

/// All that is in a file; nothing where it cannot be read.
std::string contents_of(const char* path)
{
  std::ifstream file(path);
  std::string text;
  constexpr std::size_t chunk = 64 << 10;
  for (std::size_t size = 0; file; size += static_cast<std::size_t>(file.gcount())) {
    text.resize(size + chunk);
    file.read(text.data() + size, chunk);
    text.resize(size + static_cast<std::size_t>(file.gcount()));
  }
  return text;
}

/// The whole table by the quick way; none where that does not do.
std::optional<ipvs::Listing> read_quickly(ipvs::Client& client)
{
  ipvs::Listing table;
  client.each_service(ipvs::Detail::settings,
                      [&](ipvs::ListedService&& one) { table.push_back(std::move(one)); });
  if (!add_servers(table, contents_of("/proc/net/ip_vs"))) return {};
  return table;
}

ipvs::Listing read_whole_table(ipvs::Client& client, const ListTable& command)
{
  if (command.view == TableView::usual && !command.json)
    if (auto table = read_quickly(client)) return *std::move(table);
  return client.listing(detail_of(command));
}

ipvs::Listing read_table(Director& director, const ListTable& command)
{
  ipvs::Listing table;
  try {
    if (command.service)
      table.push_back(director.client.service(*command.service, detail_of(command)));
    else
      table = read_whole_table(director.client, command);
  } catch (const std::system_error& error) {
    throw Refusal{kernel_words(command, error.code()), Status::listing_failed};
  }
  if (command.sorted) sort(table);
  return table;
}

/// Hands the rows of the kernel's list of connections to `use`.
template <class Use>
void each_connection(Use use)
{
  const std::string path = "/proc/net/ip_vs_conn";
  std::ifstream file(path);
  if (!file) throw Refusal{"cannot open file " + path, Status::listing_failed};
  for (std::string row; std::getline(file, row);)
    if (const auto connection = read_connection(row)) use(*connection);
}

/// Prints the one document, whatever was asked for.
void print_document(Director& director, const ListTable& command, bool connections)
{
  Everything everything{.info = director.info,
                        .services = read_table(director, command),
                        .timeouts = director.client.timeouts(),
                        .sync_daemons = director.client.sync_daemons(),
                        .connections = {}};
  if (connections) {
    everything.connections.emplace();
    each_connection([&](const Connection& one) { everything.connections->push_back(one); });
  }
  constexpr int indent = 2;
  print(document_of(everything)
            .dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
        "\n");
}

/// Runs `ask`; a listing of timeouts or daemons that fails says nothing, as in the original.
template <class Ask>
auto asked(Ask ask)
{
  try {
    return ask();
  } catch (const std::system_error&) {
    throw Refusal{"", Status::listing_failed};
  }
}

}  // namespace

void list(Director& director, Names& names, const ListTable& command)
{
  if (command.json) return print_document(director, command, /* connections= */ false);
  if (!command.service) print(headline(director.info));
  const ipvs::Listing table = read_table(director, command);
  print(titles(command.view) +
        table_text(table, command.view, command.exact, naming_of(names, command.numeric)));
}

void list(Director& director, Names& names, const ListConnections& command)
{
  if (command.json)
    return print_document(director, {.service = {}, .json = true}, /* connections= */ true);
  const Naming naming = naming_of(names, command.numeric);
  std::string text;
  each_connection([&](const Connection& connection) {
    text += connection_text(connection, command.persistence_data, naming);
  });
  print(connection_titles(command.persistence_data) + text);
}

void list(Director& director, Names&, const ListTimeouts& command)
{
  if (command.json)
    return print_document(director, {.service = {}, .json = true}, /* connections= */ false);
  print(timeouts_text(asked([&] { return director.client.timeouts(); })));
}

void list(Director& director, Names&, const ListDaemons& command)
{
  if (command.json)
    return print_document(director, {.service = {}, .json = true}, /* connections= */ false);
  print(daemons_text(asked([&] { return director.client.sync_daemons(); })));
}

void list(Director& director, Names& names, const Save& command)
{
  ipvs::Listing table;
  try {
    table = director.client.listing(ipvs::Detail::settings);
  } catch (const std::system_error& error) {
    throw Refusal{kernel_words(error.code()), Status::listing_failed};
  }
  sort(table);
  print(save_text(table, naming_of(names, command.numeric)));
}

}  // namespace ipvsadm
