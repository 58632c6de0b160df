// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/run/restore.hpp"

#include "cli/ipvsadm/restore/lines.hpp"
#include "cli/ipvsadm/run/input.hpp"
#include "cli/ipvsadm/run/line_restore.hpp"
#include "cli/ipvsadm/run/whole_restore.hpp"

namespace ipvsadm {

Status restore(Director& director, Names& names, const std::string& program, RestoreMode mode)
{
  if (mode != RestoreMode::line_by_line)
    return restore_whole(director.client, names, program,
                         /* only_show= */ mode == RestoreMode::dry_run);
  LineRestore restore(director, names, program);
  Input input(STDIN_FILENO);
  while (const auto line = input.next_line()) {
    if (input.lacked_newline() && is_passed_over(*line)) break;
    if (!restore.take(*line)) break;
    if (input.would_wait()) restore.settle();
  }
  restore.settle();
  return restore.status();
}

}  // namespace ipvsadm
