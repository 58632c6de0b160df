// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "lvsd/control/request.hpp"
#include "lvsd/net/access.hpp"
#include "lvsd/system/descriptor.hpp"

struct MHD_Daemon;

namespace lvsd {

/// An answer; the body is JSON.
struct HttpResponse {
  unsigned status = 200;
  std::string body;
};

/// HTTP on a listening unix socket, by libmicrohttpd. It has no thread: whoever owns it calls run()
/// when descriptor() is readable or timeout() is over.
///
/// Clients that send nothing, garbage, too much, or leave half-way cost a connection for some
/// seconds and nothing else. Everybody may connect, so strangers are told apart as they do: however
/// many they are, there is room for the others.
class ControlServer {
public:
  using Handler = std::function<HttpResponse(const HttpRequest&, const Peer&)>;
  /// Whether somebody may ask nothing, and connects only to be told so.
  using IsStranger = std::function<bool(const Peer&)>;

  /// How many strangers are served at a time; the connections of more are shut down.
  static constexpr unsigned most_strangers = 8;
  /// A stranger that says nothing for so long loses its connection.
  static constexpr std::chrono::seconds patience_with_strangers{1};

  /// Throws std::runtime_error where libmicrohttpd cannot serve the socket.
  ///
  /// Any other client that says nothing for `patience` loses its connection.
  ControlServer(Descriptor listener, Handler handler, IsStranger is_stranger,
                std::chrono::seconds patience = std::chrono::seconds(10));
  ControlServer(const ControlServer&) = delete;  // libmicrohttpd knows where the clients are
  ControlServer& operator=(const ControlServer&) = delete;

  int descriptor() const;
  std::optional<std::chrono::milliseconds> timeout() const;

  /// Serves whoever is ready; the handler is called from here.
  void run();

  /// What is known of all who are connected.
  struct Clients {
    Handler handler;
    IsStranger is_stranger;
    unsigned strangers = 0;  ///< how many of them are served now
  };

private:
  struct Stop {
    void operator()(MHD_Daemon* daemon) const;
  };

  Clients clients_;
  std::unique_ptr<MHD_Daemon, Stop> daemon_;  // its end ends connections, which clients_ counts
};

}  // namespace lvsd
