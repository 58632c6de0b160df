# bash completion for lvsctl
# SPDX-License-Identifier: GPL-2.0-or-later

# Bash parts words at colons and equal signs, which addresses and options have: `words` has them whole. What is offered replaces
# what follows the last place where the word at the cursor was parted, of which there are `parts`, or its open quote.
_lvsctl_join_words()
{
  local i last=${COMP_WORDS[COMP_CWORD]}
  words=() parts=
  for ((i = 0; i <= COMP_CWORD; ++i)); do
    if ((i > 1)) && [[ ${COMP_WORDS[i]} == [:=]* || ${COMP_WORDS[i-1]} == *[:=] ]]; then
      words[-1]+=${COMP_WORDS[i]}
      ((i < COMP_CWORD)) || parts=${words[-1]}
    else
      words+=("${COMP_WORDS[i]}")
    fi
  done
  [[ $last == [:=]* ]] || parts=${parts%"$last"}
  parts=${parts//[^:=]/}
  parts=${#parts}
  quote=
  case $last in
    [\"\']*) quote=${last:0:1} parts=0 ;;
  esac
}

_lvsctl_reply()   # _lvsctl_reply WORD: a whole one, of which bash wants what follows the last place where it parted it
{
  local text=$1 i
  [[ -n $quote ]] || text=$option$text
  for ((i = 0; i < parts; ++i)); do text=${text#*[:=]}; done
  COMPREPLY+=("$text")
}

_lvsctl_offer()   # _lvsctl_offer WORD...: those that begin with what is typed, as one has to type them
{
  local one text
  for one; do
    printf -v text %q "$one"
    [[ $one == "${word#"$quote"}"* || $text == "$word"* ]] || continue
    [[ -z $quote ]] || text=$one   # bash adds the other quote
    _lvsctl_reply "$text"
  done
}

_lvsctl_plain()   # _lvsctl_plain WORD: without its quotes, and with the home folder for its ~; nothing in it is run
{
  xargs printf %s 2> /dev/null <<< "${1/#\~\//$HOME/}"
}

_lvsctl_offer_names()
{
  local names
  mapfile -t names < <(lvsctl "${places[@]}" names "$1" 2> /dev/null)
  _lvsctl_offer "${names[@]}"
}

_lvsctl_offer_files()   # _lvsctl_offer_files -f|-d
{
  local found one
  compopt -o filenames
  mapfile -t found < <(compgen "$1" -- "${word#"$quote"}")
  for one in "${found[@]}"; do _lvsctl_reply "$one"; done
}

_lvsctl_offer_argument()   # what the command takes beside its options
{
  case $command in
    check | plan | apply | doctor) _lvsctl_offer_files -f ;;
    status) _lvsctl_offer_names services ;;
    drain | undrain | weight) _lvsctl_offer_names servers ;;
    schema) _lvsctl_offer config plan status control doctor ;;
    completion) _lvsctl_offer bash zsh fish ;;
    help) _lvsctl_offer check plan apply status reload drain undrain weight doctor schema completion ;;
  esac
}

_lvsctl_offer_options()
{
  case $command in
    check | plan | apply | doctor | reload) _lvsctl_offer --json --help ;;
    status) _lvsctl_offer --json --watch --help ;;
    drain) _lvsctl_offer --service --now --wait --json --help ;;
    undrain) _lvsctl_offer --service --json --help ;;
    weight) _lvsctl_offer --service --reset --json --help ;;
    schema | completion) _lvsctl_offer --help ;;
  esac
}

_lvsctl()
{
  local words parts quote word option= command= given=0 places=() i   # places: the folders as typed, for the names
  _lvsctl_join_words
  word=${words[-1]}
  COMPREPLY=()
  for ((i = 1; i < ${#words[@]} - 1; ++i)); do
    case ${words[i]} in
      --runtime-directory | --state-directory) places+=("${words[i]}=$(_lvsctl_plain "${words[i + 1]}")"); ((++i)) ;;
      --runtime-directory=* | --state-directory=*) places+=("${words[i]%%=*}=$(_lvsctl_plain "${words[i]#*=}")") ;;
      --service) ((++i)) ;;
      -*) ;;
      *) if [[ -z $command ]]; then command=${words[i]}; else ((++given)); fi ;;
    esac
  done
  case ${words[-2]} in
    --service) _lvsctl_offer_names services; return ;;
    --runtime-directory | --state-directory) _lvsctl_offer_files -d; return ;;
  esac
  case $word in
    --service=* | --runtime-directory=* | --state-directory=*) option=${word%%=*}= word=${word#*=} ;;
  esac
  if [[ $option == --service= ]]; then
    _lvsctl_offer_names services
  elif [[ -n $option ]]; then
    _lvsctl_offer_files -d
  elif [[ -z $command ]]; then
    _lvsctl_offer check plan apply status reload drain undrain weight doctor schema completion help \
      --help --version --runtime-directory --state-directory
  else
    [[ -n $word && $word != -* ]] || _lvsctl_offer_options
    [[ $word == -* ]] || ((given > 0)) || _lvsctl_offer_argument
  fi
}

complete -F _lvsctl lvsctl
