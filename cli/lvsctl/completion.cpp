// SPDX-License-Identifier: GPL-2.0-or-later
// The commands that shells complete by.
#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "cli/lvsctl/client.hpp"
#include "cli/lvsctl/commands.hpp"
#include "cli/lvsctl/completion_texts.hpp"
#include "lvsd/config/load.hpp"
#include "lvsd/control/names_json.hpp"
#include "lvsd/files/disk_files.hpp"
#include "lvsd/files/host_environment.hpp"

namespace lvsctl {
namespace {

using namespace std::chrono_literals;

/// Those of a daemon, which may keep to another file, or to a config of before an error; where it
/// does not say before somebody at a keyboard would wait, those of the usual file.
nlohmann::json names_of_director(const Options& options)
{
  try {
    return document_of(ask(options.socket(), "GET", "/v1/names", "", 1s));
  } catch (const std::exception&) {
    lvsd::DiskFiles files;
    const auto loaded = lvsd::load_config(files, options.config, lvsd::host_environment());
    return lvsd::names_json(loaded.config.value_or(lvsd::Config()));
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
  const nlohmann::json names = names_of_director(options);
  for (const nlohmann::json& name : names.at(kind))
    fmt::print("{}\n", name.get<std::string>());
  return 0;
}

}  // namespace lvsctl
