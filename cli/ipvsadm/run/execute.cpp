// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/run/execute.hpp"

#include "cli/ipvsadm/arguments/kernel_words.hpp"
#include "cli/ipvsadm/arguments/refusal.hpp"
#include "cli/ipvsadm/run/change.hpp"
#include "cli/ipvsadm/run/help.hpp"
#include "cli/ipvsadm/run/list.hpp"
#include "cli/ipvsadm/run/output.hpp"

namespace ipvsadm {
namespace {

void change(Director& director, const Command& command)
{
  std::error_code refused;
  ipvsctl::ipvs::Batch batch(director.client,
                             [&](std::size_t, const auto& answer) { refused = answer.code; });
  add_change(batch, 0, command);
  batch.finish();
  if (refused)
    throw Refusal{kernel_words(command, refused), Status::refused, /* ends_restore= */ false};
}

struct Show {
  Director& director;
  Names& names;
  const std::string& program;

  void operator()(const Help&) const { print(help_text(program)); }
  void operator()(const Version&) const { print(version_line()); }
  void operator()(const auto& listing) const
  {
    if constexpr (requires { list(director, names, listing); }) list(director, names, listing);
  }
};

}  // namespace

void execute(Director& director, Names& names, const std::string& program, const Command& command)
{
  if (is_change(command)) return change(director, command);
  std::visit(Show{director, names, program}, command);
}

}  // namespace ipvsadm
