// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "libipvsctl/ipvs/codec.hpp"
#include "libipvsctl/ipvs/command.hpp"
#include "libipvsctl/ipvs/listing.hpp"
#include "libipvsctl/netlink/conversation.hpp"

namespace ipvsctl::ipvs {

/// IPVS is not in this kernel, or its module is not loaded and cannot be.
class Missing : public std::system_error {
public:
  explicit Missing(const std::error_code& code);
};

/// Speaks with the IPVS of one network namespace, for one thread at a time.
///
/// What the kernel refuses is thrown as netlink::Refused, a std::system_error with the kernel's
/// errno.
class Client {
public:
  /// Of the namespace of the calling thread. Has the kernel load ip_vs where it can.
  ///
  /// Throws Missing; and std::system_error where there is no socket. Where IPVS may not be asked
  /// (it wants CAP_NET_ADMIN in the initial user namespace), the first command is refused with
  /// EPERM.
  Client();

  /// The same over a transport, which it takes over.
  explicit Client(std::unique_ptr<netlink::Transport> transport);

  /// The version and the size of the table of connections (IPVS_CMD_GET_INFO), all three timeouts
  /// (IPVS_CMD_GET_CONFIG), the sync daemons that run (IPVS_CMD_GET_DAEMON).
  ///
  /// These and the other readers throw netlink::Refused (ENOENT: see find_again),
  /// netlink::Malformed, and std::system_error where the answer does not come.
  Info info();
  Timeouts timeouts();
  SyncDaemons sync_daemons();

  /// All services with their real servers, in the kernel's order.
  Listing listing(Detail detail);

  /// One service with its real servers. Throws netlink::Refused (ESRCH) where there is none such.
  ListedService service(const ServiceKey& key, Detail detail);

  /// The services alone, one by one as they come.
  void each_service(Detail detail, const std::function<void(ListedService&&)>& use);

  /// The real servers of one service, one by one as they come; none where there is no such service.
  void each_destination(const ServiceKey& service, Detail detail,
                        const std::function<void(ListedDestination&&)>& use);

  /// The same for many services; `use` gets which of them each one is of.
  void each_destination(std::span<const ServiceKey* const> services, Detail detail,
                        const std::function<void(std::size_t, ListedDestination&&)>& use);

  /// Has the kernel load the module of a scheduler, where it has not yet. Returns whether it has
  /// the scheduler then.
  bool load_scheduler(const std::string& name);

  /// Each carries out the command of command.hpp that it is named after, and returns once the
  /// kernel has answered. An edit sets all settings.
  ///
  /// Throws netlink::Refused: EEXIST for what is added or started and is there; ESRCH for a service
  /// or a daemon that is not there; ENOENT for a real server that is not there, and for a scheduler
  /// or persistence engine that the kernel lacks; those of codec.hpp. With ENOBUFS, EBADMSG or
  /// ETIMEDOUT the answer was lost, and what became of it is not known.
  void add_service(const ServiceKey& key, const ServiceSettings& settings);
  void edit_service(const ServiceKey& key, const ServiceSettings& settings);
  void remove_service(const ServiceKey& key);
  void add_destination(const ServiceKey& service, const DestinationKey& key,
                       const DestinationSettings& settings);
  void edit_destination(const ServiceKey& service, const DestinationKey& key,
                        const DestinationSettings& settings);
  void remove_destination(const ServiceKey& service, const DestinationKey& key);
  void start_sync_daemon(SyncRole role, const SyncDaemon& daemon);
  void stop_sync_daemon(SyncRole role);
  /// A timeout of 0, or that is absent, is left as it is.
  void set_timeouts(const Timeouts& timeouts);
  /// Zeroes the counters of one service (ESRCH where there is none such), or of all.
  void zero(const ServiceKey& key);
  void zero();
  /// Removes all services.
  void flush();

  /// Carries out one command. Throws as add_service and its neighbours do.
  void carry_out(const Command& command);

  /// Looks for IPVS again where it is not spoken to by its number any more (ENOENT): its module has
  /// another one each time that it is loaded. Returns whether it had.
  ///
  /// Throws as the constructor does.
  bool find_again();

  /// The number of the generic netlink family IPVS, and the conversation with it, which is the
  /// client's own: for messages that it has no function for.
  std::uint16_t family() const { return family_; }
  netlink::Conversation& conversation() { return conversation_; }

private:
  netlink::Conversation conversation_;
  std::uint16_t family_;
  netlink::Request request_;
};

}  // namespace ipvsctl::ipvs
