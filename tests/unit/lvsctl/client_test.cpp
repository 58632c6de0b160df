// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/client.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>
#include <thread>

#include "lvsd/system/descriptor.hpp"
#include "lvsd/system/unix_address.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace lvsctl;
using namespace std::chrono_literals;
using Catch::Contains;
using lvsd::Descriptor;

namespace {

std::string http(const std::string& status, const std::string& body)
{
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}

std::string received(int from)
{
  std::array<char, 4096> buffer{};
  const ssize_t size = read(from, buffer.data(), buffer.size());
  return {buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

/// A daemon's folder, in which somebody may listen who is no lvsd.
struct Place {
  tests::TemporaryFolder folder;
  Options options;
  std::string socket;

  Place()
  {
    options.runtime_directory = folder.path;
    socket = options.socket();
  }

  Descriptor listener(int waiting = 8) const
  {
    Descriptor listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const auto address = lvsd::unix_address(socket);
    REQUIRE(address);
    REQUIRE(bind(listener.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) ==
            0);
    REQUIRE(listen(listener.get(), waiting) == 0);
    return listener;
  }

  std::string failure(Patience patience = {}) const
  {
    try {
      return "none, but " + file_of_daemon(options, patience);
    } catch (const std::exception& error) {
      return error.what();
    }
  }
};

/// Gives one request an answer, which may be cut short, and goes.
class Answering {
public:
  Answering(const Place& place, std::string answer)
      : listener_(place.listener()), thread_([this, answer = std::move(answer)] {
          const Descriptor client(accept(listener_.get(), nullptr, nullptr));
          received(client.get());
          send(client.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
        })
  {
  }
  Answering(const Answering&) = delete;
  Answering& operator=(const Answering&) = delete;
  ~Answering() { thread_.join(); }

private:
  Descriptor listener_;
  std::thread thread_;
};

/// What `say` says as a user for whom permissions count: root passes everything.
std::string said_by_nobody(const std::function<std::string()>& say)
{
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const Descriptor from(ends[0]);
  Descriptor to(ends[1]);
  const pid_t child = fork();
  if (child == 0) {
    constexpr unsigned nobody = 65534;
    const bool counts = getuid() != 0 || (setgid(nobody) == 0 && setuid(nobody) == 0);
    const std::string said = counts ? say() : "still root";
    _exit(write(to.get(), said.data(), said.size()) == std::ssize(said) ? 0 : 1);
  }
  to = Descriptor();
  std::string said = received(from.get());
  waitpid(child, nullptr, 0);
  return said;
}

std::string refusal_at(const std::string& socket)
{
  try {
    ask(socket, "GET", "/v1/status", "");
    return "no refusal";
  } catch (const NotPermitted& refused) {
    return refused.what();
  } catch (const std::exception& error) {
    return std::string("no refusal but ") + error.what();
  }
}

}  // namespace

TEST_CASE("a daemon says which config it keeps to")
{
  const Place place;
  const Answering daemon(place, http("200 OK", R"({"config":{"file":"/etc/lvsd/lvsd.json"}})"));
  CHECK(file_of_daemon(place.options) == "/etc/lvsd/lvsd.json");
}

TEST_CASE("where nobody listens no daemon runs")
{
  const Place place;
  CHECK_FALSE(is_running(place.socket));
  CHECK_THROWS_AS(file_of_daemon(place.options), NotRunning);
  CHECK_THAT(place.failure(), Contains("is it running?"));
}

TEST_CASE("a daemon that ends in the middle of an answer has not answered")
{
  for (const std::string answer : {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"conf"}) {
    const Place place;
    const Answering daemon(place, answer);
    CHECK_THROWS_AS(file_of_daemon(place.options), Unanswered);
  }
}

TEST_CASE("a daemon that never answers is waited for only where there is patience without end")
{
  const Place place;
  const Descriptor hung = place.listener();
  CHECK(is_running(place.socket));
  CHECK(place.failure(20ms) == "lvsd at " + place.socket + " gave no answer within 20ms");
  CHECK_THROWS_AS(file_of_daemon(place.options, 20ms), Unanswered);
}

TEST_CASE("a daemon for which too many wait runs, and is not waited for to find out")
{
  const Place place;
  const Descriptor hung = place.listener(0);
  CHECK(is_running(place.socket));
  const Descriptor waiting(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const auto address = lvsd::unix_address(place.socket);
  connect(waiting.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address);
  CHECK(is_running(place.socket));
  CHECK_THROWS_AS(file_of_daemon(place.options, 20ms), Unanswered);
}

TEST_CASE("an answer without the config's file is told in words")
{
  const std::pair<const char*, std::string> cases[] = {
      {"the kernel cannot be asked",
       http("500 Internal Server Error", R"({"error":"the kernel cannot be asked"})")},
      {"lvsd answered with HTTP status 500 and no JSON object",
       http("500 Internal Server Error", "oops")},
      {"lvsd answered with HTTP status 200 and no JSON object", http("200 OK", "[]")},
      {"lvsd did not say which config it keeps to", http("200 OK", R"({"config":{}})")},
  };
  for (const auto& [words, answer] : cases) {
    const Place place;
    const Answering daemon(place, answer);
    CHECK(place.failure() == words);
  }
}

TEST_CASE("a refusal of the daemon is told in its words")
{
  const Place place;
  const Answering daemon(place, http("403 Forbidden", R"({"error":"you may not ask here"})"));
  CHECK(place.failure() == "you may not ask here");
}

TEST_CASE("a folder that is closed is named, with the cure, and no group that would not help")
{
  const Place place;
  const Descriptor listener = place.listener();
  REQUIRE(chmod(place.folder.path.c_str(), 0) == 0);
  CHECK(said_by_nobody([&] { return refusal_at(place.socket); }) ==
        "you may not pass " + place.folder.path.string() + ", and lvsd's control socket is " +
            place.socket + ": be root, or open the folder (chmod a+x " +
            place.folder.path.string() + ")");
  REQUIRE(chmod(place.folder.path.c_str(), 0700) == 0);
}

TEST_CASE("a socket that is closed is named, with the cure")
{
  const Place place;
  const Descriptor listener = place.listener();
  REQUIRE(chmod(place.folder.path.c_str(), 0755) == 0);
  REQUIRE(chmod(place.socket.c_str(), 0) == 0);
  CHECK(said_by_nobody([&] { return refusal_at(place.socket); }) ==
        "you may not write to lvsd's control socket " + place.socket +
            ": be root, or open it (chmod a+rw " + place.socket + "), as lvsd does at its start");
}
