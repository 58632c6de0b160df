// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <system_error>
#include <variant>
#include <vector>

#include "libipvsctl/netlink/message.hpp"
#include "libipvsctl/netlink/transport.hpp"

namespace tests {

using Datagram = std::vector<std::byte>;

/// What a receive brings: bytes, an error of the socket, or bytes that did not fit.
using Event = std::variant<Datagram, std::errc, ipvsctl::netlink::Malformed>;

/// Answers what was sent: each call gets the messages of one send.
using KernelFunction =
    std::function<std::vector<Event>(const std::vector<ipvsctl::netlink::Message>&)>;

/// A kernel that is a function, under a real conversation: bytes in, bytes out.
class ScriptedTransport : public ipvsctl::netlink::Transport {
public:
  explicit ScriptedTransport(KernelFunction kernel) : kernel_(std::move(kernel)) {}

  void send(std::span<const std::byte> messages) override
  {
    sent_.emplace_back(messages.begin(), messages.end());
    ipvsctl::netlink::Bytes rest = sent_.back();
    std::vector<ipvsctl::netlink::Message> parsed;
    while (const auto message = ipvsctl::netlink::take_message(rest))
      parsed.push_back(*message);
    for (Event& event : kernel_(parsed))
      coming_.push_back(std::move(event));
  }

  std::optional<std::span<const std::byte>> receive(ipvsctl::netlink::Wait) override
  {
    if (coming_.empty()) return {};
    const Event event = std::move(coming_.front());
    coming_.pop_front();
    if (const auto* malformed = std::get_if<ipvsctl::netlink::Malformed>(&event)) throw *malformed;
    if (const auto* error = std::get_if<std::errc>(&event))
      throw std::system_error(static_cast<int>(*error), std::system_category(), "receive");
    current_ = std::get<Datagram>(event);
    return current_;
  }

  std::size_t acknowledgements_at_once() const override { return at_once; }

  /// What is still to be received.
  std::size_t left() const { return coming_.size(); }

  std::size_t at_once = 1000;

private:
  KernelFunction kernel_;
  std::deque<Datagram> sent_;
  std::deque<Event> coming_;
  Datagram current_;
};

/// A message with `sequence` and `payload`.
Datagram message(std::uint32_t sequence, std::uint16_t type, std::uint16_t flags,
                 std::span<const std::byte> payload);

/// The kernel's answer to the request with `sequence`: `error` is an errno, 0 for success; `text`
/// is the kernel's own words.
Datagram answer(std::uint32_t sequence, int error = 0, const std::string& text = {});

/// The end of a dump; `error` as above.
Datagram done(std::uint32_t sequence, int error = 0);

/// The messages of all of them in one datagram.
Datagram together(const std::vector<Datagram>& messages);

/// The first `size` bytes of `datagram`.
Datagram cut(const Datagram& datagram, std::size_t size);

}  // namespace tests
