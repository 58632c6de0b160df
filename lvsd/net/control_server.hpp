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
/// seconds and nothing else.
class ControlServer {
public:
  using Handler = std::function<HttpResponse(const HttpRequest&, const Peer&)>;

  /// Throws std::runtime_error where libmicrohttpd cannot serve the socket.
  ///
  /// A client that says nothing for `patience` loses its connection.
  ControlServer(Descriptor listener, Handler handler,
                std::chrono::seconds patience = std::chrono::seconds(10));
  ControlServer(const ControlServer&) = delete;  // libmicrohttpd knows where the handler is
  ControlServer& operator=(const ControlServer&) = delete;

  int descriptor() const;
  std::optional<std::chrono::milliseconds> timeout() const;

  /// Serves whoever is ready; the handler is called from here.
  void run();

private:
  struct Stop {
    void operator()(MHD_Daemon* daemon) const;
  };

  Handler handler_;
  std::unique_ptr<MHD_Daemon, Stop> daemon_;
};

}  // namespace lvsd
