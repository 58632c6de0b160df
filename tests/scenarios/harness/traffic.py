# SPDX-License-Identifier: GPL-2.0-or-later
"""A steady load on a service, and what came of every connection.

    with traffic(lab, client, "192.0.2.10", short=20, long=3) as load:
        … whatever must not be felt …
        load.more(50)                  # fifty more answers have come since
    load.nothing_lost()

A short connection asks once; a long one stays open and asks ten times a second. A connection is lost
when it is refused, reset, closed by the other side, or not answered in time. With reset=True connections
end with a reset instead of a FIN, so that the kernel forgets them after ten seconds instead of two minutes.
"""
import asyncio
import json
import mmap
import os
import signal
import socket
import struct
import time
from collections import Counter
from contextlib import contextmanager
from typing import NamedTuple

from harness.waiting import until

ANSWER_SECONDS = 5
REQUEST = b"GET / HTTP/1.1\r\nHost: lab\r\n\r\n"


async def ask(reader, writer):
    """The name of the server that answers one request."""
    writer.write(REQUEST)
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    return (await reader.readexactly(length)).decode().strip()


class Generator:
    """Runs in the client's namespace; counts into `shared` what the other side may look at meanwhile."""

    def __init__(self, address, port, reset, shared):
        self.address, self.port, self.reset, self.shared = address, port, reset, shared
        self.answers, self.lost, self.lost_by_kind = Counter(), [], Counter()
        self.begun = time.monotonic()
        self.ended = asyncio.Event()

    def note(self, answer):
        self.answers[answer] += 1
        self.share()

    def share(self):
        lost = self.lost_by_kind
        struct.pack_into(SoFar.FORM, self.shared, 0, sum(self.answers.values()), lost["short"], lost["long"])

    def note_lost(self, kind, server, error):
        self.lost_by_kind[kind] += 1
        passed = time.monotonic() - self.begun
        self.lost.append(f"{kind} connection to {server} after {passed:.2f} s: {type(error).__name__} {error}")
        self.share()

    async def connection(self, kind, use):
        """Opens a connection, lets `use` have it, and notes it, with who answered it last, where it is lost."""
        writer, answered = None, ["nobody"]
        try:
            reader, writer = await asyncio.wait_for(asyncio.open_connection(self.address, self.port), ANSWER_SECONDS)
            if self.reset:
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            await use(reader, writer, answered)
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError) as error:
            self.note_lost(kind, answered[-1], error)
        finally:
            if writer:
                writer.close()

    async def once(self, reader, writer, answered):
        answered[:] = [await asyncio.wait_for(ask(reader, writer), ANSWER_SECONDS)]
        self.note(answered[-1])

    async def until_ended(self, reader, writer, answered):
        while not self.ended.is_set():
            await self.once(reader, writer, answered)
            await self.pause(0.1)

    async def pause(self, seconds):
        try:
            await asyncio.wait_for(self.ended.wait(), seconds)
        except asyncio.TimeoutError:
            pass

    async def short(self, rate):
        running = set()
        while not self.ended.is_set():
            task = asyncio.create_task(self.connection("short", self.once))
            running.add(task)
            task.add_done_callback(running.discard)
            await self.pause(1 / rate)
        await asyncio.gather(*running)

    async def long(self):
        while not self.ended.is_set():
            await self.connection("long", self.until_ended)

    async def run(self, short, long):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.ended.set)
        work = [self.long() for _ in range(long)] + ([self.short(short)] if short else [])
        await asyncio.gather(*work)


class SoFar(NamedTuple):
    """What a load has seen until now."""
    answers: int
    lost_short: int
    lost_long: int

    FORM = "QQQ"

    @property
    def lost(self):
        return self.lost_short + self.lost_long


class Load:
    """The running load, as the scenario sees it."""

    def __init__(self, shared):
        self.shared = shared
        self.answers, self.lost = {}, []

    def so_far(self):
        return SoFar(*struct.unpack_from(SoFar.FORM, self.shared, 0))

    def more(self, answers, within=30):
        """Waits for so many more answers."""
        goal = self.so_far().answers + answers
        until(lambda: self.so_far().answers >= goal, f"{answers} more answers (and {self.so_far()} at first)", within)

    def nothing_lost(self):
        assert self.answers, "the load got no answer at all"
        assert not self.lost, f"{len(self.lost)} connections lost:\n  " + "\n  ".join(self.lost[:10])


@contextmanager
def traffic(lab, node, address, port=80, short=20, long=2, reset=False):
    """A load of `short` new connections a second beside `long` that stay; runs inside the with block."""
    load = Load(mmap.mmap(-1, struct.calcsize(SoFar.FORM)))
    report, out = os.pipe()

    def generate():
        os.close(report)

        async def main():
            generator = Generator(address, port, reset, load.shared)
            await generator.run(short, long)
            with os.fdopen(out, "w") as file:
                json.dump([generator.answers, generator.lost], file)

        asyncio.run(main())

    child = lab.fork(node, generate)
    os.close(out)
    try:
        until(lambda: sum(load.so_far()), f"a first answer from {address}:{port}", within=ANSWER_SECONDS + 5)
        yield load
    finally:
        os.kill(child, signal.SIGTERM)
        with os.fdopen(report) as file:
            text = file.read()
        lab.reap(child)
        if text:
            load.answers, load.lost = json.loads(text)
