# SPDX-License-Identifier: GPL-2.0-or-later
"""Plays a tutorial of doc/: every command of its `console` blocks, on the machine that its prompt names.

    director# lvsctl reload         as one types it; what follows up to the next prompt is what it must print,
    3 of 3 steps carried out        where … stands for anything, and a line of … alone for any lines
    client$ false                   # exits with 1
"""
import re
from pathlib import Path

from harness.director import Director
from harness.waiting import expect

DOC = Path(__file__).resolve().parents[3] / "doc"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT = re.compile(r"^(\w+)[#$] (.*?)(?: +# exits with (\d+))?$")
SERVICE = re.compile(r"systemctl (reload-or-restart|reload) lvsd")


def commands_of(text):
    """Each command: machine, command, exit status, and the lines that it must print."""
    found = []
    for block in BLOCK.findall(text):
        for line in block.splitlines():
            prompt = PROMPT.match(line)
            if prompt:
                found.append((prompt[1], prompt[2], int(prompt[3] or 0), []))
            else:
                found[-1][3].append(line)
    return found


def pattern_of(lines):
    """Matches what a command prints, blanks at will, to the lines of a tutorial."""
    parts = []
    for line in lines:
        words = r"\s+".join(re.escape(word) for word in line.split()).replace("…", ".*")
        parts.append(r"(?:.*\n)*?" if line.strip() == "…" else rf"\s*{words}[ \t]*\n")
    return re.compile("".join(parts))


class Tutorial:
    def __init__(self, lab, name, **machines):
        self.text = (DOC / f"{name}.md").read_text(encoding="utf-8")
        self.machines = machines
        self.director = Director(lab, machines["director"], "{}")
        self.tools = lab.folder / "tools"
        self.tools.mkdir()
        self.places = {"/etc/lvsd/": f"{self.director.folder}/", "/usr/share/doc/lvsd/examples/": f"{DOC}/examples/"}
        self.tool("lvsctl", f"""#!/bin/sh
            case "$*" in check | plan | apply) set -- "$@" {self.director.config_path} ;; esac
            exec {(lab.build / "cli/lvsctl/lvsctl").resolve()} {" ".join(self.director.places)} "$@"
            """)

    def tool(self, name, script):
        path = self.tools / name
        path.write_text("\n".join(line.strip() for line in script.splitlines()) + "\n", encoding="ascii")
        path.chmod(0o755)

    def play(self):
        commands = commands_of(self.text)
        assert len(commands) > 5, "a tutorial without commands"
        for machine, command, status, lines in commands:
            said, came_to = self.run(machine, command)
            expect(came_to, status, f"{machine}: {command}: exit status; it said\n{said}")
            if lines:
                assert pattern_of(lines).fullmatch(said), f"{machine}: {command}: printed\n{said}\nand not\n" + "\n".join(lines)

    def run(self, machine, command):
        service = SERVICE.fullmatch(command)
        if service:
            command = "lvsctl reload > /dev/null"
            if service[1] != "reload":
                self.director.start()
                return "", 0
        for documented, here in self.places.items():
            command = command.replace(documented, here)
        process = self.machines[machine].run(
            "sh", "-c", f"PATH={self.tools}:$PATH; {{ {command}\n}} 2>&1; status=$?; echo; echo $status", check=False, within=120)
        said, status = process.rstrip("\n").rsplit("\n", 1)
        for documented, here in self.places.items():
            said = said.replace(here, documented)
        return (said.rstrip("\n") + "\n").lstrip("\n"), int(status)
