// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/run/list.hpp"

#include <fstream>

#include "cli/ipvsadm/arguments/kernel_words.hpp"
#include "cli/ipvsadm/listing/connections_text.hpp"
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

ipvs::Listing read_table(Director& director, const ListTable& command)
{
  ipvs::Listing table;
  try {
    constexpr auto detail = ipvs::Detail::settings_and_measurements;
    if (command.service)
      table.push_back(director.client.service(*command.service, detail));
    else
      table = director.client.listing(detail);
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
  if (command.json) return print_document(director, {}, /* connections= */ true);
  const Naming naming = naming_of(names, command.numeric);
  std::string text;
  each_connection([&](const Connection& connection) {
    text += connection_text(connection, command.persistence_data, naming);
  });
  print(connection_titles(command.persistence_data) + text);
}

void list(Director& director, Names&, const ListTimeouts& command)
{
  if (command.json) return print_document(director, {}, /* connections= */ false);
  print(timeouts_text(asked([&] { return director.client.timeouts(); })));
}

void list(Director& director, Names&, const ListDaemons& command)
{
  if (command.json) return print_document(director, {}, /* connections= */ false);
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
