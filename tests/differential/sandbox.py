# SPDX-License-Identifier: GPL-2.0-or-later
"""Processes that live in a network namespace of their own and start programs there.

A worker keeps its namespace for many cases, so a case costs little more than the programs it starts.
"""
import ctypes
import os
import pickle
import select
import signal
import struct
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

from values import HOSTS

SECONDS = 60  # a program that takes longer hangs
CLONE_NEWNS, CLONE_NEWNET = 0x00020000, 0x40000000
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000
libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Outcome:
    status: int   # the exit status; -N where signal N ended it
    out: str
    err: str
    hung: bool = False


def checked(result):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def mount(source, target, kind="", flags=0):
    checked(libc.mount(source.encode(), str(target).encode(), kind.encode(), flags, None))


def isolate():
    """Into a network namespace with loopback, where names come from HOSTS alone."""
    checked(libc.unshare(CLONE_NEWNET | CLONE_NEWNS))
    mount("none", "/", flags=MS_REC | MS_PRIVATE)
    scratch = "/run/differential"
    os.makedirs(scratch, exist_ok=True)
    mount("tmpfs", scratch, "tmpfs")
    files = {"/etc/hosts": "".join(f"{address} {name}\n" for name, address in HOSTS.items()),
             "/etc/nsswitch.conf": "hosts: files\nservices: files\nprotocols: files\n",
             "/etc/resolv.conf": ""}
    for number, (path, text) in enumerate(files.items()):
        substitute = Path(scratch, str(number))
        substitute.write_text(text, encoding="utf-8")
        if Path(path).exists():
            mount(str(substitute), os.path.realpath(path), flags=MS_BIND)
    os.system("ip link set lo up")


def start(program, words, stdin, seconds=SECONDS):
    """Runs a program to its end, or for so many seconds."""
    descriptors = [os.memfd_create(name) for name in ("stdin", "stdout", "stderr")]
    os.write(descriptors[0], stdin)
    os.lseek(descriptors[0], 0, os.SEEK_SET)
    actions = [(os.POSIX_SPAWN_DUP2, descriptor, number) for number, descriptor in enumerate(descriptors)]
    child = os.posix_spawn(program, ["ipvsadm", *words], {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, file_actions=actions)
    hung = not ends_within(child, seconds)
    if hung:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    texts = [read_all(descriptor) for descriptor in descriptors[1:]]
    for descriptor in descriptors:
        os.close(descriptor)
    return Outcome(os.waitstatus_to_exitcode(status), *texts, hung)


def ends_within(child, seconds):
    process = os.pidfd_open(child)
    ended, _, _ = select.select([process], [], [], seconds)
    os.close(process)
    return bool(ended)


def read_all(descriptor):
    size = os.fstat(descriptor).st_size
    return os.pread(descriptor, size, 0).decode("utf-8", "surrogateescape") if size else ""


class Worker:
    """A process in a namespace; `run` has it start a program there."""

    ends = set()  # of all workers' pipes, which a new worker must not hold open

    def __init__(self, prepare=None):
        theirs_read, self.write_end = os.pipe()
        self.read_end, theirs_write = os.pipe()
        self.child = os.fork()
        if self.child == 0:
            for end in (*Worker.ends, self.write_end, self.read_end):
                os.close(end)
            serve(theirs_read, theirs_write, prepare)
        os.close(theirs_read)
        os.close(theirs_write)
        Worker.ends |= {self.write_end, self.read_end}

    def run(self, program, words, stdin="", seconds=SECONDS):
        send(self.write_end, (program, tuple(words), stdin.encode("utf-8", "surrogateescape"), seconds))
        outcome = receive(self.read_end)
        if outcome is None:
            raise RuntimeError("the worker is gone")
        return outcome

    def call(self, function, *arguments):
        """Calls a function of this program there."""
        send(self.write_end, (function, arguments))
        return receive(self.read_end)

    def close(self):
        Worker.ends -= {self.write_end, self.read_end}
        os.close(self.write_end)
        os.close(self.read_end)
        os.waitpid(self.child, 0)


def serve(read_end, write_end, prepare):
    try:
        isolate()
        if prepare is not None:
            prepare()
        while (request := receive(read_end)) is not None:
            if callable(request[0]):
                send(write_end, request[0](*request[1]))
            else:
                send(write_end, start(*request))
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def send(descriptor, value):
    data = pickle.dumps(value)
    data = struct.pack("=I", len(data)) + data
    while data:
        data = data[os.write(descriptor, data):]


def receive(descriptor):
    header = read_exactly(descriptor, 4)
    if header is None:
        return None
    return pickle.loads(read_exactly(descriptor, struct.unpack("=I", header)[0]))


def read_exactly(descriptor, count):
    data = b""
    while len(data) < count:
        more = os.read(descriptor, count - len(data))
        if not more:
            return None
        data += more
    return data
