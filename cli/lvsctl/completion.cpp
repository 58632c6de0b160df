// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <stdexcept>

#include "cli/lvsctl/commands.hpp"

namespace lvsctl {
namespace {

const char* const bash = R"TEXT(_lvsctl()
{
  local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}
  local commands="check plan apply status reload drain undrain weight schema completion"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "$commands --help --version" -- "$word"))
    return
  fi
  if [ "${COMP_WORDS[COMP_CWORD-1]}" = --service ]; then
    COMPREPLY=($(compgen -W "$(lvsctl names services 2>/dev/null)" -- "$word"))
    return
  fi
  case $command in
    check|plan|apply) COMPREPLY=($(compgen -f -W "--json" -- "$word")) ;
;
    status) COMPREPLY=($(compgen -W "$(lvsctl names services 2>/dev/null) --json --watch" -- "$word")) ;
    ;
    drain) COMPREPLY=($(compgen -W "$(lvsctl names servers 2>/dev/null) --service --wait --json" -- "$word")) ;
    ;
    undrain) COMPREPLY=($(compgen -W "$(lvsctl names servers 2>/dev/null) --service --json" -- "$word")) ;
    ;
    weight) COMPREPLY=($(compgen -W "$(lvsctl names servers 2>/dev/null) --service --reset --json" -- "$word")) ;
    ;
    schema) COMPREPLY=($(compgen -W "config plan status control" -- "$word")) ;
    ;
    completion) COMPREPLY=($(compgen -W "bash zsh fish" -- "$word")) ;
    ;
    esac
    }
complete -o filenames -F _lvsctl lvsctl
)TEXT";

const char* const zsh = R"TEXT(#compdef lvsctl
_lvsctl()
{
  local -a commands
  commands=(check:'validate a config' plan:'show what would change' apply:'do it once'
    status:'show how things are' reload:'read the config again' drain:'take a server out'
    undrain:'bring a server back' weight:'give a server another weight' schema:'print a JSON schema'
    completion:'print a completion')
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  if [[ ${words[CURRENT-1]} == --service ]]; then
    compadd -- ${(f)"$(lvsctl names services 2>/dev/null)"}
    return
  fi
  case ${words[2]} in
    check|plan|apply) _files;
compadd-- --json;
;
    status) compadd -- $
    {
      (f) "$(lvsctl names services 2>/dev/null)"
    }
    --json-- watch;
    ;
    drain) compadd -- $
    {
      (f) "$(lvsctl names servers 2>/dev/null)"
    }
    --service-- wait-- json;
    ;
    undrain) compadd -- $
    {
      (f) "$(lvsctl names servers 2>/dev/null)"
    }
    --service-- json;
    ;
    weight) compadd -- $
    {
      (f) "$(lvsctl names servers 2>/dev/null)"
    }
    --service-- reset-- json;
    ;
    schema) compadd config plan status control ;
    ;
    completion) compadd bash zsh fish ;
    ;
    esac
    }
compdef _lvsctl lvsctl
)TEXT";

const char* const fish =
    R"TEXT(set -l commands check plan apply status reload drain undrain weight schema completion
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -f -a "$commands"
complete -c lvsctl -n "__fish_seen_subcommand_from status" -f -a "(lvsctl names services 2>/dev/null)"
complete -c lvsctl -n "__fish_seen_subcommand_from status" -l watch
complete -c lvsctl -n "__fish_seen_subcommand_from drain undrain weight" -f -a "(lvsctl names servers 2>/dev/null)"
complete -c lvsctl -n "__fish_seen_subcommand_from drain undrain weight" -l service -x -a "(lvsctl names services 2>/dev/null)"
complete -c lvsctl -n "__fish_seen_subcommand_from drain" -l wait
complete -c lvsctl -n "__fish_seen_subcommand_from weight" -l reset
complete -c lvsctl -n "__fish_seen_subcommand_from schema" -f -a "config plan status control"
complete -c lvsctl -n "__fish_seen_subcommand_from completion" -f -a "bash zsh fish"
complete -c lvsctl -l json
)TEXT";

}  // namespace

int completion(const std::string& shell)
{
  if (shell != "bash" && shell != "zsh" && shell != "fish")
    throw std::runtime_error("there are completions for bash, zsh and fish, not for `" + shell +
                             "`");
  fmt::print("{}", shell == "bash" ? bash : shell == "zsh" ? zsh : fish);
  return 0;
}

}  // namespace lvsctl
