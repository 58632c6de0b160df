# SPDX-License-Identifier: GPL-2.0-or-later
"""A network namespace to measure in, and programs there: what they take, and what they tell of themselves."""
import ctypes
import itertools
import json
import os
import queue
import re
import select
import signal
import socket
import struct
import subprocess
import threading
import time
from pathlib import Path

CLONE_NEWNET = 0x40000000
RTMGRP_LINK, RTM_DELLINK, IFLA_IFNAME = 1, 17, 3
TICKS = os.sysconf("SC_CLK_TCK")
libc = ctypes.CDLL(None, use_errno=True)
numbers = itertools.count()


class Failed(Exception):
    """A program did not do what was measured."""


class TooLong(Exception):
    """A program was ended because it took too long."""


def enter(path):
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    if libc.setns(handle, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), f"cannot enter {path}")
    os.close(handle)


class Place:
    """A new network namespace; none of the last measure's deleted servers are in it."""

    def __init__(self, folder, limit):
        self.name = f"bench{next(numbers)}"
        self.path = f"/run/netns/{self.name}"
        self.folder, self.limit = folder, limit
        subprocess.run(["ip", "netns", "add", self.name], check=True)
        subprocess.run(["ip", "-n", self.name, "link", "set", "lo", "up"], check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        remove(self.name)

    def popen(self, words, **more):
        return subprocess.Popen([str(word) for word in words], preexec_fn=lambda: enter(self.path), **more)

    def run(self, words, stdin=None, good=(0,)):
        """What a program prints. Not for measuring."""
        with open(stdin or os.devnull, "rb") as given:
            process = self.popen(words, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            out, err = process.communicate()
        if process.returncode not in good:
            raise Failed(f"{words}: {process.returncode}: {err.decode()[:500]}")
        return out.decode()

    def measured(self, helper, words, stdin=None):
        """What a program takes from its start to its end: wall and CPU in seconds, its peak memory in MiB."""
        result = self.folder / "measured.json"
        with open(stdin or os.devnull, "rb") as given, open(self.folder / "out", "wb") as out:
            process = self.popen([helper, self.limit, result, *words], stdin=given, stdout=out, stderr=subprocess.PIPE)
            _, err = process.communicate()
        if process.returncode != 0:
            raise Failed(f"{words}: could not be measured: {err.decode()[:500]}")
        cost = json.loads(result.read_text(encoding="utf-8"))
        if cost["too_long"]:
            raise TooLong(f"ended after {self.limit} s")
        if cost["status"] != 0:
            raise Failed(f"{words}: {cost['status']}: {err.decode()[:500]}")
        return {"wall": cost["wall"], "cpu": cost["cpu"], "rss": cost["rss_kib"] / 1024}

    def calls(self, words, stdin=None):
        """How many system calls a program makes."""
        summary = self.folder / "strace"
        self.run(["strace", "-c", "-f", "-q", "-o", summary, *words], stdin)
        return total_calls(summary)


def total_calls(summary):
    for line in summary.read_text(encoding="utf-8").splitlines():
        if line.endswith(" total"):
            return int(line.split()[3])
    raise Failed("strace has counted nothing")


## Removing a namespace, and knowing when its removal is over

def remove(name):
    """Removes a namespace and waits until the kernel has freed all that was in it.

    The kernel frees namespaces in the background, one group after the other. A link that reaches out of a
    namespace goes as the work on it begins; so once that of a second one, removed after that, is gone, the
    first one is done.
    """
    second = f"{name}after"
    subprocess.run(["ip", "netns", "add", second], check=True)
    for number, namespace in enumerate((name, second)):
        link = f"v{number}{name}"
        subprocess.run(["ip", "link", "add", link, "type", "veth", "peer", "name", "out", "netns", namespace], check=True)
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE) as events:
            events.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
            events.bind((0, RTMGRP_LINK))
            subprocess.run(["ip", "netns", "delete", namespace], check=True)
            await_gone(events, link)


def await_gone(events, link, within=300):
    deadline = time.monotonic() + within
    while select.select([events], [], [], max(0, deadline - time.monotonic()))[0]:
        if link in links_gone(events.recv(65536)):
            return
    raise Failed(f"the namespace of {link} was not freed within {within} s")


def links_gone(data):
    while len(data) >= 16:
        length, kind = struct.unpack_from("=IH", data)
        if kind == RTM_DELLINK:
            yield name_in(data[32:length])
        data = data[(length + 3) & ~3:]


def name_in(attributes):
    while len(attributes) >= 4:
        length, kind = struct.unpack_from("=HH", attributes)
        if kind == IFLA_IFNAME:
            return attributes[4:length].rstrip(b"\0").decode()
        attributes = attributes[(length + 3) & ~3:]
    return None


## A program that keeps running

class Daemon:
    """A program in a place, what it logs and what it notifies as one queue of lines with their times."""

    def __init__(self, place, words):
        self.place = place
        self.lines = queue.SimpleQueue()
        self.log, self.states = [], []
        path = place.folder / f"notify{next(numbers)}"
        self.notifications = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notifications.bind(str(path))
        self.begun = time.monotonic()
        self.process = place.popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   env={**os.environ, "NOTIFY_SOCKET": str(path)})
        for reader in (self.hear, self.read_log):
            threading.Thread(target=reader, daemon=True).start()

    def hear(self):
        while True:
            for line in self.notifications.recv(4096).decode().splitlines():
                if line in ("RELOADING=1", "READY=1"):
                    self.states.append(line)
                self.lines.put((time.monotonic(), line))

    def read_log(self):
        for line in self.process.stdout:
            self.log.append(line.decode(errors="replace").rstrip())
            self.lines.put((time.monotonic(), self.log[-1]))

    def expect(self, pattern):
        """The time and text of the first line that matches."""
        deadline = time.monotonic() + self.place.limit
        while True:
            try:
                at, line = self.lines.get(timeout=max(0, min(5, deadline - time.monotonic())))
            except queue.Empty:
                if self.process.poll() is not None:
                    raise Failed(f"it ended with {self.process.returncode}: {self.log[-5:]}") from None
                if time.monotonic() > deadline:
                    raise TooLong(f"no '{pattern}' within {self.place.limit} s: {self.log[-5:]}") from None
                continue
            if re.search(pattern, line):
                return at, line

    def signal(self, number):
        self.process.send_signal(number)

    def pids(self):
        found = [self.process.pid]
        for pid in found:
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        return found

    def cpu(self):
        """CPU seconds of it and all its children until now, in steps of 10 ms."""
        return sum(cpu_of(pid) for pid in self.pids())

    def memory(self, what):
        """MiB of it and all its children: VmRSS as it is, VmHWM at its highest."""
        return sum(memory_of(pid, what) for pid in self.pids())

    def costs(self, what, until):
        """What it takes from `what()` until a line matches."""
        cpu, begun = self.cpu(), time.monotonic()
        what()
        at, _ = self.expect(until)
        return {"wall": at - begun, "cpu": self.cpu() - cpu, "rss": self.memory("VmHWM")}

    def started(self, until):
        at, _ = self.expect(until)
        return {"wall": at - self.begun, "cpu": self.cpu(), "rss": self.memory("VmHWM")}

    def stopped(self):
        """What it takes from SIGTERM to its end."""
        before, begun, rss = self.cpu(), time.monotonic(), self.memory("VmHWM")
        self.signal(signal.SIGTERM)
        _, status, usage = os.wait4(self.process.pid, 0)
        wall = time.monotonic() - begun
        self.process.returncode = os.waitstatus_to_exitcode(status)
        return {"wall": wall, "cpu": max(0.0, usage.ru_utime + usage.ru_stime - before), "rss": rss}

    def counted(self, what, until):
        """How many system calls it makes from `what()` until a line matches."""
        pids, summary = self.pids(), self.place.folder / "strace"
        tracer = subprocess.Popen(["strace", "-c", "-f", "-o", summary, *(word for pid in pids for word in ("-p", str(pid)))],
                                  stderr=subprocess.PIPE)
        for _ in pids:
            tracer.stderr.readline()  # "Process 12 attached"
        what()
        self.expect(until)
        tracer.send_signal(signal.SIGINT)
        tracer.communicate()
        return total_calls(summary)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            for pid in self.pids():
                os.kill(pid, signal.SIGKILL)
            self.process.wait()


def cpu_of(pid):
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:15]) / TICKS  # utime, stime, and of children that ended


def memory_of(pid, what):
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(re.search(rf"^{what}:\s*(\d+) kB", status, re.MULTILINE)[1]) / 1024
