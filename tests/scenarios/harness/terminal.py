# SPDX-License-Identifier: GPL-2.0-or-later
"""A pseudo-terminal on which a command runs, and what it was sent."""
import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import threading
from contextlib import contextmanager

from harness.waiting import until

ERASED = "\r\033[K"  # a line that was drawn and is gone
COLOUR = re.compile("\033\\[[0-9]*m")


class Terminal:
    def __init__(self, node, command, rows, columns, environment):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.sent = b""
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        plain = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        self.process = node.popen(command, stdout=slave, stderr=slave, env={**plain, "TERM": "xterm", **environment})
        os.close(slave)

    @property
    def shown(self):
        return self.sent.decode(errors="replace").replace("\r\n", "\n")

    def read(self):
        """Until the last who writes to the terminal has gone, which is an error for whoever reads."""
        try:
            while True:
                self.sent += os.read(self.master, 65536)
        except OSError:
            pass

    def wait_shown(self, words, within=30):
        try:
            until(lambda: words in self.shown, f"{words!r} on the terminal", within)
        except AssertionError as missed:
            raise AssertionError(f"{missed}; it shows {self.shown!r}") from None

    def end(self, within=60):
        """Exit status and all that was sent to the terminal, once the command has ended."""
        try:
            status = self.process.wait(within)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still ran after {within} s and shows {self.shown!r}") from None
        self.reader.join(10)
        return status, self.shown


@contextmanager
def terminal(node, command, rows=24, columns=80, **environment):
    """Runs a command on a terminal of that size, with variables besides those of everybody; ends it if need be."""
    one = Terminal(node, command, rows, columns, environment)
    try:
        yield one
    finally:
        one.process.kill()
        one.process.wait()
        one.reader.join(10)
        os.close(one.master)
