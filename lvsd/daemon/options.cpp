// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/daemon/options.hpp"

#include <sysexits.h>

#include <CLI/CLI.hpp>

#include "lvsd/version.hpp"

namespace lvsd {

std::optional<int> parse_options(int argc, char** argv, Options& options)
{
  CLI::App app(
      "lvsd keeps virtual services, firewall marks and floating addresses of a Linux Virtual "
      "Server director as its config says.",
      "lvsd");
  app.set_version_flag("--version", std::string("lvsd ") + version);
  app.add_option("--config", options.config, "the config")->capture_default_str();
  app.add_option("--runtime-directory", options.runtime_directory,
                 "control socket, lock and record of what is ours; a boot empties it")
      ->capture_default_str();
  app.add_option("--state-directory", options.state_directory,
                 "what operators said of servers; survives a boot")
      ->capture_default_str();
  app.add_flag("--check", options.check, "check the config and exit: 0, or 78 with every error");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EX_OK : EX_USAGE;
  }
  return {};
}

}  // namespace lvsd
