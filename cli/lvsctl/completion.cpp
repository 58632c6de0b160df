// SPDX-License-Identifier: GPL-2.0-or-later
// The commands that shells complete by.
#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "cli/lvsctl/client.hpp"
#include "cli/lvsctl/commands.hpp"
#include "cli/lvsctl/completion_texts.hpp"
#include "cli/lvsctl/known_names.hpp"
#include "lvsd/config/load.hpp"
#include "lvsd/files/disk_files.hpp"
#include "lvsd/files/host_environment.hpp"

namespace lvsctl {
namespace {

using namespace std::chrono_literals;

/// Those of a daemon, which may keep to another file, or to a config of before an error; where it
/// does not say before somebody at a keyboard would wait, those of the usual file.
std::set<std::string> names_of_director(const Options& options, NameKind kind)
{
  try {
    return known_names(document_of(ask(options.socket(), "GET", "/v1/status", "", 1s)), kind);
  } catch (const std::exception&) {
    lvsd::DiskFiles files;
    const auto loaded = lvsd::load_config(files, options.config, lvsd::host_environment());
    return known_names(loaded.config.value_or(lvsd::Config()), kind);
  }
}

}  // namespace

int completion(const std::string& shell)
{
  const auto found = completion_texts().find(shell);
  if (found == completion_texts().end())
    throw std::runtime_error("there are completions for bash, zsh and fish, not for `" + shell +
                             "`");
  fmt::print("{}", found->second);
  return 0;
}

int names(const Options& options, const std::string& kind)
{
  const NameKind wanted = kind == "services" ? NameKind::services : NameKind::servers;
  for (const std::string& name : names_of_director(options, wanted))
    fmt::print("{}\n", name);
  return 0;
}

}  // namespace lvsctl
