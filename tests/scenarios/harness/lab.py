# SPDX-License-Identifier: GPL-2.0-or-later
"""A lab: nodes (namespaces) whose NICs (veth) hang on segments (bridges), and what runs in them.

    public = lab.segment("public")
    client = lab.node("client", eth0=(public, "192.0.2.100/24"))

Everything is gone when the lab is closed.
"""
import itertools
import os
import shutil
import signal
import tempfile
from pathlib import Path

from harness.daemon import Daemon
from harness.namespace import Namespace

QUIET_SYSCTLS = {  # the same on every machine: addresses are usable at once, nothing is dropped unasked
    "net.ipv6.conf.all.accept_dad": 0,
    "net.ipv6.conf.default.accept_dad": 0,
    "net.ipv6.conf.default.router_solicitations": 0,
    "net.ipv4.conf.all.rp_filter": 0,
    "net.ipv4.conf.default.rp_filter": 0,
    "net.ipv4.ip_forward": 0,
}


class Lab:
    numbers = itertools.count(1)

    def __init__(self, build=None):
        self.build = Path(build) if build else None
        self.prefix = f"lvsd-{os.getpid()}-{next(Lab.numbers)}"
        self.folder = Path(tempfile.mkdtemp(prefix=self.prefix + "."))
        self.namespaces = []
        self.daemons = []
        self.children = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        for daemon in self.daemons:
            daemon.kill()
        for child in self.children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        for namespace in self.namespaces:
            namespace.delete()
        shutil.rmtree(self.folder, ignore_errors=True)

    def namespace(self, name):
        space = Namespace(f"{self.prefix}-{name}")
        self.namespaces.append(space)
        return space

    def segment(self, name):
        """A piece of wire that any number of NICs can hang on."""
        space = self.namespace(name)
        space.batch("link add wire type bridge mcast_snooping 0", "link set wire up")
        return space

    def node(self, name, gateway=(), **nics):
        """A machine. `nics` has (segment, address...) for each NIC; `gateway` is one address or several."""
        space = self.namespace(name)
        space.sysctl(QUIET_SYSCTLS)
        space.batch("link set lo up")
        for nic, (segment, *addresses) in nics.items():
            self.plug(space, nic, segment, addresses)
        gateways = [gateway] if isinstance(gateway, str) else list(gateway)
        if gateways:
            space.batch(*(f"route add default via {address}" for address in gateways))
        return space

    def plug(self, space, nic, segment, addresses):
        port = f"port{len(self.ports(segment))}"
        segment.batch(f"link add {port} type veth peer name {nic} netns {space.name}",
                      f"link set {port} master wire up")
        space.batch(f"link set {nic} up", *(f"address add {address} dev {nic}" for address in addresses))

    @staticmethod
    def ports(segment):
        return [line for line in segment.run("ip", "-o", "link").splitlines() if "master wire" in line]

    def daemon(self, node, name, *command, **environment):
        """Starts a program in a node; its log is kept until the lab is closed, and shown if the scenario fails."""
        daemon = Daemon(node, name, [str(word) for word in command], self.folder, environment)
        self.daemons.append(daemon)
        return daemon

    def fork(self, node, function):
        """Runs a Python function in a node until the lab is closed."""
        child = node.fork(function)
        self.children.append(child)
        return child

    def reap(self, child):
        """Waits for a forked child that is about to end."""
        self.children.remove(child)
        os.waitpid(child, 0)

    def logs(self):
        """The end of every daemon's log, for a report of what went wrong."""
        return "\n".join(f"--- {daemon.name}\n" + "\n".join(daemon.log().splitlines()[-40:])
                         for daemon in self.daemons)
