// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "libipvsctl/netlink/message.hpp"
#include "libipvsctl/netlink/request.hpp"
#include "libipvsctl/netlink/transport.hpp"

namespace ipvsctl::netlink {

/// Called for each message of a reply; what it throws comes out of the call it was given to.
using OnMessage = std::function<void(const Message&)>;

/// The same for several requests, of which it gets the number, from 0.
using OnMessageOf = std::function<void(std::size_t, const Message&)>;

/// Requests and their replies over a transport, told apart by sequence number; for one thread.
///
/// The kernel carries out a request while it takes it, so a reply that is not there soon never
/// comes: it is an error, not a reason to wait.
class Conversation {
public:
  /// Takes the transport over.
  explicit Conversation(std::unique_ptr<Transport> transport);

  /// Sends the messages that stand one behind the other in `messages` at once, numbering them, and
  /// returns what became of each. One without NLM_F_ACK counts as a success where the kernel does
  /// not complain. An answer that was lost or cut short has ENOBUFS or EBADMSG as its code, and one
  /// that did not come has ETIMEDOUT: what became of that request is not known.
  ///
  /// Throws std::system_error where they cannot be sent; then none was carried out.
  std::vector<Answer> exchange(std::span<std::byte> messages);

  /// Sends one request and hands its replies to `on_message`.
  ///
  /// Throws Refused where the kernel does, with `tried` in front; std::system_error where the
  /// answer does not come; Malformed.
  void query(const Request& request, const std::string& tried, const OnMessage& on_message = {});

  /// The same for a dump: `on_message` gets every message up to its end. Returns false where the
  /// kernel says that what was dumped changed meanwhile (NLM_F_DUMP_INTR), so that it may be torn.
  bool dump(const Request& request, const std::string& tried, const OnMessage& on_message);

  /// The same for many dumps, whose requests stand one behind the other in `requests`: one round
  /// trip for all whose replies the kernel has in one piece. A socket has one dump at a time, so a
  /// request behind a longer one is refused with EBUSY, and is sent again. `tried` says what a
  /// request tried.
  void dumps(Bytes requests, const std::function<std::string(std::size_t)>& tried,
             const OnMessageOf& on_message);

  /// Stays the conversation's own.
  Transport& transport() { return *transport_; }

private:
  struct NumberedRequest {
    std::size_t number = 0;
    Bytes bytes;
  };
  using NumberedRequests = std::vector<NumberedRequest>;
  using Tried = std::function<std::string(std::size_t)>;

  struct End {
    Answer answer;
    bool interrupted = false;
  };

  std::uint32_t send(const Request& request, int flags);
  End replies(std::uint32_t sequence, const std::string& tried, const OnMessage& on_message);
  End receive_replies(std::uint32_t sequence, const std::string& tried,
                      const OnMessage& on_message);
  std::uint32_t send_dumps(std::span<const NumberedRequest> requests);
  NumberedRequests receive_dumps(std::span<const NumberedRequest> requests, std::uint32_t first,
                                 const Tried& tried, const OnMessageOf& on_message);
  void drain();

  std::unique_ptr<Transport> transport_;
  std::uint32_t next_sequence_ = 1;
  std::vector<std::byte> outgoing_;
};

}  // namespace ipvsctl::netlink
