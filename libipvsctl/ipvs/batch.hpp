// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "libipvsctl/ipvs/client.hpp"

namespace ipvsctl::ipvs {

/// Called with what became of a command, in the order in which they were added.
using OnAnswer = std::function<void(std::size_t tag, const netlink::Answer&)>;

/// Commands that go to the kernel many at a time; one that is refused keeps none of the others from
/// being tried.
///
/// Only the last command of each send asks for an acknowledgement. The kernel takes the commands in
/// their order and complains of each that it refuses, so once the last is acknowledged the silent
/// ones are carried out; and where a complaint may have got lost, the socket says so. To have each
/// acknowledged takes half as long again. What the kernel may not acknowledge at all is followed by
/// a message that it does.
class Batch {
public:
  /// `client` must outlive the batch. `on_answer` is called from within add and finish, and must
  /// not use the client.
  Batch(Client& client, OnAnswer on_answer);

  /// Takes a command, known to `on_answer` as `tag`; sends what has gathered once it is enough.
  /// What cannot be said in a message counts as refused.
  ///
  /// Throws std::system_error where the kernel cannot be talked to any more.
  void add(std::size_t tag, const Command& command);

  /// Takes as refused with `answer` what is not to be sent at all. Throws as add does.
  void refuse(std::size_t tag, const netlink::Answer& answer);

  /// Sends the rest. Throws as add does.
  void finish();

private:
  void append(std::size_t tag);
  void send();

  Client& client_;
  OnAnswer on_answer_;
  std::size_t most_at_once_;
  netlink::Request request_;
  std::vector<std::byte> messages_;
  std::size_t last_message_ = 0;  // where it begins
  std::vector<std::size_t> tags_;
};

}  // namespace ipvsctl::ipvs
