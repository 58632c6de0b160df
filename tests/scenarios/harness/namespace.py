# SPDX-License-Identifier: GPL-2.0-or-later
"""One network namespace: running commands and Python functions in it."""
import ctypes
import os
import socket
import subprocess
import threading
import traceback

CLONE_NEWNET = 0x40000000
libc = ctypes.CDLL(None, use_errno=True)


def enter(path):
    """Moves this process into the network namespace at `path`."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        if libc.setns(handle, CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"cannot enter {path}")
    finally:
        os.close(handle)


class Namespace:
    def __init__(self, name):
        self.name = name
        self.path = f"/run/netns/{name}"
        subprocess.run(["ip", "netns", "add", name], check=True)

    def popen(self, command, **more):
        return subprocess.Popen(command, preexec_fn=lambda: enter(self.path), stdin=subprocess.DEVNULL, **more)

    def run(self, *command, check=True, within=30):
        """What a command prints; fails, with what it said, where it fails and `check` is true."""
        process = self.popen(list(command), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            out, err = process.communicate(timeout=within)
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError(f"{self.name}: {' '.join(command)}: still ran after {within} s") from None
        if check and process.returncode != 0:
            raise AssertionError(f"{self.name}: {' '.join(command)}: exited with {process.returncode}\n{out}{err}")
        return out

    def batch(self, *lines, options=()):
        """Commands for ip, in one process."""
        subprocess.run(["ip", "-n", self.name, *options, "-batch", "-"], input="\n".join(lines) + "\n", text=True,
                       check=True)

    def socket(self, family, kind, protocol=0):
        """A socket that lives in the namespace, for this process to use."""
        made = []

        def make():
            enter(self.path)
            made.append(socket.socket(family, kind, protocol))

        thread = threading.Thread(target=make)  # a thread can be elsewhere than its process
        thread.start()
        thread.join()
        return made[0]

    def listens(self, port):
        """Whether a server has come up; a look that costs next to nothing, which matters where it shares an emulated processor."""
        with self.socket(socket.AF_INET, socket.SOCK_STREAM) as made:
            return made.connect_ex(("127.0.0.1", port)) == 0

    def fork(self, function):
        """Runs `function()` in a child process inside the namespace; gives back its process id.

        Far quicker than a new interpreter, which matters where the processor is emulated.
        """
        child = os.fork()
        if child:
            return child
        status = 1
        try:
            enter(self.path)
            function()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)

    def sysctl(self, values):
        """Writes sysctls, named as sysctl(8) names them, the interface's dots excepted."""
        def write():
            for name, value in values.items():
                with open("/proc/sys/" + name.replace(".", "/"), "w", encoding="ascii") as file:
                    file.write(str(value))

        _, status = os.waitpid(self.fork(write), 0)
        assert status == 0, f"{self.name}: cannot set {values}"

    def delete(self):
        subprocess.run(["ip", "netns", "delete", self.name], check=False)
