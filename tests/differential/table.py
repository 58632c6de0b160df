# SPDX-License-Identifier: GPL-2.0-or-later
"""Listings and saves as blocks, one a service, and the numeric order of blocks."""
import ipaddress
import re
import socket
from dataclasses import dataclass

from values import HOSTS

PROTOCOLS = {"TCP": 6, "UDP": 17, "SCTP": 132, "-t": 6, "-u": 17, "--sctp-service": 132}
SERVICE_LINE = re.compile(r"(TCP|UDP|SCTP|FWM) +\S|-A ")
SERVER_LINE = re.compile(r"  -> |-a ")
TITLE = "  -> RemoteAddress:Port"


@dataclass
class Block:
    service: str
    servers: list


def runs_of(text):
    """`text` as runs of blocks that stand one behind the other, and lines that belong to none."""
    parts = []
    for line in text.splitlines(keepends=True):
        last = parts[-1] if parts else None
        if SERVICE_LINE.match(line):
            if isinstance(last, list) and is_saved(last[0].service) == is_saved(line):
                last.append(Block(line, []))
            else:
                parts.append([Block(line, [])])
        elif isinstance(last, list) and SERVER_LINE.match(line) and not line.startswith(TITLE):
            last[-1].servers.append(line)
        else:
            parts.append(line)
    return parts


def is_saved(line):
    return line.startswith("-A")


def joined(part):
    if isinstance(part, str):
        return part
    return "".join(block.service + "".join(block.servers) for block in part)


def port_number(text, protocol):
    if text.isdigit():
        return int(text)
    return socket.getservbyname(text, {6: "tcp", 17: "udp", 132: "sctp"}[protocol])


def host_address(host):
    return ipaddress.ip_address(HOSTS.get(host, host))


def endpoint_rank(text, protocol):
    cut = [address for name, address in HOSTS.items() if len(text) >= 28 and name.startswith(text.strip("[]"))]
    if cut:  # the column was too narrow for the whole name; what has the same address stays as it stands
        return (2, int(host_address(cut[0])), 0)
    host, _, port = text.rpartition(":")
    address = host_address(host.strip("[]"))
    return (2 if address.version == 4 else 10, int(address), port_number(port, protocol))


def service_rank(line):
    """Where a service stands in numeric order: by address first, then by mark."""
    words = line.split()
    saved = is_saved(line)
    kind, name = (words[1], words[2]) if saved else (words[0], words[1])
    if kind in ("FWM", "-f"):
        ipv6 = words[3:4] == ["-6"] if saved else words[2:3] == ["IPv6"]
        return (int(name) % 2**32, 10 if ipv6 else 2)
    protocol = PROTOCOLS[kind]
    family, address, port = endpoint_rank(name, protocol)
    return (0, family, protocol, address, port)


def server_rank(line, service):
    words = line.split()
    name = words[words.index("-r") + 1] if words[0] == "-a" else words[1]
    kind = service.split()[1 if service.startswith("-A") else 0]
    return endpoint_rank(name, PROTOCOLS.get(kind, 6))


def in_numeric_order(text):
    """`text` with services that stand one behind the other, and their servers, in numeric order."""
    parts = runs_of(text)
    for part in parts:
        if isinstance(part, list):
            part.sort(key=lambda block: service_rank(block.service))
            for block in part:
                block.servers.sort(key=lambda line: server_rank(line, block.service))
    return "".join(map(joined, parts))
