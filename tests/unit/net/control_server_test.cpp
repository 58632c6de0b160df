// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/net/control_server.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>

#include "lvsd/net/unix_socket.hpp"
#include "lvsd/system/unix_address.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace lvsd;

namespace {

Descriptor connect_to(const std::string& path)
{
  Descriptor client(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto address = unix_address(path);
  REQUIRE(address);
  REQUIRE(connect(client.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) ==
          0);
  return client;
}

/// A server in a folder of its own, and what it was asked.
struct Bench {
  tests::TemporaryFolder folder{};
  std::string path = folder.path / "control.sock";
  std::vector<HttpRequest> asked{};
  bool strangers = false;  ///< whether those who connect now are
  std::chrono::seconds patience{1};
  ControlServer server{listen_at(path),
                       [this](const HttpRequest& request, const Peer& peer) {
                         CHECK(peer.user == geteuid());
                         asked.push_back(request);
                         return HttpResponse{200, "{\"answer\":42}\n"};
                       },
                       [this](const Peer& peer) {
                         CHECK(peer.user == geteuid());
                         return strangers;
                       },
                       patience};

  /// Lets the server run until `client` can be read or has been closed by it.
  std::string answer(const Descriptor& client)
  {
    for (int round = 0; round < 200; ++round) {
      std::array<pollfd, 2> wanted{{{client.get(), POLLIN, 0}, {server.descriptor(), POLLIN, 0}}};
      poll(wanted.data(), wanted.size(), 100);
      if (wanted[0].revents != 0) return received(client);
      server.run();
    }
    return "no answer";
  }

  static std::string received(const Descriptor& client)
  {
    std::array<char, 4096> buffer{};
    const ssize_t size = recv(client.get(), buffer.data(), buffer.size(), 0);
    return size <= 0 ? "closed" : std::string(buffer.data(), static_cast<std::size_t>(size));
  }

  std::string ask(const std::string& bytes)
  {
    const Descriptor client = connect_to(path);
    REQUIRE(send(client.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(bytes.size()));
    return answer(client);
  }

  /// Lets the server run until there is nothing to do for it.
  void serve()
  {
    pollfd wanted{server.descriptor(), POLLIN, 0};
    while (poll(&wanted, 1, 0) == 1)
      server.run();
  }

  /// So many who connect and say nothing.
  std::vector<Descriptor> idle(std::size_t count)
  {
    std::vector<Descriptor> clients;
    while (clients.size() < count) {
      clients.push_back(connect_to(path));
      serve();
    }
    return clients;
  }
};

constexpr std::chrono::seconds without_end = std::chrono::hours(1);
const std::string question = "GET /v1/status HTTP/1.1\r\nHost: lvsd\r\n\r\n";

bool is_closed(const Descriptor& client)
{
  char byte = 0;
  return recv(client.get(), &byte, 1, MSG_DONTWAIT) == 0;
}

}  // namespace

TEST_CASE("a request reaches the handler and its answer the client")
{
  Bench bench;
  const std::string answer = bench.ask("GET /v1/status?service=web HTTP/1.1\r\nHost: lvsd\r\n\r\n");
  CHECK(answer.starts_with("HTTP/1.1 200"));
  CHECK(answer.ends_with("{\"answer\":42}\n"));
  REQUIRE(bench.asked.size() == 1);
  CHECK(bench.asked[0].path == "/v1/status");
  CHECK(bench.asked[0].query.at("service") == "web");
}

TEST_CASE("a body arrives whole")
{
  Bench bench;
  bench.ask(
      "POST /v1/drain HTTP/1.1\r\nHost: lvsd\r\nContent-Length: 17\r\n\r\n"
      "{\"server\":\"web1\"}");
  REQUIRE(bench.asked.size() == 1);
  CHECK(bench.asked[0].body == "{\"server\":\"web1\"}");
}

TEST_CASE("a body beyond the limit is refused without being kept")
{
  Bench bench;
  const std::string body(100'000, 'x');
  const std::string answer =
      bench.ask("POST /v1/drain HTTP/1.1\r\nHost: lvsd\r\nContent-Length: 100000\r\n\r\n" + body);
  CHECK(answer.starts_with("HTTP/1.1 413"));
  CHECK(bench.asked.empty());
}

TEST_CASE("garbage is answered or cut off, and the next client is served")
{
  Bench bench;
  const std::string answer = bench.ask(std::string("\0\xff\x01 garbage\r\n\r\n", 14));
  CHECK((answer == "closed" || answer.starts_with("HTTP/1.1 4")));
  CHECK(bench.asked.empty());
  CHECK(bench.ask("GET /v1/status HTTP/1.1\r\nHost: lvsd\r\n\r\n").starts_with("HTTP/1.1 200"));
}

TEST_CASE("a client that leaves half-way and one that sends nothing keep nobody else waiting")
{
  Bench bench;
  const Descriptor silent = connect_to(bench.path);
  {
    const Descriptor leaving = connect_to(bench.path);
    const std::string half = "POST /v1/drain HTTP/1.1\r\nContent-Length: 100\r\n\r\n{\"ser";
    REQUIRE(send(leaving.get(), half.data(), half.size(), MSG_NOSIGNAL) > 0);
    bench.server.run();
  }
  CHECK(bench.ask("GET /v1/status HTTP/1.1\r\nHost: lvsd\r\n\r\n").starts_with("HTTP/1.1 200"));
  CHECK(bench.server.timeout());
}

TEST_CASE("strangers who say nothing, however many, keep no other client waiting")
{
  Bench bench{.strangers = true, .patience = without_end};
  const auto clients = bench.idle(100);
  bench.strangers = false;
  CHECK(bench.ask(question).starts_with("HTTP/1.1 200"));
}

TEST_CASE("so many strangers are served at a time, and the next as soon as one of them leaves")
{
  Bench bench{.strangers = true};
  auto clients = bench.idle(ControlServer::most_strangers + 2);
  CHECK(std::ranges::count_if(clients, is_closed) == 2);
  CHECK(is_closed(clients.back()));
  CHECK(bench.ask(question) == "closed");
  clients.erase(clients.begin());
  bench.serve();
  CHECK(bench.ask(question).starts_with("HTTP/1.1 200"));
}

TEST_CASE("a stranger's request is answered")
{
  Bench bench{.strangers = true};
  CHECK(bench.ask(question).starts_with("HTTP/1.1 200"));
  CHECK(bench.asked.size() == 1);
}

TEST_CASE("the patience with a stranger is short, that with others is not")
{
  Bench bench{.patience = without_end};
  const auto member = bench.idle(1);
  CHECK(bench.server.timeout() > ControlServer::patience_with_strangers);
  bench.strangers = true;
  const auto stranger = bench.idle(1);
  CHECK(bench.server.timeout() <= ControlServer::patience_with_strangers);
}

TEST_CASE("a socket that a dead process left is replaced")
{
  const tests::TemporaryFolder folder;
  const std::string path = folder.path / "control.sock";
  {
    const Descriptor dead = listen_at(path);
  }
  REQUIRE(std::filesystem::exists(path));
  const Descriptor alive = listen_at(path);
  CHECK(connect_to(path).get() >= 0);
}

TEST_CASE("everybody may connect to a socket, whatever the umask is, which stays as it was")
{
  const tests::TemporaryFolder folder;
  const std::string path = folder.path / "control.sock";
  const mode_t before = umask(0077);
  const Descriptor listener = listen_at(path);
  CHECK(umask(before) == 0077);
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0666);
}

TEST_CASE("a path that is too long for a socket is an error that names it")
{
  const std::string path = "/tmp/" + std::string(200, 'x');
  CHECK_THROWS_WITH(listen_at(path), Catch::Contains(path));
}
