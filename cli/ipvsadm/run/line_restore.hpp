// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

#include "cli/ipvsadm/arguments/command.hpp"
#include "cli/ipvsadm/arguments/names.hpp"
#include "cli/ipvsadm/arguments/refusal.hpp"
#include "cli/ipvsadm/run/connect.hpp"
#include "libipvsctl/ipvs/batch.hpp"

namespace ipvsadm {

/// A restore as the original makes it: line by line, each as if it were a command of its own, with
/// the outcome of the last one.
///
/// Changes go to the kernel many at a time. Whatever could show a difference waits for the answers
/// to those before: a listing, a message, the end, and input that is not there yet.
class LineRestore {
public:
  /// What it is given must outlive it.
  LineRestore(Director& director, Names& names, const std::string& program);

  /// Takes the next line. False where the restore ends with it.
  bool take(std::string_view line);

  /// Waits for the answers to all lines that were taken.
  void settle() { batch_.finish(); }

  /// The outcome of the last line, once settled.
  Status status() const { return status_; }

private:
  struct Sent {
    std::size_t line;
    Command command;
  };

  bool take_command(Command command);
  bool refuse(std::size_t line, const Refusal& refusal);
  void answered(const ipvsctl::netlink::Answer& answer);

  Director& director_;
  Names& names_;
  const std::string& program_;
  std::size_t line_ = 0;
  Status status_ = Status::success;
  std::deque<Sent> sent_;
  ipvsctl::ipvs::Batch batch_;
};

}  // namespace ipvsadm
