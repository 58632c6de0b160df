# bash completion for lvsctl
# SPDX-License-Identifier: GPL-2.0-or-later

_lvsctl_offer()   # _lvsctl_offer WORD...: those that begin with what is typed, as one has to type them
{
  local one quoted colons
  for one; do
    printf -v quoted %q "$one"
    [[ $one == "$word"* || $quoted == "$word"* ]] || continue
    for ((colons = 0; colons < joined; ++colons)); do quoted=${quoted#*:}; done
    COMPREPLY+=("$quoted")
  done
}

_lvsctl_offer_names()
{
  local names
  mapfile -t names < <(lvsctl names "$1" 2> /dev/null)
  _lvsctl_offer "${names[@]}"
}

_lvsctl_offer_files()
{
  compopt -o filenames
  COMPREPLY+=($(compgen -f -- "$word"))
}

_lvsctl()
{
  local word=${COMP_WORDS[COMP_CWORD]} at=$COMP_CWORD joined=0 before i command=
  # Bash parts words at colons, which addresses have; what is offered replaces what follows the last one.
  while ((at > 1)) && [[ ${COMP_WORDS[at]} == :* || ${COMP_WORDS[at-1]} == *: ]]; do word=${COMP_WORDS[--at]}$word; done
  before=${COMP_WORDS[at-1]}
  ((at == COMP_CWORD)) || { joined=${word//[^:]/}; joined=${#joined}; }
  COMPREPLY=()
  for ((i = 1; i < at; ++i)); do
    case ${COMP_WORDS[i]} in
      --runtime-directory | --state-directory) ((++i)) ;;
      -*) ;;
      *) command=${COMP_WORDS[i]}; break ;;
    esac
  done
  case $before in
    --service) _lvsctl_offer_names services; return ;;
    --runtime-directory | --state-directory)
      compopt -o filenames
      COMPREPLY=($(compgen -d -- "$word"))
      return
      ;;
  esac
  case $command in
    '') _lvsctl_offer check plan apply status reload drain undrain weight doctor schema completion help \
          --help --version --runtime-directory --state-directory ;;
    check | plan | apply | doctor) _lvsctl_offer --json --help; _lvsctl_offer_files ;;
    status) _lvsctl_offer --json --watch --help; _lvsctl_offer_names services ;;
    reload) _lvsctl_offer --json --help ;;
    drain) _lvsctl_offer --service --wait --json --help; _lvsctl_offer_names servers ;;
    undrain) _lvsctl_offer --service --json --help; _lvsctl_offer_names servers ;;
    weight) _lvsctl_offer --service --reset --json --help; _lvsctl_offer_names servers ;;
    schema) _lvsctl_offer config plan status control doctor --help ;;
    completion) _lvsctl_offer bash zsh fish --help ;;
    help) _lvsctl_offer check plan apply status reload drain undrain weight doctor schema completion ;;
  esac
}

complete -F _lvsctl lvsctl
