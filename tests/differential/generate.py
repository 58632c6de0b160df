# SPDX-License-Identifier: GPL-2.0-or-later
"""Random cases: a table to begin with, and commands that are tried on it. A seed always makes the same case."""
import random
from dataclasses import dataclass

import values as v

SERVICE_OPTIONS = ("-s", "-p", "-M", "-b", "-o", "--pe")
SERVER_OPTIONS = ("-g", "-i", "-m", "-w", "-x", "-y", "tunnel")
LIST_OPTIONS = ("-n", "--stats", "--rate", "--thresholds", "--persistent-conn", "--tun-info", "-X", "--nosort", "--sort")
DAEMON_OPTIONS = ("--mcast-interface", "--syncid", "--sync-maxlen", "--mcast-group", "--mcast-port", "--mcast-ttl")
LONG = {"-A": "--add-service", "-E": "--edit-service", "-D": "--delete-service", "-C": "--clear", "-L": "--list",
        "-a": "--add-server", "-e": "--edit-server", "-d": "--delete-server", "-Z": "--zero", "-R": "--restore",
        "-S": "--save", "-t": "--tcp-service", "-u": "--udp-service", "-f": "--fwmark-service", "-6": "--ipv6",
        "-s": "--scheduler", "-p": "--persistent", "-M": "--netmask", "-r": "--real-server", "-g": "--gatewaying",
        "-i": "--ipip", "-m": "--masquerading", "-w": "--weight", "-x": "--u-threshold", "-y": "--l-threshold",
        "-n": "--numeric", "-c": "--connection", "-X": "--exact", "-b": "--sched-flags", "-o": "--ops", "-h": "--help",
        "-v": "--version"}


@dataclass(frozen=True)
class Run:
    """One start of the program."""
    words: tuple
    stdin: str = ""

    def reads_only(self):
        """Whether it can be run twice in one namespace without a difference."""
        return not self.words or self.words[0] in ("-L", "-l", "-S", "--list", "--save") or \
            self.words[0].startswith(("-L", "-S", "-l")) and not self.words[0].startswith("--")


@dataclass(frozen=True)
class Case:
    setup: tuple   # lines for the original's -R
    runs: tuple


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.services = [self.new_service() for _ in range(self.random.randint(1, 4))]
        self.servers = [self.new_endpoint() for _ in range(self.random.randint(2, 5))]

    # Small helpers

    def pick(self, *pools):
        return self.random.choice(self.random.choice(pools))

    def chance(self, probability):
        return self.random.random() < probability

    def good_or_bad(self, good, bad, badness=0.08):
        return self.pick(bad) if self.chance(badness) else self.pick(good)

    # Addresses

    def new_endpoint(self):
        kind = self.random.random()
        port = self.pick(v.PORTS)
        if kind < 0.62:
            return f"{self.pick(v.ADDRESSES4, v.NEAR_ADDRESSES4)}:{port}"
        if kind < 0.82:
            return f"[{self.pick(v.ADDRESSES6)}]:{port}"
        if kind < 0.88:
            return self.pick(v.ADDRESSES4, v.ADDRESSES6)
        if kind < 0.93:
            odd = self.pick(v.ODD_ADDRESSES)
            return f"[{odd}]:{port}" if ":" in odd else f"{odd}:{port}"
        return self.pick(v.ODD_HOST_PORTS) if self.chance(0.5) else \
            f"{self.pick(v.NAMES4, v.ADDRESSES4)}:{self.pick(v.SERVICE_NAMES, v.PORTS)}"

    def new_service(self):
        if self.chance(0.25):
            return ("-f", self.pick(v.MARKS)) + (("-6",) if self.chance(0.4) else ())
        return (self.random.choice(("-t", "-t", "-u", "--sctp-service")), self.new_endpoint())

    def service(self):
        known = self.random.choice(self.services)
        if self.chance(0.04):
            return (known[0] if known[0] != "-f" else "-t", self.pick(v.BAD_HOST_PORTS))
        if self.chance(0.02):
            return ("-f", self.pick(("0", "-1", "foo", "", "4294967296", "0x10", "7x", " 5", "+6", "08")))
        return self.new_service() if self.chance(0.06) else known

    def server(self):
        if self.chance(0.05):
            return self.pick(v.BAD_HOST_PORTS)
        return self.new_endpoint() if self.chance(0.1) else self.random.choice(self.servers)

    # Options: each gives back its words

    def option(self, name):
        r = self.good_or_bad
        table = {
            "-s": lambda: ("-s", r(v.SCHEDULERS, v.BAD_SCHEDULERS)),
            "-p": lambda: ("-p",) if self.chance(0.3) else ("-p", r(v.PERSISTENCE, v.BAD_PERSISTENCE)),
            "-M": lambda: ("-M", r(v.NETMASKS4 + v.NETMASKS6, v.BAD_NETMASKS + v.ODD_NETMASKS4, 0.2)),
            "-b": lambda: ("-b", self.flags()),
            "-o": lambda: ("-o",),
            "--pe": lambda: ("--pe", self.pick(v.ENGINES)),
            "-r": lambda: ("-r", self.server()),
            "-g": lambda: ("-g",), "-i": lambda: ("-i",), "-m": lambda: ("-m",),
            "-w": lambda: ("-w", r(v.WEIGHTS, v.BAD_WEIGHTS)),
            "-x": lambda: ("-x", r(v.WEIGHTS, v.BAD_WEIGHTS)),
            "-y": lambda: ("-y", r(v.WEIGHTS, v.BAD_WEIGHTS)),
            "tunnel": self.tunnel,
            "--tun-type": lambda: ("--tun-type", r(v.TUNNEL_TYPES, v.BAD_TUNNEL_TYPES)),
            "--tun-port": lambda: ("--tun-port", r(v.TUNNEL_PORTS, v.BAD_TUNNEL_PORTS)),
            "--mcast-interface": lambda: ("--mcast-interface", self.pick(v.INTERFACES)),
            "--syncid": lambda: ("--syncid", r(v.SYNC_IDS, v.BAD_SYNC_IDS)),
            "--sync-maxlen": lambda: ("--sync-maxlen", r(v.MAX_LENGTHS, v.BAD_MAX_LENGTHS)),
            "--mcast-group": lambda: ("--mcast-group", r(v.GROUPS, v.BAD_GROUPS)),
            "--mcast-port": lambda: ("--mcast-port", r(v.MCAST_PORTS, v.BAD_TUNNEL_PORTS)),
            "--mcast-ttl": lambda: ("--mcast-ttl", r(v.TTLS, v.BAD_TTLS)),
        }
        return table[name]() if name in table else (name,)

    def tunnel(self):
        words = ("-i",) if self.chance(0.9) else ()
        kind = self.good_or_bad(v.TUNNEL_TYPES, v.BAD_TUNNEL_TYPES)
        words += ("--tun-type", kind) if self.chance(0.85) else ()
        if self.chance(0.9 if kind == "gue" else 0.1):
            words += ("--tun-port", self.good_or_bad(v.TUNNEL_PORTS, v.BAD_TUNNEL_PORTS))
        for checksum in ("--tun-nocsum", "--tun-csum", "--tun-remcsum"):
            words += (checksum,) if self.chance(0.25) else ()
        return words

    def flags(self):
        parts = [self.good_or_bad(v.GOOD_FLAGS, v.BAD_FLAGS, 0.06) for _ in range(self.random.randint(1, 3))]
        if self.chance(0.1):
            parts.insert(self.random.randrange(len(parts) + 1), "")
        return "," if self.chance(0.02) else ",".join(parts)

    def some(self, names, probability):
        return [self.option(name) for name in names if self.chance(probability)]

    # Commands: each gives back a list of groups of words, the first being the command

    def command(self):
        kinds = {self.add_service: 14, self.edit_service: 8, self.delete_service: 5, self.add_server: 16,
                 self.edit_server: 9, self.delete_server: 6, self.list_table: 14, self.list_other: 4, self.save: 5,
                 self.zero: 3, self.clear: 2, self.set_timeouts: 4, self.start_daemon: 4, self.stop_daemon: 3}
        groups = self.random.choices(list(kinds), list(kinds.values()))[0]()
        return self.spelt(self.disturbed(groups))

    def service_command(self, name):
        groups = [(name,), self.service(), *self.some(SERVICE_OPTIONS, 0.22)]
        return self.shuffled(groups)

    def add_service(self):
        return self.service_command("-A")

    def edit_service(self):
        return self.service_command("-E")

    def delete_service(self):
        return [("-D",), self.service()]

    def server_command(self, name):
        groups = [(name,), self.service(), ("-r", self.server()), *self.some(SERVER_OPTIONS, 0.2)]
        return self.shuffled(groups) if self.chance(0.4) else groups

    def add_server(self):
        return self.server_command("-a")

    def edit_server(self):
        return self.server_command("-e")

    def delete_server(self):
        return [("-d",), self.service(), ("-r", self.server())]

    def list_table(self):
        groups = [(self.random.choice(("-L", "-L", "-l")),), *self.some(LIST_OPTIONS, 0.2)]
        if self.chance(0.35):
            groups.append(self.service())
        if self.chance(0.6) and ("-n",) not in groups:
            groups.append(("-n",))
        return self.shuffled(groups)

    def list_other(self):
        groups = [("-L",), *self.some(("-c", "--timeout", "--daemon"), 0.45), *self.some(LIST_OPTIONS, 0.08),
                  *self.some(("--syncid",), 0.03)]
        return self.shuffled(groups)

    def save(self):
        return [("-S",), *self.some(("-n",), 0.7), *self.some(("--sort",), 0.05)]

    def zero(self):
        return [("-Z",)] + ([self.service()] if self.chance(0.6) else [])

    def clear(self):
        return [("-C",)]

    def set_timeouts(self):
        count = 3 if self.chance(0.85) else self.random.randint(0, 4)
        return [("--set",), *((self.good_or_bad(v.TIMEOUTS, v.BAD_TIMEOUTS),) for _ in range(count))]

    def start_daemon(self):
        groups = [("--start-daemon", self.good_or_bad(v.ROLES, v.BAD_ROLES)), *self.some(DAEMON_OPTIONS[1:], 0.2)]
        if self.chance(0.85):
            groups.append(self.option("--mcast-interface"))
        return self.shuffled(groups)

    def stop_daemon(self):
        return [("--stop-daemon", self.good_or_bad(v.ROLES, v.BAD_ROLES)), *self.some(("--syncid",), 0.2)]

    # How it is said

    def shuffled(self, groups):
        rest = list(groups[1:])
        self.random.shuffle(rest)
        return [groups[0], *rest]

    def disturbed(self, groups):
        """Sometimes with something that does not belong there, something missing, or something twice."""
        everything = SERVICE_OPTIONS + SERVER_OPTIONS + LIST_OPTIONS + DAEMON_OPTIONS + \
            ("-r", "-c", "--timeout", "--daemon", "--tun-type", "--tun-port", "--tun-csum", "-6", "-A", "-L", "-h", "-v",
             "--set", "--start-daemon", "--bogus", "-Q", "foo", "--", "-", "", "-t", "--numeric=5", "--stats=", "-s")
        groups = list(groups)
        while self.chance(0.14):
            groups.insert(self.random.randint(0 if self.chance(0.1) else 1, len(groups)),
                          self.option(self.random.choice(everything)))
        if self.chance(0.05) and len(groups) > 1:
            del groups[self.random.randrange(len(groups))]
        if self.chance(0.05):
            groups.append(self.random.choice(groups))
        if self.chance(0.02):
            groups.insert(0, groups.pop())
        return groups

    def spelt(self, groups):
        """The words, with long names, '=' and options stuck together now and then."""
        words = []
        for group in groups:
            words += self.spelt_group(group)
        if len(words) > 1 and self.chance(0.06) and is_short(words[0]) and is_short(words[1]):
            words[:2] = [words[0] + words[1][1:]]
        if self.chance(0.02) and words:
            del words[-1]
        return tuple(words)

    def spelt_group(self, group):
        group = list(group)
        if group and group[0] in LONG and self.chance(0.12):
            group[0] = LONG[group[0]]
        if len(group) == 2 and self.chance(0.12):
            if group[0].startswith("--"):
                return [f"{group[0]}={group[1]}"]
            if is_short(group[0]) and group[1] != "-6":
                return [group[0] + self.random.choice(("", "=")) + group[1]]
        return group

    # Restores

    def restore_line(self):
        while True:
            words = self.command()
            if all(word and not set(word) & set(" \t\r\n") for word in words):
                break
        blank = self.random.choice((" ", " ", " ", "  ", "\t"))
        line = blank.join(words)
        if self.chance(0.15):
            line = "ipvsadm " + line
        if self.chance(0.04):
            line = self.random.choice((" ", "\t")) + line
        if self.chance(0.04):
            line += self.random.choice((" ", "\r", " \r", "\t", " # a comment"))
        return line

    def restore(self):
        lines = []
        for _ in range(self.random.randint(1, 8)):
            kind = self.random.random()
            lines.append("" if kind < 0.04 else "# " + self.restore_line() if kind < 0.07 else self.restore_line())
        return "\n".join(lines) + ("\n" if self.chance(0.9) else "")

    # Save files as they are found in the wild

    def save_file(self):
        """A table in lines, in the manner of one author, who now and then slips."""
        prefix = self.random.choice(("", "", "", "", "ipvsadm ", "/sbin/ipvsadm "))
        blank = self.random.choice((" ", " ", " ", "  ", "\t"))
        end = self.random.choice(("\n", "\n", "\n", "\r\n", " \n"))
        manner = {"long": self.chance(0.25), "names": self.chance(0.3), "quotes": self.chance(0.05),
                  "comments": self.chance(0.3), "terse": self.chance(0.3)}
        lines = self.random.choice(([], [], ["-C"], ["-C", "--set 900 120 300"]))
        for service in self.services:
            lines += self.saved_service(service, manner)
        text = [prefix + blank.join(line.split(" ")) if line and line[0] != "#" else line for line in lines]
        return end.join(text) + (end if self.chance(0.9) else "")

    def saved_service(self, service, manner):
        if manner["comments"]:
            yield self.random.choice(("# web", "#-A -t 10.0.0.1:80", "", "", "#"))
        name = self.in_manner(service, manner)
        how = self.random.choice((("-s", "wlc"), ("-s", "rr", "-p", "600"), ("-s", "sh", "-b", "sh-port"), ("-p",), (),
                                  ("-s", "wrr", "-p", "300", "-M", "255.255.255.0"), ("-p", "60", "--pe", "sip", "-o"),
                                  ("-s", "mh", "-p", "5", "-b", "mh-fallback,mh-port"), ("-s", "lc", "-o")))
        yield " ".join(self.spelt_as(("-A", *name, *how), manner))
        for server in self.random.sample(self.servers, self.random.randint(0, len(self.servers))):
            how = self.random.choice((("-m", "-w", "1"), ("-g", "-w", "10"), ("-i", "-w", "0"), ("-w", "5", "-m", "-x", "50", "-y", "10"),
                                      ("-i", "-w", "1", "--tun-type", "ipip"), ("-m",), (),
                                      ("-i", "-w", "2", "--tun-type", "gue", "--tun-port", "6080", "--tun-csum"),
                                      ("-i", "-w", "3", "--tun-type", "gre", "--tun-nocsum")))
            how = () if manner["terse"] else how
            tail = "  # spare" if manner["comments"] and self.chance(0.1) else ""
            yield " ".join(self.spelt_as(("-a", *name, *self.in_manner(("-r", server), manner), *how), manner)) + tail

    def in_manner(self, group, manner):
        option, value, *rest = group
        if manner["names"] and option not in ("-f",):
            for address, name in (("10.0.0.1:", "web.example:"), ("10.0.0.2:", "db.example:")):
                value = name + value[len(address):] if value.startswith(address) else value
            for port, name in ((":80", ":http"), (":443", ":https"), (":53", ":domain"), (":5060", ":sip")):
                value = value.removesuffix(port) + name if value.endswith(port) else value
        return (option, f'"{value}"' if manner["quotes"] else value, *rest)

    def spelt_as(self, words, manner):
        return [LONG.get(word, word) for word in words] if manner["long"] else words

    def restored_save(self):
        """A save file is restored, by somebody who then looks what came of it."""
        looks = (("-L", "-n"), ("-L",), ("-S",), ("-S", "-n"), ("-L", "-n", "--tun-info"), ("-L", "-n", "--persistent-conn"))
        before = self.setup() if self.chance(0.3) else ()
        return Case(before, (Run(("-R",), self.save_file()), *map(Run, self.random.sample(looks, 2))))

    # Sessions

    def session(self):
        """Somebody sets a service up by hand, alters it, looks at it, and takes it down again."""
        service = self.random.choice(self.services)
        runs = [("-A", *service, *self.random.choice((("-s", "rr"), ("-p",), ("-s", "wlc", "-p", "600"), ("-s", "nosuch"))))]
        runs += [("-a", *service, "-r", server, *self.random.choice((("-m",), ("-g",), ("-i",), ("-m", "-w", "3"))))
                 for server in self.servers[:3]]
        runs += [self.random.choice((("-L", "-n"), ("-ln",), ("-Ln", "--stats"), ("-L", "-n", "--rate"), ("-L", "-n", *service),
                                     ("-Ln", "--thresholds"), ("-L", "-n", "-c"), ()))]
        changes = [("-e", *service, "-r", self.server(), "-w", "0"), ("-e", *service, "-r", self.server(), "-m", "-w", "7"),
                   ("-E", *service, "-s", "wrr", "-p"), ("-E", *service, "-s", "sh"), ("-d", *service, "-r", self.server()),
                   ("-a", *service, "-r", self.server(), "-m", "-x", "9", "-y", "4"), ("-Z",), ("-Z", *service), ("-S", "-n"),
                   ("--set", "900", "0", "0"), ("-L", "--timeout"), ("-D", *service), ("-C",), ("-L", "-n", "--nosort")]
        runs += self.random.sample(changes, self.random.randint(2, 5))
        if self.chance(0.2):
            self.random.shuffle(runs)
        return Case((), tuple(Run(tuple(words)) for words in runs))

    # Whole cases

    def setup(self):
        """Lines that mostly work, so that there is something to work on."""
        lines = []
        for service in self.services:
            words = ["-A", *service, *self.random.choice((("-p", "300"), ("-p", "60"), ("-s", "rr", "-p"), ("-p", "5", "-o")))]
            if service[0] not in ("-u", "-f") and "-o" in words:
                words.remove("-o")
            if self.chance(0.5) and service[0] != "-f" and has_port(service[1]):
                words = ["-A", *service, "-s", self.pick(v.SCHEDULERS)]
            if self.chance(0.8):
                lines.append(" ".join(words))
                lines += self.setup_servers(service)
        return tuple(line for line in lines if "  " not in line)

    def setup_servers(self, service):
        for server in self.servers:
            if self.chance(0.6):
                how = self.random.choice((("-m",), ("-g",), ("-i",), ("-i", "--tun-type", "gue", "--tun-port", "6080"),
                                          ("-i", "--tun-type", "gre", "--tun-csum"), ("-m", "-x", "100", "-y", "50")))
                yield " ".join(("-a", *service, "-r", server, *how, "-w", self.pick(("0", "1", "5", "100"))))

    def run(self):
        if self.chance(0.2):
            return Run(self.spelt(self.disturbed([("-R",)])) if self.chance(0.1) else ("-R",), self.restore())
        if self.chance(0.01):
            return Run(())
        return Run(self.command())

    def case(self):
        kind = self.random.random()
        if kind < 0.15:
            return self.restored_save()
        if kind < 0.25:
            return self.session()
        return Case(self.setup(), tuple(self.run() for _ in range(self.random.randint(1, 4))))


def is_short(word):
    return len(word) == 2 and word[0] == "-" and word[1] != "-"


def has_port(endpoint):
    return endpoint.count(":") == 1 or endpoint.startswith("[")


def generate(seed):
    return Generator(seed).case()
