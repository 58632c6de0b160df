# SPDX-License-Identifier: GPL-2.0-or-later
function __lvsctl_names
    lvsctl (__lvsctl_places) names $argv[1] 2>/dev/null
end

# The options before the cursor that name folders, a line each.
function __lvsctl_places
    set -l words (commandline -opc)
    for n in (seq (count $words))
        switch $words[$n]
            case --runtime-directory --state-directory
                test $n -lt (count $words); and echo $words[$n]=(string replace -r '^~/' "$HOME/" -- $words[(math $n + 1)])
            case '--runtime-directory=*' '--state-directory=*'
                echo $words[$n]
        end
    end
end

# The command and its arguments before the cursor, a line each, without options.
function __lvsctl_words
    set -l words (commandline -opc)
    set -e words[1]
    while set -q words[1]
        switch $words[1]
            case --runtime-directory --state-directory --service
                set -e words[1]
            case '-*'
            case '*'
                echo $words[1]
        end
        set -e words[1]
    end
end

# __lvsctl_in COMMAND...: the cursor is behind one of them; __lvsctl_at: and its argument is not there yet.
function __lvsctl_in
    set -l words (__lvsctl_words)
    set -q words[1]; and contains -- $words[1] $argv
end

function __lvsctl_at
    test (count (__lvsctl_words)) = 1; and __lvsctl_in $argv
end

function __lvsctl_without_command
    test (count (__lvsctl_words)) = 0
end

complete -c lvsctl -f
complete -c lvsctl -s h -l help -d 'print help'
complete -c lvsctl -n __lvsctl_without_command -l version -d 'print the version'
complete -c lvsctl -n __lvsctl_without_command -l runtime-directory -r -F -d 'where lvsd has its socket and its record'
complete -c lvsctl -n __lvsctl_without_command -l state-directory -r -F -d 'where lvsd keeps what operators said'
complete -c lvsctl -n __lvsctl_without_command -a check -d 'validate a config'
complete -c lvsctl -n __lvsctl_without_command -a plan -d 'show what would change'
complete -c lvsctl -n __lvsctl_without_command -a apply -d 'make the kernel as the config says, once'
complete -c lvsctl -n __lvsctl_without_command -a status -d 'show services, servers, addresses and marks'
complete -c lvsctl -n __lvsctl_without_command -a reload -d 'have lvsd read its config again'
complete -c lvsctl -n __lvsctl_without_command -a drain -d 'take a server out of service once its connections are gone, or its time is over'
complete -c lvsctl -n __lvsctl_without_command -a undrain -d 'bring a drained server back'
complete -c lvsctl -n __lvsctl_without_command -a weight -d 'give a server another weight than the config does'
complete -c lvsctl -n __lvsctl_without_command -a doctor -d 'say what is wrong on this host, and the cure'
complete -c lvsctl -n __lvsctl_without_command -a schema -d 'print a JSON schema'
complete -c lvsctl -n __lvsctl_without_command -a completion -d 'print the completion for a shell'
complete -c lvsctl -n __lvsctl_without_command -a help -d 'print the options of a command'
complete -c lvsctl -n '__lvsctl_at help' -a 'check plan apply status reload drain undrain weight doctor schema completion'
complete -c lvsctl -n '__lvsctl_at check plan apply doctor' -F
complete -c lvsctl -n '__lvsctl_in check plan apply status reload drain undrain weight doctor' -l json -d 'print JSON'
complete -c lvsctl -n '__lvsctl_in status' -l watch -d 'again and again'
complete -c lvsctl -n '__lvsctl_at status' -a '(__lvsctl_names services)'
complete -c lvsctl -n '__lvsctl_at drain undrain weight' -a '(__lvsctl_names servers)'
complete -c lvsctl -n '__lvsctl_in drain undrain weight' -l service -x -a '(__lvsctl_names services)' -d 'only in this service'
complete -c lvsctl -n '__lvsctl_in drain' -l now -d 'cut its connections off'
complete -c lvsctl -n '__lvsctl_in drain' -l wait -d 'return when its connections are gone'
complete -c lvsctl -n '__lvsctl_in weight' -l reset -d "the config's weight again"
complete -c lvsctl -n '__lvsctl_at schema' -a 'config plan status control doctor'
complete -c lvsctl -n '__lvsctl_at completion' -a 'bash zsh fish'
