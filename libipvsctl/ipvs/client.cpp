// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/ipvs/client.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "libipvsctl/ipvs/attributes.hpp"
#include "libipvsctl/ipvs/batch.hpp"
#include "libipvsctl/ipvs/dialect.hpp"
#include "libipvsctl/netlink/family.hpp"
#include "libipvsctl/netlink/open_transport.hpp"

namespace ipvsctl::ipvs {
namespace {

using netlink::Attributes;
using netlink::Message;

/// How many services are asked for their servers at once: some hundred kilobytes of answers.
constexpr std::size_t dumps_at_once = 32;

/// The pieces of a dump are as long as what it is received into. Of these the kernel makes each in
/// 8 KiB, its own overhead included; it has room for twenty servers, which most services are
/// content with, and for every other reply of IPVS.
constexpr std::size_t piece_bytes = 8192 - 320;

std::uint16_t find_family(netlink::Conversation& conversation)
{
  try {
    return netlink::family_number(conversation, IPVS_GENL_NAME);
  } catch (const netlink::Refused& refused) {
    if (refused.code() == std::errc::no_such_file_or_directory) throw Missing(refused.code());
    throw;
  }
}

Attributes top_of(const Message& message)
{
  return {netlink::generic_attributes(message), command_attributes};
}

}  // namespace

Missing::Missing(const std::error_code& code)
    : std::system_error(code,
                        "this kernel has no IPVS, or its module is not loaded (load it with "
                        "'modprobe ip_vs')")
{
}

Client::Client() : Client(netlink::open_transport(NETLINK_GENERIC, spoken, piece_bytes)) {}

Client::Client(std::unique_ptr<netlink::Transport> transport)
    : conversation_(std::move(transport)), family_(find_family(conversation_))
{
}

bool Client::find_again()
{
  const auto before = std::exchange(family_, find_family(conversation_));
  return family_ != before;
}

Info Client::info()
{
  Info info;
  request_.begin_generic(family_, 0, IPVS_CMD_GET_INFO, IPVS_GENL_VERSION);
  conversation_.query(request_, "cannot ask IPVS for its version", [&](const Message& message) {
    info = get_info({netlink::generic_attributes(message), info_attributes});
  });
  return info;
}

Timeouts Client::timeouts()
{
  Timeouts timeouts;
  request_.begin_generic(family_, 0, IPVS_CMD_GET_CONFIG, IPVS_GENL_VERSION);
  conversation_.query(request_, "cannot read the timeouts of IPVS",
                      [&](const Message& message) { timeouts = get_timeouts(top_of(message)); });
  return timeouts;
}

SyncDaemons Client::sync_daemons()
{
  SyncDaemons daemons;
  request_.begin_generic(family_, 0, IPVS_CMD_GET_DAEMON, IPVS_GENL_VERSION);
  conversation_.dump(request_, "cannot list the sync daemons", [&](const Message& message) {
    daemons.insert(get_daemon(top_of(message).nest(IPVS_CMD_ATTR_DAEMON)));
  });
  return daemons;
}

void Client::each_service(Detail detail, const std::function<void(ListedService&&)>& use)
{
  request_.begin_generic(family_, 0, IPVS_CMD_GET_SERVICE, IPVS_GENL_VERSION);
  conversation_.dump(request_, "cannot list the services", [&](const Message& message) {
    use(get_service(top_of(message).nest(IPVS_CMD_ATTR_SERVICE), detail));
  });
}

void Client::each_destination(const ServiceKey& service, Detail detail,
                              const std::function<void(ListedDestination&&)>& use)
{
  const ServiceKey* const one = &service;
  each_destination(std::span(&one, 1), detail,
                   [&](std::size_t, ListedDestination&& listed) { use(std::move(listed)); });
}

void Client::each_destination(std::span<const ServiceKey* const> services, Detail detail,
                              const std::function<void(std::size_t, ListedDestination&&)>& use)
{
  for (std::size_t first = 0; first < services.size(); first += dumps_at_once) {
    const auto some = services.subspan(first, std::min(dumps_at_once, services.size() - first));
    std::vector<std::byte> requests;
    for (const ServiceKey* const key : some) {
      request_.begin_generic(family_, 0, IPVS_CMD_GET_DEST, IPVS_GENL_VERSION);
      put_service(request_, *key);
      const auto bytes = request_.bytes();
      requests.insert(requests.end(), bytes.begin(), bytes.end());
    }
    conversation_.dumps(
        requests,
        [&](std::size_t i) { return "cannot list the servers of " + to_string(*some[i]); },
        [&](std::size_t i, const Message& message) {
          use(first + i, get_destination(top_of(message).nest(IPVS_CMD_ATTR_DEST),
                                         family_of(*some[i]), detail));
        });
  }
}

Listing Client::listing(Detail detail)
{
  Listing listing;
  each_service(detail, [&](ListedService&& service) { listing.push_back(std::move(service)); });
  std::vector<const ServiceKey*> keys;
  for (const ListedService& service : listing)
    keys.push_back(&service.key);
  each_destination(keys, detail, [&](std::size_t i, ListedDestination&& destination) {
    listing[i].destinations.push_back(std::move(destination));
  });
  return listing;
}

ListedService Client::service(const ServiceKey& key, Detail detail)
{
  ListedService service;
  request_.begin_generic(family_, 0, IPVS_CMD_GET_SERVICE, IPVS_GENL_VERSION);
  put_service(request_, key);
  conversation_.query(request_, "cannot list service " + to_string(key),
                      [&](const Message& message) {
                        service = get_service(top_of(message).nest(IPVS_CMD_ATTR_SERVICE), detail);
                      });
  each_destination(key, detail, [&](ListedDestination&& destination) {
    service.destinations.push_back(std::move(destination));
  });
  return service;
}

void Client::carry_out(const Command& command)
{
  Batch batch(*this, [&](std::size_t, const netlink::Answer& answer) {
    netlink::expect_success(answer, failure_text(command));
  });
  batch.add(0, command);
  batch.finish();
}

bool Client::load_scheduler(const std::string& name)
{
  // No kernel makes a service of IPv6 with a netmask of no bits, and each looks for the scheduler
  // before it sees that (ip_vs_add_service).
  ServiceSettings settings = default_settings(Family::ipv6);
  settings.scheduler = name;
  settings.persistence_netmask = {0};
  try {
    add_service(FirewallMark{Family::ipv6, std::numeric_limits<std::uint32_t>::max()}, settings);
  } catch (const netlink::Refused& refused) {
    return refused.code() != std::errc::no_such_file_or_directory;
  }
  return true;
}

void Client::add_service(const ServiceKey& key, const ServiceSettings& settings)
{
  carry_out(NewService{key, settings});
}

void Client::edit_service(const ServiceKey& key, const ServiceSettings& settings)
{
  carry_out(SetService{key, settings});
}

void Client::remove_service(const ServiceKey& key)
{
  carry_out(DelService{key});
}

void Client::add_destination(const ServiceKey& service, const DestinationKey& key,
                             const DestinationSettings& settings)
{
  carry_out(NewDestination{service, key, settings});
}

void Client::edit_destination(const ServiceKey& service, const DestinationKey& key,
                              const DestinationSettings& settings)
{
  carry_out(SetDestination{service, key, settings});
}

void Client::remove_destination(const ServiceKey& service, const DestinationKey& key)
{
  carry_out(DelDestination{service, key});
}

void Client::start_sync_daemon(SyncRole role, const SyncDaemon& daemon)
{
  carry_out(NewDaemon{role, daemon});
}

void Client::stop_sync_daemon(SyncRole role)
{
  carry_out(DelDaemon{role});
}

void Client::set_timeouts(const Timeouts& timeouts)
{
  carry_out(SetTimeouts{timeouts});
}

void Client::zero(const ServiceKey& key)
{
  carry_out(Zero{&key});
}

void Client::zero()
{
  carry_out(Zero{nullptr});
}

void Client::flush()
{
  carry_out(Flush{});
}

}  // namespace ipvsctl::ipvs
