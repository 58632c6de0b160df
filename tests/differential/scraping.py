# SPDX-License-Identifier: GPL-2.0-or-later
"""How monitoring daemons and scripts read `ipvsadm -L -n`: by regular expressions, line by line.

The patterns do what those of such programs do: a protocol word, a name and a scheduler for a service; an
arrow, a name, a forwarding word and numbers for a server.
"""
import re


def services_with_servers(text):
    """As a director daemon reads the table before it changes it: service, scheduler and persistence, its servers
    with forwarding and weight."""
    table, service = {}, None
    for line in text.splitlines():
        if found := re.match(r"^(TCP|UDP|SCTP|FWM)\s+(\S+)\s+(?:IPv6\s+)?(\w+)(?:.*persistent\s+(\d+))?(?:\s+mask\s+(\S+))?", line):
            service = table.setdefault(found.groups(), [])
        elif (found := re.match(r"^\s+->\s+(\S+)\s+(Route|Masq|Tunnel|Local)\s+(\d+)\s+(\d+)\s+(\d+)", line)) and service is not None:
            service.append(found.groups())
    return sorted((key, sorted(servers)) for key, servers in table.items())


def thresholds(text):
    """As the same daemon reads `--thresholds`."""
    return sorted(re.findall(r"(?m)^  -> ((?:\[[0-9a-f:]+\]|[\d.]+):\d+)\s+(\d+)\s+(\d+)\s+\d+\s+\d+\s*$", text))


def split_by_blanks(text):
    """As awk reads it: the words of every line that has an arrow and a number."""
    return sorted(tuple(words) for line in text.splitlines() if (words := line.split()) and words[0] == "->" and words[-1].isdigit())


def fixed_columns(text):
    """As a script that cuts columns reads IPv4 servers: weight and connections by their place in the line."""
    return sorted((line[5:33].strip(), line[42:48].strip(), line[49:59].strip(), line[60:70].strip())
                  for line in text.splitlines() if re.match(r"  -> [\d.]+:\d+ ", line))


def counters(text):
    """As an exporter reads `--stats --exact`."""
    return sorted(re.findall(r"(?m)^(?:  ->|TCP|UDP|SCTP|FWM)\s+(\S+(?: IPv6)?)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)$", text))


def version(text):
    """The head line that health checks look for."""
    return re.findall(r"^IP Virtual Server version (\d+\.\d+\.\d+) \(size=(\d+)\)", text)


READERS = (
    (("-L", "-n"), services_with_servers), (("-L", "-n"), split_by_blanks), (("-L", "-n"), fixed_columns),
    (("-L", "-n"), version), (("-Ln",), services_with_servers), (("-L", "-n", "--thresholds"), thresholds),
    (("-L", "-n", "--stats", "--exact"), counters), (("-L", "-n", "--rate", "--exact"), counters),
)
