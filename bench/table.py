#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""table [--factor N | --one SERVERS SCHEDULER] FOLDER: one table in each program's own form.

Writes lvsd.json, rules (what `ipvsadm -R` reads) and keepalived.conf. The same words always give the same
table: whatever is random comes from a seed.
"""
import argparse
import ipaddress
import json
import random
from dataclasses import dataclass, replace
from pathlib import Path

SERVICES, SERVERS = 2284, 37298  # of the site that keepalived's issue 2318 tells of
VIRTUAL = int(ipaddress.IPv4Address("198.18.0.0"))
REAL = int(ipaddress.IPv4Address("10.128.0.0"))
HIGHEST_REAL = 1 << 23
SEED = 2318


@dataclass(frozen=True)
class Server:
    address: str
    weight: int


@dataclass(frozen=True)
class Service:
    address: str
    scheduler: str
    servers: tuple


def address(base, number):
    return str(ipaddress.IPv4Address(base + number))


def shares(chance, parts, whole):
    """So many numbers of at least 1 that make `whole` together, uneven as services are."""
    if whole < parts:
        raise ValueError(f"{whole} servers are too few for {parts} services")
    counts = [1] * parts
    for part in chance.choices(range(parts), k=whole - parts):
        counts[part] += 1
    return counts


def servers(chance, count):
    first = chance.randrange(HIGHEST_REAL - count)
    return tuple(Server(address(REAL, first + number), chance.randint(1, 100)) for number in range(count))


def site(factor=1.0):
    """The measure of this project, or a multiple or a part of it by services."""
    chance = random.Random(SEED)
    counts = shares(chance, max(1, round(SERVICES * factor)), max(1, round(SERVERS * factor)))
    return [Service(address(VIRTUAL, number), "wlc", servers(chance, count)) for number, count in enumerate(counts)]


def one_service(count, scheduler, first=0):
    """One service; `first` moves its servers to addresses that another such table has not."""
    return [Service(address(VIRTUAL, 0), scheduler,
                    tuple(Server(address(REAL, first + number), number % 10 + 1) for number in range(count)))]


def every_weight_changed(table):
    return [replace(service, servers=tuple(replace(server, weight=server.weight % 100 + 1) for server in service.servers))
            for service in table]


def one_weight_changed(table):
    middle = len(table) // 2
    service = table[middle]
    first = replace(service.servers[0], weight=service.servers[0].weight % 100 + 1)
    return [*table[:middle], replace(service, servers=(first, *service.servers[1:])), *table[middle + 1:]]


def lvsd_json(table, observe_every="1h", on_stop="keep"):
    """As small as a program would write it. No draining, so that what leaves is gone when the others have it gone."""
    services = [{"name": f"s{number}",
                 "virtual": {"address": service.address, "protocol": "tcp", "ports": [80]},
                 "scheduler": service.scheduler,
                 "servers": [{"address": server.address, "weight": server.weight} for server in service.servers]}
                for number, service in enumerate(table)]
    return json.dumps({"director": {"observe_every": observe_every, "on_stop": on_stop}, "defaults": {"forward": "tunnel", "drain": 0},
                       "services": services}, separators=(",", ":")) + "\n"


def server_lines(service, letter="a"):
    for server in service.servers:
        weight = f" -i -w {server.weight} --tun-type ipip" if letter == "a" else ""
        yield f"-{letter} -t {service.address}:80 -r {server.address}:80{weight}"


def rules(table):
    """What `ipvsadm -S -n` would write, in the table's own order."""
    lines = []
    for service in table:
        lines.append(f"-A -t {service.address}:80 -s {service.scheduler}")
        lines += server_lines(service)
    return "\n".join(lines) + "\n"


def adding_rules(table):
    """The servers alone, for a service that is there."""
    return "\n".join(line for service in table for line in server_lines(service)) + "\n"


def deleting_rules(table):
    return "\n".join(line for service in table for line in server_lines(service, "d")) + "\n"


def keepalived_service(service):
    yield f"virtual_server {service.address} 80 {{"
    yield f" lvs_sched {service.scheduler}\n lvs_method TUN\n protocol TCP"
    for server in service.servers:
        yield f" real_server {server.address} 80 {{\n  weight {server.weight}\n }}"
    yield "}"


def keepalived_conf(table):
    """No checkers: each server is up at once."""
    return "\n".join(line for service in table for line in keepalived_service(service)) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--factor", type=float, default=1.0)
    parser.add_argument("--one", nargs=2, metavar=("SERVERS", "SCHEDULER"))
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    table = one_service(int(options.one[0]), options.one[1]) if options.one else site(options.factor)
    for name, text in (("lvsd.json", lvsd_json(table)), ("rules", rules(table)), ("keepalived.conf", keepalived_conf(table))):
        (options.folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
