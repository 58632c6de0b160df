# SPDX-License-Identifier: GPL-2.0-or-later
set -l commands check plan apply status reload drain undrain weight doctor schema completion help

function __lvsctl_names
    lvsctl names $argv[1] 2>/dev/null
end

complete -c lvsctl -f
complete -c lvsctl -s h -l help -d 'print help'
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -l version -d 'print the version'
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -l runtime-directory -r -F -d 'where lvsd has its socket and its record'
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -l state-directory -r -F -d 'where lvsd keeps what operators said'
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -a check -d 'validate a config'
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -a plan -d 'show what would change'
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -a apply -d 'make the kernel as the config says, once'
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -a status -d 'show services, servers, addresses and marks'
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -a reload -d 'have lvsd read its config again'
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -a drain -d 'take a server out of service once its connections are gone, or its time is over'
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -a undrain -d 'bring a drained server back'
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -a weight -d 'give a server another weight than the config does'
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -a doctor -d 'say what is wrong on this host, and the cure'
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -a schema -d 'print a JSON schema'
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -a completion -d 'print the completion for a shell'
complete -c lvsctl -n "not __fish_seen_subcommand_from $commands" -a help -d 'print the options of a command'
complete -c lvsctl -n '__fish_seen_subcommand_from help' -a 'check plan apply status reload drain undrain weight doctor schema completion'
complete -c lvsctl -n '__fish_seen_subcommand_from check plan apply doctor' -F
complete -c lvsctl -n '__fish_seen_subcommand_from check plan apply status reload drain undrain weight doctor' -l json -d 'print JSON'
complete -c lvsctl -n '__fish_seen_subcommand_from status' -l watch -d 'again and again'
complete -c lvsctl -n '__fish_seen_subcommand_from status' -a '(__lvsctl_names services)'
complete -c lvsctl -n '__fish_seen_subcommand_from drain undrain weight' -a '(__lvsctl_names servers)'
complete -c lvsctl -n '__fish_seen_subcommand_from drain undrain weight' -l service -x -a '(__lvsctl_names services)' -d 'only in this service'
complete -c lvsctl -n '__fish_seen_subcommand_from drain' -l wait -d 'return when its connections are gone'
complete -c lvsctl -n '__fish_seen_subcommand_from weight' -l reset -d "the config's weight again"
complete -c lvsctl -n '__fish_seen_subcommand_from schema' -a 'config plan status control doctor'
complete -c lvsctl -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'
