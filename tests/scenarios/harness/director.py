# SPDX-License-Identifier: GPL-2.0-or-later
"""lvsd on a node: its config, its signals, its control socket, and lvsctl beside it."""
import http.client
import json
import signal
import socket
import subprocess

from harness.waiting import until


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=20)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Director:
    """lvsd with a config (a dict, or the text itself). Folders of its own, so that several can run."""

    def __init__(self, lab, node, config, name="lvsd", program=None):
        self.lab, self.node, self.name = lab, node, name
        self.folder = lab.folder / f"{name}.d"
        self.folder.mkdir()
        self.config_path = self.folder / "lvsd.json"
        self.write(config)
        self.places = [f"--runtime-directory={self.folder}/run", f"--state-directory={self.folder}/state"]
        self.daemon = lab.daemon(node, name, program or (lab.build / "lvsd/lvsd").resolve(),
                                 "--config", self.config_path, *self.places)

    def write(self, config):
        text = config if isinstance(config, str) else json.dumps(config, indent=2)
        self.config_path.write_text(text, encoding="utf-8")

    def start(self):
        self.daemon.start()
        self.daemon.wait_notified("READY=1")
        return self

    def hang_up(self):
        """SIGHUP, and waits until what it led to is done."""
        self.daemon.forget_notifications()
        self.daemon.signal(signal.SIGHUP)
        self.daemon.wait_notified("RELOADING=1")
        self.daemon.wait_notified("READY=1")

    def stop(self):
        """SIGTERM; the exit status."""
        self.daemon.signal(signal.SIGTERM)
        return self.daemon.wait()

    def kill(self):
        self.daemon.kill()

    def log(self):
        return self.daemon.log()

    def wait_logged(self, words, within=10):
        """The log's lines that hold `words`, once there is one."""
        return until(lambda: [line for line in self.log().splitlines() if words in line],
                     f"'{words}' in the log of {self.name}:\n{self.log()}", within)

    def ask(self, method, path, body=None):
        """HTTP status and document of one request on the control socket."""
        connection = UnixConnection(f"{self.folder}/run/control.sock")
        connection.request(method, path, body=None if body is None else json.dumps(body))
        response = connection.getresponse()
        return response.status, json.loads(response.read())

    def status(self):
        return self.ask("GET", "/v1/status")[1]

    def await_looks(self, count):
        """Waits until lvsd has looked at the kernel so many times more."""
        for _ in range(count):
            before = self.status()["last_turn"]["at"]
            until(lambda: self.status()["last_turn"]["at"] != before, "another look at the kernel", within=30)

    def server(self, service, server):
        """What status says of one server, by its name."""
        services = {entry["name"]: entry for entry in self.status()["services"]}
        return {entry["name"]: entry for entry in services[service]["servers"]}[server]

    def lvsctl_command(self, *arguments):
        """The command line of lvsctl beside this daemon."""
        return [str((self.lab.build / "cli/lvsctl/lvsctl").resolve()), *self.places, *arguments]

    def lvsctl(self, *arguments, within=60):
        """Exit status, and what lvsctl printed on either stream."""
        process = self.node.popen(self.lvsctl_command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        output = process.communicate(timeout=within)[0]
        return process.returncode, output
