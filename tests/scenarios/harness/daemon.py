# SPDX-License-Identifier: GPL-2.0-or-later
"""A program that keeps running in a node: its log, its signals, and what it says by sd_notify."""
import os
import signal
import socket
import subprocess
import threading
import time
from collections import deque


class Daemon:
    def __init__(self, node, name, command, folder, environment):
        self.node, self.name, self.command = node, name, command
        self.log_path = folder / f"{name}.log"
        self.environment = environment
        self.notify_path = str(folder / f"{name}.notify")
        self.notifications = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notifications.bind(self.notify_path)
        self.heard, self.heard_more = deque(), threading.Condition()
        threading.Thread(target=self.hear, daemon=True).start()
        self.process = None

    def start(self):
        """Starts it, or starts it again; the log goes on."""
        self.forget_notifications()
        environment = {**os.environ, "NOTIFY_SOCKET": self.notify_path, **self.environment}
        with self.log_path.open("ab") as log:
            self.process = self.node.popen(self.command, stdout=log, stderr=subprocess.STDOUT, env=environment)
        return self

    def hear(self):
        """Reads what is notified as soon as it comes: a program whose notifications nobody reads waits."""
        while True:
            lines = self.notifications.recv(4096).decode().splitlines()
            with self.heard_more:
                self.heard.append(lines)
                self.heard_more.notify_all()

    def forget_notifications(self):
        with self.heard_more:
            self.heard.clear()

    def wait_notified(self, wanted, within=20):
        """The first notification that has the line `wanted`, such as READY=1, as a list of lines."""
        deadline = time.monotonic() + within
        with self.heard_more:
            while time.monotonic() < deadline:
                if self.heard:
                    lines = self.heard.popleft()
                    if wanted in lines:
                        return lines
                elif not self.heard_more.wait(0.1):
                    assert self.process.poll() is None, f"{self.name} ended with {self.process.returncode}\n{self.log()}"
        raise AssertionError(f"{self.name} did not say {wanted} within {within} s\n{self.log()}")

    def signal(self, number):
        self.process.send_signal(number)

    def wait(self, within=20):
        """Its exit status, once it has ended by itself or by a signal sent to it."""
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"{self.name} still ran after {within} s\n{self.log()}") from None

    def kill(self):
        if self.process and self.process.poll() is None:
            self.signal(signal.SIGKILL)
            self.process.wait()

    def log(self):
        return self.log_path.read_text(encoding="utf-8", errors="replace") if self.log_path.exists() else ""
