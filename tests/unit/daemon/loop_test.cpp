// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/daemon/loop.hpp"

#include <unistd.h>

#include <array>
#include <csignal>

#include "lvsd/net/unix_socket.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/daemon/place.hpp"

using namespace lvsd;
using namespace std::chrono_literals;

namespace {

Config looked_after_often()
{
  Config config;
  config.director.on_stop = OnStop::release;
  config.vips = {{"public", {"eth0", *ipvsctl::parse_ip_address("192.0.2.10"), 32, ""}}};
  config.director.observe_every = 20ms;
  return config;
}

/// A loop over a kernel in memory, with one watch that is readable from the start.
struct Bench : tests::DaemonPlace {
  Daemon daemon{kernel,
                record,
                overrides,
                options,
                looked_after_often(),
                [] { return LoadedConfig{}; },
                [](const auto&) {},
                Telling{[] {}, [](const std::string&) {}}};
  ControlServer server{listen_at(folder.path / "control.sock"),
                       [](const auto&, const auto&) { return HttpResponse{}; },
                       [](const auto&) { return true; }};
  std::array<int, 2> ends{};

  Bench()
  {
    REQUIRE(pipe(ends.data()) == 0);
    REQUIRE(write(ends[1], "x", 1) == 1);
  }
  ~Bench()
  {
    for (const int end : ends)
      close(end);
  }

  void run(std::function<bool()> heard)
  {
    Loop loop(daemon, server, [](auto) { return std::optional<Clock::time_point>(); },
              {{ends[0], std::move(heard)}});
    loop.run();
  }
};

}  // namespace

TEST_CASE("a watch that fails leads to a look, and is heard again after the next")
{
  Bench bench;
  int heard = 0;
  std::size_t turns_before = 0;
  bench.run([&]() -> bool {
    if (++heard == 1) {
      turns_before = bench.daemon.turns();
      throw std::runtime_error("lost");
    }
    std::raise(SIGTERM);
    return false;
  });
  CHECK(bench.daemon.turns() > turns_before);
  CHECK(heard < 10);
}

TEST_CASE("SIGUSR2 before SIGTERM leaves everything")
{
  for (const bool successor : {false, true}) {
    Bench bench;
    bench.daemon.look(Reason::start);
    bench.run([successor] {
      if (successor) std::raise(SIGUSR2);
      std::raise(SIGTERM);
      return false;
    });
    CHECK(bench.kernel.state.addresses.size() == (successor ? 1 : 0));
  }
}
