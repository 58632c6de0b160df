// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/table_text.hpp"

#include <fmt/format.h>

#include <string_view>

#include "cli/ipvsadm/listing/big_number.hpp"
#include "cli/ipvsadm/listing/columns.hpp"
#include "cli/ipvsadm/listing/labels.hpp"

namespace ipvsadm {
namespace {

using namespace ipvsctl;
using ipvsctl::ipvs::Info;
using ipvsctl::ipvs::ListedDestination;
using ipvsctl::ipvs::ListedService;
using ipvsctl::ipvs::Listing;

std::string_view checksum_label(TunnelChecksum checksum)
{
  switch (checksum) {
    case TunnelChecksum::none:
      return "-c";
    case TunnelChecksum::full:
      return "+c";
    case TunnelChecksum::remote:
      return "r+c";
  }
  return "?";
}

std::string tunnel_label(const DestinationSettings& settings)
{
  const Tunnel& tunnel = settings.tunnel;
  if (settings.forwarding != ForwardingMethod::tunnel) return "n/a";
  switch (tunnel.type) {
    case TunnelType::ipip:
      return "ipip";
    case TunnelType::gue:
      return fmt::format("gue:{}:{}", tunnel.port, checksum_label(tunnel.checksum));
    case TunnelType::gre:
      return fmt::format("gre:{}", checksum_label(tunnel.checksum));
  }
  return "n/a";
}

/// Writes the numbers behind a label in one of the views.
class Numbers {
public:
  Numbers(std::string& out, bool exact) : out_(out), exact_(exact) {}

  void big(std::uint64_t number) const
  {
    exact_ ? append_exact_number(out_, number) : append_short_number(out_, number);
  }

  void totals(const Counters& counters) const
  {
    for (const auto number : {counters.connections, counters.packets_in, counters.packets_out,
                              counters.bytes_in, counters.bytes_out})
      big(number);
  }

  void service_rates(const Counters& counters) const
  {
    for (const auto number :
         {counters.connection_rate, counters.packet_rate_in, counters.packet_rate_out,
          counters.byte_rate_in, counters.byte_rate_out})
      big(number);
  }

  /// Of a server only the bytes are shortened.
  void server_rates(const Counters& counters) const
  {
    for (const auto number :
         {counters.connection_rate, counters.packet_rate_in, counters.packet_rate_out})
      append_exact_number(out_, number);
    big(counters.byte_rate_in);
    big(counters.byte_rate_out);
  }

private:
  std::string& out_;
  bool exact_;
};

void append_service(std::string& out, const ListedService& service, TableView view, bool exact,
                    const Naming& naming)
{
  const std::string label = label_of(service.key, naming);
  if (view == TableView::stats || view == TableView::rates) {
    append_left(out, label, 33);
    const Numbers numbers(out, exact);
    view == TableView::stats ? numbers.totals(service.counters)
                             : numbers.service_rates(service.counters);
  } else {
    out += label + " " + settings_text(service);
  }
  out += '\n';
}

/// Appends a blank and `value` in a column of this width.
void append_column(std::string& out, std::string_view value, std::size_t width)
{
  out += ' ';
  append_left(out, value, width);
}

void append_column(std::string& out, std::uint32_t value, std::size_t width)
{
  append_column(out, std::string_view(Digits(value)), width);
}

void append_connections(std::string& out, const DestinationMeasurements& measurements)
{
  append_column(out, measurements.active_connections, 10);
  append_column(out, measurements.inactive_connections, 10);
}

void append_server(std::string& out, const ListedDestination& server, TableView view, bool exact,
                   const std::string& label)
{
  const DestinationSettings& settings = server.settings;
  out += "  -> ";
  append_left(out, label, 28);
  switch (view) {
    case TableView::stats:
      Numbers(out, exact).totals(server.measurements.counters);
      break;
    case TableView::rates:
      Numbers(out, exact).server_rates(server.measurements.counters);
      break;
    case TableView::usual:
    case TableView::tunnels:
      append_column(out, forwarding_label(settings.forwarding), 7);
      if (view == TableView::tunnels) append_column(out, tunnel_label(settings), 13);
      append_column(out, settings.weight, 6);
      append_connections(out, server.measurements);
      break;
    case TableView::thresholds:
      append_column(out, settings.upper_threshold, 10);
      append_column(out, settings.lower_threshold, 10);
      append_connections(out, server.measurements);
      break;
    case TableView::persistent_connections:
      append_column(out, settings.weight, 9);
      append_column(out, server.measurements.persistent_connections, 11);
      append_connections(out, server.measurements);
      break;
  }
  out += '\n';
}

std::string_view first_title(TableView view)
{
  switch (view) {
    case TableView::usual:
    case TableView::tunnels:
      return "Prot LocalAddress:Port Scheduler Flags";
    case TableView::stats:
      return "Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes";
    case TableView::rates:
      return "Prot LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS";
    case TableView::thresholds:
      return "Prot LocalAddress:Port            Uthreshold Lthreshold ActiveConn InActConn ";
    case TableView::persistent_connections:
      return "Prot LocalAddress:Port            Weight    PersistConn ActiveConn InActConn ";
  }
  return "";
}

std::string_view second_title(TableView view)
{
  switch (view) {
    case TableView::usual:
      return "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn";
    case TableView::tunnels:
      return "  -> RemoteAddress:Port           Forward TunnelInfo    Weight ActiveConn InActConn";
    default:
      return "  -> RemoteAddress:Port";
  }
}

}  // namespace

std::string version_text(const Info& info)
{
  return fmt::format("{}.{}.{}", info.version >> 16 & 0xff, info.version >> 8 & 0xff,
                     info.version & 0xff);
}

std::string headline(const Info& info)
{
  return fmt::format("IP Virtual Server version {} (size={})\n", version_text(info),
                     info.connection_table_size);
}

std::string titles(TableView view)
{
  return fmt::format("{}\n{}\n", first_title(view), second_title(view));
}

std::string table_text(const Listing& table, TableView view, bool exact, const Naming& naming)
{
  std::string out;
  for (const ListedService& service : table) {
    append_service(out, service, view, exact, naming);
    for (const ListedDestination& server : service.destinations)
      append_server(out, server, view, exact, label_of(server.key, service.key, naming));
  }
  return out;
}

}  // namespace ipvsadm
