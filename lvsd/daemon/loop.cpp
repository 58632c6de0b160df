// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/daemon/loop.hpp"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "lvsd/daemon/notify.hpp"

namespace lvsd {
namespace {

/// A second descriptor for the same thing: Asio closes what it is given, and these belong to
/// others.
int duplicate(int descriptor)
{
  const int copy = dup(descriptor);
  if (copy < 0) throw std::system_error(errno, std::generic_category(), "dup");
  return copy;
}

}  // namespace

Loop::Loop(Daemon& daemon, ControlServer& server, AnnounceDue announce_due,
           std::vector<Watch> watches)
    : daemon_(daemon),
      server_(server),
      announce_due_(std::move(announce_due)),
      watches_(std::move(watches)),
      clients_(context_, duplicate(server.descriptor())),
      signals_(context_, SIGHUP, SIGTERM, SIGINT),
      look_timer_(context_),
      event_timer_(context_),
      client_timer_(context_),
      announce_timer_(context_),
      watchdog_timer_(context_)
{
  signals_.add(SIGUSR1);
  signals_.add(SIGUSR2);
  for (const Watch& watch : watches_)
    descriptors_.emplace_back(context_, duplicate(watch.descriptor));
}

void Loop::run()
{
  wait_for_signals();
  for (std::size_t i = 0; i < watches_.size(); ++i)
    wait_for(i);
  wait_for_clients();
  keep_alive();
  rearm();
  context_.run();
}

void Loop::wait_for_signals()
{
  signals_.async_wait([this](const std::error_code& error, int number) {
    if (!error) on_signal(number);
  });
}

void Loop::on_signal(int number)
{
  if (number == SIGTERM || number == SIGINT) {
    notify::stopping();
    daemon_.stop(Clock::now());
    return context_.stop();
  }
  try {
    if (number == SIGHUP) daemon_.reload();
    if (number == SIGUSR2) daemon_.expect_successor(Clock::now());
    if (number == SIGUSR1)
      spdlog::info(
          "{}", daemon_.status("").dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  } catch (const std::exception& error) {
    spdlog::error("{}: {}", number == SIGHUP ? "not reloaded" : "no status", error.what());
    notify::ready();
  }
  wait_for_signals();
  rearm();
}

/// Timers follow from what the daemon has last done, so they are set anew after whatever it did.
void Loop::rearm()
{
  look_timer_.expires_after(daemon_.until_next_look());
  look_timer_.async_wait([this](const std::error_code& error) {
    if (!error) look_on_time();
  });
  for (const std::size_t watch : std::exchange(failed_watches_, {}))
    hear(watch);
  announce();
}

void Loop::look_on_time()
{
  daemon_.look(Reason::timer);
  rearm();
}

void Loop::wait_for(std::size_t watch)
{
  descriptors_[watch].async_wait(asio::posix::stream_descriptor::wait_read,
                                 [this, watch](const std::error_code& error) {
                                   if (!error) hear(watch);
                                 });
}

void Loop::hear(std::size_t watch)
{
  try {
    if (watches_[watch].concerns_us()) on_event();
    wait_for(watch);
  } catch (const std::exception& error) {
    spdlog::error(
        "changes that the kernel told of were missed: addresses and packet rules are looked at "
        "now, and listened for again after the next regular look: {}",
        error.what());
    failed_watches_.insert(watch);
    on_event();
  }
}

/// What the kernel tells comes in bursts: one look serves all of a burst.
void Loop::on_event()
{
  if (event_pending_) return;
  event_pending_ = true;
  event_timer_.expires_at(daemon_.look_after_event());
  event_timer_.async_wait([this](const std::error_code& error) {
    if (error) return;
    event_pending_ = false;
    daemon_.look_at_what_notifies();
    announce();
  });
}

void Loop::wait_for_clients()
{
  clients_.async_wait(asio::posix::stream_descriptor::wait_read,
                      [this](const std::error_code& error) {
                        if (error) return;
                        serve();
                        wait_for_clients();
                      });
}

void Loop::serve()
{
  const std::size_t before = daemon_.turns();
  server_.run();
  if (daemon_.turns() != before) rearm();
  const auto timeout = server_.timeout();
  if (!timeout) return;
  client_timer_.expires_after(*timeout);
  client_timer_.async_wait([this](const std::error_code& error) {
    if (!error) serve();
  });
}

void Loop::announce()
{
  const auto next = announce_due_(Clock::now());
  if (!next) return;
  announce_timer_.expires_at(*next);
  announce_timer_.async_wait([this](const std::error_code& error) {
    if (!error) announce();
  });
}

void Loop::keep_alive()
{
  notify::alive();
  const auto interval = notify::watchdog_interval();
  if (!interval) return;
  watchdog_timer_.expires_after(*interval / 3);
  watchdog_timer_.async_wait([this](const std::error_code& error) {
    if (!error) keep_alive();
  });
}

}  // namespace lvsd
