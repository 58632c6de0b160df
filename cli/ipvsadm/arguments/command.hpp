// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "libipvsctl/model/service.hpp"
#include "libipvsctl/model/settings.hpp"
#include "libipvsctl/model/sync_daemon.hpp"

namespace ipvsadm {

enum class Verb { add, edit, remove };

/// -A, -E, -D.
struct ChangeService {
  Verb verb = Verb::add;
  ipvsctl::ServiceKey service;
  ipvsctl::ServiceSettings settings;  ///< all of them: nothing of the old ones stays
  bool operator==(const ChangeService&) const = default;
};

/// -a, -e, -d.
struct ChangeServer {
  Verb verb = Verb::add;
  ipvsctl::ServiceKey service;
  ipvsctl::DestinationKey server;
  ipvsctl::DestinationSettings settings;
  bool operator==(const ChangeServer&) const = default;
};

/// -C.
struct Clear {
  bool operator==(const Clear&) const = default;
};

/// -Z: the counters of one service, or of all.
struct Zero {
  std::optional<ipvsctl::ServiceKey> service;
  bool operator==(const Zero&) const = default;
};

/// --set; a timeout of zero is left alone by the kernel.
struct SetTimeouts {
  std::chrono::seconds tcp{0};
  std::chrono::seconds tcp_fin{0};
  std::chrono::seconds udp{0};
  bool operator==(const SetTimeouts&) const = default;
};

struct StartDaemon {
  ipvsctl::SyncRole role = ipvsctl::SyncRole::master;
  ipvsctl::SyncDaemon daemon;  ///< what is zero is left to the kernel
  bool operator==(const StartDaemon&) const = default;
};

struct StopDaemon {
  ipvsctl::SyncRole role = ipvsctl::SyncRole::master;
  bool operator==(const StopDaemon&) const = default;
};

/// What a listing of the table shows.
enum class TableView { usual, tunnels, stats, rates, thresholds, persistent_connections };

/// -L of the table or of one service.
struct ListTable {
  std::optional<ipvsctl::ServiceKey> service;
  TableView view = TableView::usual;
  bool numeric = false;
  bool exact = false;
  bool sorted = true;
  bool json = false;
  bool operator==(const ListTable&) const = default;
};

/// -L -c.
struct ListConnections {
  bool numeric = false;
  bool persistence_data = false;
  bool json = false;
  bool operator==(const ListConnections&) const = default;
};

/// -L --timeout.
struct ListTimeouts {
  bool json = false;
  bool operator==(const ListTimeouts&) const = default;
};

/// -L --daemon.
struct ListDaemons {
  bool json = false;
  bool operator==(const ListDaemons&) const = default;
};

/// -S.
struct Save {
  bool numeric = false;
  bool operator==(const Save&) const = default;
};

enum class RestoreMode { line_by_line, atomic, dry_run };

/// -R.
struct Restore {
  RestoreMode mode = RestoreMode::line_by_line;
  bool operator==(const Restore&) const = default;
};

struct Help {
  bool operator==(const Help&) const = default;
};

struct Version {
  bool operator==(const Version&) const = default;
};

/// A command line that holds together; only the kernel may still refuse it.
using Command = std::variant<ChangeService, ChangeServer, Clear, Zero, SetTimeouts, StartDaemon,
                             StopDaemon, ListTable, ListConnections, ListTimeouts, ListDaemons,
                             Save, Restore, Help, Version>;

/// The commands as the first option names them.
enum class CommandKind {
  add_service,
  edit_service,
  delete_service,
  clear,
  list,
  add_server,
  edit_server,
  delete_server,
  zero,
  restore,
  save,
  set,
  start_daemon,
  stop_daemon,
  help,
  version,
};

/// The command's name in messages: "add-service"; clear is "flush" there.
std::string_view name_of(CommandKind kind);

}  // namespace ipvsadm
