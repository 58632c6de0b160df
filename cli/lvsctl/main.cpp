// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <system_error>

#include "cli/lvsctl/client.hpp"
#include "cli/lvsctl/commands.hpp"
#include "libipvsctl/ipvs/client.hpp"
#include "lvsd/config/suggest.hpp"
#include "lvsd/version.hpp"

namespace {

using lvsctl::Options;
using lvsctl::ServerChoice;

/// An empty word is a script's unset variable, and must not mean all there are.
CLI::Validator not_empty()
{
  return {[](const std::string& word) { return word.empty() ? "it is empty" : ""; }, ""};
}

/// A number as people write it: one with zeros in front would be read as an octal one.
CLI::Validator decimal()
{
  return {[](const std::string& word) {
            const bool digits = word.find_first_not_of("0123456789") == std::string::npos;
            return digits && (word == "0" || !word.starts_with("0"))
                       ? ""
                       : word + " is not a decimal number without sign and leading zeros";
          },
          ""};
}

/// The command line: each command sets what is to be run.
class CommandLine {
public:
  CommandLine()
  {
    app_.require_subcommand(1);
    app_.failure_message([this](const CLI::App*, const CLI::Error& error) {
      return "lvsctl: " + what_is_wrong(error) + "\n";
    });
    app_.set_version_flag("--version", std::string("lvsctl ") + lvsd::version);
    add_places(app_);
    add_config_commands();
    add_daemon_commands();
    add_server_commands();
    add_texts();
  }

  int run(int argc, char** argv)
  {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? 0 : lvsctl::exit_usage;
    }
    options_.config_given = config_option_given_();
    return run_();
  }

private:
  std::vector<std::string> commands() const
  {
    std::vector<std::string> names;
    for (const CLI::App* one : app_.get_subcommands([](const CLI::App*) { return true; }))
      if (!one->get_group().empty()) names.push_back(one->get_name());
    return names;
  }

  /// With the one that may be meant, or else all that there are.
  std::string no_such_command(const std::string& name) const
  {
    const std::string meant = lvsd::did_you_mean(name, commands());
    return fmt::format("there is no command `{}`{}", name,
                       meant.empty() ? known_commands() : meant);
  }

  std::string known_commands() const
  {
    return fmt::format(". The commands are {}; see lvsctl --help", fmt::join(commands(), ", "));
  }

  /// The library's words, but where they name nothing that was typed.
  static std::string told(const CLI::Error& error)
  {
    const std::string text = error.what();
    const std::size_t end = text.find(" was given a disallowed flag override");
    return end == std::string::npos ? text : "--" + text.substr(0, end) + " takes no value";
  }

  /// What stands in front of the command: perhaps an option that belongs behind it.
  std::string what_is_early(const std::vector<std::string>& words, const CLI::App& command) const
  {
    const auto option =
        std::ranges::find_if(words, [](const auto& word) { return word.starts_with("-"); });
    if (option == words.end()) return no_such_command(words.front());
    if (command.get_option_no_throw(option->substr(0, option->find('='))) == nullptr)
      return "there is no option `" + *option + "`";
    return "`" + *option + "` stands before the command `" + command.get_name() +
           "` and belongs behind it";
  }

  /// In words that name what was typed.
  std::string what_is_wrong(const CLI::Error& error) const
  {
    const auto given = app_.get_subcommands();
    const auto left = app_.remaining();
    if (!given.empty()) {
      const CLI::App& command = *given.front();
      const std::string what = left.empty() ? told(error) : what_is_early(left, command);
      return what + " (see lvsctl " + command.get_name() + " --help)";
    }
    if (left.empty()) return "a command is missing" + known_commands();
    if (!left.front().starts_with("-")) return no_such_command(left.front());
    return "there is no option `" + left.front() + "` before a command" + known_commands();
  }

  void add_places(CLI::App& app)
  {
    app.add_option("--runtime-directory", options_.runtime_directory,
                   "where lvsd has its socket and its record")
        ->capture_default_str();
    app.add_option("--state-directory", options_.state_directory,
                   "where lvsd keeps what operators said")
        ->capture_default_str();
  }

  /// Behind the command they are taken too, without a word in its help.
  void take_places(CLI::App& command)
  {
    add_places(command);
    for (CLI::Option* const option : command.get_options())
      if (option->get_name() != "--help") option->group("");
  }

  /// A command whose output has one form.
  CLI::App* text_command(const char* name, const char* description, std::function<int()> action)
  {
    CLI::App* const command = app_.add_subcommand(name, description);
    command->callback([this, action = std::move(action)] { run_ = action; });
    take_places(*command);
    return command;
  }

  CLI::App* command(const char* name, const char* description, std::function<int()> action)
  {
    CLI::App* const command = text_command(name, description, std::move(action));
    command->add_flag("--json", options_.json, "print JSON")->disable_flag_override();
    return command;
  }

  void add_config_commands()
  {
    const auto add = [this](const char* name, const char* description, auto action,
                            const char* without = "; else that of the running lvsd, or") {
      CLI::App* const one = command(name, description, [this, action] { return action(options_); });
      CLI::Option* const file = one->add_option(
          "FILE", options_.config, std::string("the config") + without + " " + options_.config);
      const auto before = config_option_given_;
      config_option_given_ = [before, file] { return before() || file->count() != 0; };
    };
    add("check", "validate a config", lvsctl::check, "; else");
    add("plan", "show what would change", lvsctl::plan);
    add("apply", "make the kernel as the config says, once", lvsctl::apply);
    add("doctor", "say what is wrong on this host, and the cure", lvsctl::diagnose);
  }

  void add_daemon_commands()
  {
    CLI::App* const status =
        command("status", "show services, servers, addresses and marks",
                [this] { return lvsctl::status(options_, choice_.service, watch_); });
    status->add_option("SERVICE", choice_.service, "only this service")->check(not_empty());
    status->add_flag("--watch", watch_, "again and again")->disable_flag_override();
    command("reload", "have lvsd read its config again",
            [this] { return lvsctl::reload(options_); });
  }

  CLI::App* server_command(const char* name, const char* description, std::function<int()> action)
  {
    CLI::App* const one = command(name, description, std::move(action));
    one->add_option("SERVER", choice_.server, "its name or address")
        ->required()
        ->check(not_empty());
    one->add_option("--service", choice_.service, "only in this service")->check(not_empty());
    return one;
  }

  void add_server_commands()
  {
    CLI::App* const drain = server_command(
        "drain", "take a server out of service once its connections are gone, or its time is over",
        [this] { return lvsctl::drain(options_, choice_, now_, wait_); });
    drain->add_flag("--now", now_, "cut its connections off")->disable_flag_override();
    drain->add_flag("--wait", wait_, "return when it is out of service")->disable_flag_override();
    server_command("undrain", "bring a drained server back",
                   [this] { return lvsctl::undrain(options_, choice_); });
    CLI::App* const weight =
        server_command("weight", "give a server another weight than the config does",
                       [this] { return set_weight(); });
    weight->add_option("WEIGHT", weight_, "0 takes no new connections; or --reset")
        ->check(decimal())
        ->check(CLI::Range(0U, 2147483647U));
    weight->add_flag("--reset", reset_, "the config's weight again")->disable_flag_override();
  }

  int set_weight() const
  {
    if (reset_ == weight_.has_value()) {
      fmt::print(stderr, "lvsctl: weight takes a number or --reset\n");
      return lvsctl::exit_usage;
    }
    return lvsctl::weight(options_, choice_, weight_);
  }

  int print_help() const
  {
    const auto known = commands();
    if (!text_.empty() && std::ranges::find(known, text_) == known.end()) {
      fmt::print(stderr, "lvsctl: {}\n", no_such_command(text_));
      return lvsctl::exit_usage;
    }
    // help() of the program itself would be that of the command that was given, this one.
    fmt::print("{}", text_.empty() ? app_.get_formatter()->make_help(&app_, app_.get_name(),
                                                                     CLI::AppFormatMode::Normal)
                                   : app_.get_subcommand(text_)->help(app_.get_name()));
    return 0;
  }

  void add_texts()
  {
    text_command("schema", "print a JSON schema", [this] { return lvsctl::schema(text_); })
        ->add_option("NAME", text_, "config, plan, status, control or doctor")
        ->default_str("config")
        ->check(CLI::IsMember({"config", "plan", "status", "control", "doctor"}));
    text_command("completion", "print the completion for a shell",
                 [this] { return lvsctl::completion(text_); })
        ->add_option("SHELL", text_, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    text_command("help", "print the options of a command", [this] {
      return print_help();
    })->add_option("COMMAND", text_, "all commands where it is left out");
    CLI::App* const names = text_command("names", "print names for completions",
                                         [this] { return lvsctl::names(options_, text_); });
    names->add_option("KIND", text_, "services or servers")
        ->required()
        ->check(CLI::IsMember({"services", "servers"}));
    names->group("");
  }

  CLI::App app_{
      "lvsctl checks, plans and applies configs of a Linux Virtual Server director, and asks lvsd.",
      "lvsctl"};
  Options options_;
  ServerChoice choice_;
  std::optional<std::uint32_t> weight_;
  std::string text_;
  bool watch_ = false;
  bool now_ = false;
  bool wait_ = false;
  bool reset_ = false;
  std::function<bool()> config_option_given_ = [] { return false; };
  std::function<int()> run_;
};

int status_of(const std::system_error& error)
{
  const bool forbidden = error.code() == std::errc::operation_not_permitted ||
                         error.code() == std::errc::permission_denied;
  return forbidden ? lvsctl::exit_no_permission : 1;
}

/// What could not be written is no success: a script would take half a document for a whole one.
int written(int status)
{
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
  fmt::print(stderr, "lvsctl: cannot write to standard output\n");
  return status == 0 ? 1 : status;
}

}  // namespace

int main(int argc, char** argv)
{
  try {
    return written(CommandLine().run(argc, argv));
  } catch (const lvsctl::Unanswered& error) {
    fmt::print(stderr, "lvsctl: {}\n", error.what());
    return lvsctl::exit_unavailable;
  } catch (const lvsctl::NotPermitted& error) {
    fmt::print(stderr, "lvsctl: {}\n", error.what());
    return lvsctl::exit_no_permission;
  } catch (const ipvsctl::ipvs::Missing& error) {
    fmt::print(stderr, "lvsctl: {}\n", error.what());
    return lvsctl::exit_unavailable;
  } catch (const std::system_error& error) {
    const int status = status_of(error);
    const bool cure = status == lvsctl::exit_no_permission && geteuid() != 0;
    fmt::print(stderr, "lvsctl: {}{}\n", error.what(), cure ? ": be root" : "");
    return status;
  } catch (const std::exception& error) {
    fmt::print(stderr, "lvsctl: {}\n", error.what());
    return 1;
  }
}
