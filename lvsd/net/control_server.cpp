// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/net/control_server.hpp"

#include <microhttpd.h>
#include <sys/socket.h>

#include <optional>
#include <stdexcept>

#include "lvsd/net/unix_socket.hpp"

namespace lvsd {
namespace {

using Clients = ControlServer::Clients;

constexpr std::size_t largest_body = 64 * 1024;

/// What has come of one request so far.
struct Exchange {
  HttpRequest request;
  bool too_large = false;
};

MHD_Result take_argument(void* target, MHD_ValueKind, const char* key, const char* value)
{
  auto& query = *static_cast<std::map<std::string, std::string>*>(target);
  query[key] = value == nullptr ? "" : value;
  return MHD_YES;
}

void take_body(Exchange& exchange, const char* data, std::size_t size)
{
  exchange.too_large = exchange.too_large || exchange.request.body.size() + size > largest_body;
  if (!exchange.too_large) exchange.request.body.append(data, size);
}

MHD_Result answer(MHD_Connection* connection, const HttpResponse& response)
{
  // The library copies the buffer, so that casting its const away alters nothing.
  MHD_Response* const reply = MHD_create_response_from_buffer(
      response.body.size(), const_cast<char*>(response.body.data()), MHD_RESPMEM_MUST_COPY);
  if (reply == nullptr) return MHD_NO;
  MHD_add_response_header(reply, "Content-Type", "application/json");
  const MHD_Result queued = MHD_queue_response(connection, response.status, reply);
  MHD_destroy_response(reply);
  return queued;
}

std::optional<int> descriptor_of(MHD_Connection* connection)
{
  const auto* const info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  if (info == nullptr) return {};
  return info->connect_fd;
}

HttpResponse handled(const ControlServer::Handler& handler, MHD_Connection* connection,
                     const Exchange& exchange)
{
  if (exchange.too_large) return {413, "{\"error\":\"the body is larger than 64 KiB\"}\n"};
  const auto descriptor = descriptor_of(connection);
  if (!descriptor) return {500, "{\"error\":\"the client cannot be told\"}\n"};
  return handler(exchange.request, peer_of(*descriptor));
}

MHD_Result on_request(void* context, MHD_Connection* connection, const char* url,
                      const char* method, const char*, const char* data, std::size_t* size,
                      void** state)
{
  if (*state == nullptr) {
    auto exchange = std::make_unique<Exchange>();
    exchange->request.method = method;
    exchange->request.path = url;
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, take_argument,
                              &exchange->request.query);
    *state = exchange.release();
    return MHD_YES;
  }
  auto& exchange = *static_cast<Exchange*>(*state);
  if (*size != 0) {
    take_body(exchange, data, *size);
    *size = 0;
    return MHD_YES;
  }
  const auto& clients = *static_cast<const Clients*>(context);
  try {
    return answer(connection, handled(clients.handler, connection, exchange));
  } catch (const std::exception&) {
    return MHD_NO;  // an exception must not cross the C library: the client loses its connection
  }
}

void on_completed(void*, MHD_Connection*, void** state, MHD_RequestTerminationCode)
{
  delete static_cast<Exchange*>(*state);
  *state = nullptr;
}

/// An exception must not cross the C library: who cannot be told apart is one.
bool is_stranger(const Clients& clients, std::optional<int> descriptor)
{
  try {
    return !descriptor || clients.is_stranger(peer_of(*descriptor));
  } catch (const std::exception&) {
    return true;
  }
}

void serve_stranger(Clients& clients, MHD_Connection* connection)
{
  ++clients.strangers;
  MHD_set_connection_option(connection, MHD_CONNECTION_OPTION_TIMEOUT,
                            static_cast<unsigned>(ControlServer::patience_with_strangers.count()));
}

/// `served` is null for a connection that does not count as a stranger's.
void on_connection(void* context, MHD_Connection* connection, void** served,
                   MHD_ConnectionNotificationCode what)
{
  auto& clients = *static_cast<Clients*>(context);
  if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
    if (*served != nullptr) --clients.strangers;
    return;
  }
  const auto descriptor = descriptor_of(connection);
  if (!is_stranger(clients, descriptor)) return;
  if (clients.strangers < ControlServer::most_strangers) {
    serve_stranger(clients, connection);
    *served = &clients;
  } else if (descriptor) {
    // libmicrohttpd alone may close it, and does so as it finds that there is nothing to read.
    shutdown(*descriptor, SHUT_RDWR);
  }
}

}  // namespace

ControlServer::ControlServer(Descriptor listener, Handler handler, IsStranger is_stranger,
                             std::chrono::seconds patience)
    : clients_{.handler = std::move(handler), .is_stranger = std::move(is_stranger)}
{
  daemon_.reset(MHD_start_daemon(
      MHD_USE_EPOLL, 0, nullptr, nullptr, &on_request, &clients_, MHD_OPTION_LISTEN_SOCKET,
      listener.get(), MHD_OPTION_NOTIFY_COMPLETED, &on_completed, nullptr,
      MHD_OPTION_NOTIFY_CONNECTION, &on_connection, &clients_, MHD_OPTION_CONNECTION_TIMEOUT,
      static_cast<unsigned>(patience.count()), MHD_OPTION_CONNECTION_LIMIT, 64U, MHD_OPTION_END));
  if (!daemon_) throw std::runtime_error("libmicrohttpd cannot serve the control socket");
  listener.release();  // libmicrohttpd closes it
}

int ControlServer::descriptor() const
{
  return MHD_get_daemon_info(daemon_.get(), MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

std::optional<std::chrono::milliseconds> ControlServer::timeout() const
{
  MHD_UNSIGNED_LONG_LONG milliseconds = 0;
  if (MHD_get_timeout(daemon_.get(), &milliseconds) != MHD_YES) return {};
  return std::chrono::milliseconds(milliseconds);
}

void ControlServer::run()
{
  MHD_run(daemon_.get());
}

void ControlServer::Stop::operator()(MHD_Daemon* daemon) const
{
  MHD_stop_daemon(daemon);
}

}  // namespace lvsd
