#compdef lvsctl
# SPDX-License-Identifier: GPL-2.0-or-later

_lvsctl_add_places()   # the folders as typed, which are escaped as values of opt_args too, to `places`
{
  local option
  for option in --runtime-directory --state-directory; do
    [[ -z $opt_args[$option] ]] || places+=($option=${${(Q)${(Q)opt_args[$option]}}/#\~\//$HOME/})
  done
}

_lvsctl_names()   # _lvsctl_names [OPTION OF COMPADD...] KIND: _arguments puts its options before
{
  local -a names
  _lvsctl_add_places
  names=(${(f)"$(lvsctl $places names $@[-1] 2> /dev/null)"})
  compadd "${@[1,-2]}" -a names
}

_lvsctl()
{
  local context state line
  local -A opt_args
  local -a commands places   # places: the folders as typed, for the names
  commands=(
    'check:validate a config'
    'plan:show what would change'
    'apply:make the kernel as the config says, once'
    'status:show services, servers, addresses and marks'
    'reload:have lvsd read its config again'
    'drain:take a server out of service once its connections are gone, or its time is over'
    'undrain:bring a drained server back'
    'weight:give a server another weight than the config does'
    'doctor:say what is wrong on this host, and the cure'
    'schema:print a JSON schema'
    'completion:print the completion for a shell'
    'help:print the options of a command'
  )
  _arguments -C \
    '(- *)'{-h,--help}'[print help]' \
    '(- *)--version[print the version]' \
    '--runtime-directory=[where lvsd has its socket and its record]:folder:_directories' \
    '--state-directory=[where lvsd keeps what operators said]:folder:_directories' \
    '1:command:->command' \
    '*::argument:->argument'
  if [[ $state == command ]]; then
    _describe command commands
    return
  fi
  [[ $state == argument ]] || return
  # An option for all that stands behind the command is taken away by _arguments, with the command.
  [[ $words[1] == $line[1] ]] || { words=($line[1] $words); ((++CURRENT)); }
  _lvsctl_add_places
  local -a folders=('!--runtime-directory=:folder:_directories' '!--state-directory=:folder:_directories')   # taken here too
  case $line[1] in
    check | plan | apply | doctor) _arguments $folders '--json[print JSON]' ':config:_files' ;;
    status) _arguments $folders '--json[print JSON]' '--watch[again and again]' ':service:_lvsctl_names services' ;;
    reload) _arguments $folders '--json[print JSON]' ;;
    drain | undrain | weight)
      local -a options
      options=('--json[print JSON]' '--service=[only in this service]:service:_lvsctl_names services')
      [[ $line[1] == drain ]] && options+=('--now[cut its connections off]' '--wait[return when its connections are gone]')
      [[ $line[1] == weight ]] && options+=("--reset[the config's weight again]" ':server:_lvsctl_names servers' ':weight:')
      [[ $line[1] == weight ]] || options+=(':server:_lvsctl_names servers')
      _arguments $folders $options
      ;;
    schema) _arguments ':schema:(config plan status control doctor)' ;;
    completion) _arguments ':shell:(bash zsh fish)' ;;
    help) _arguments ":command:(${(j: :)${(@)commands%%:*}})" ;;
  esac
}

if [[ $funcstack[1] == _lvsctl ]]; then
  _lvsctl "$@"
else
  compdef _lvsctl lvsctl
fi
