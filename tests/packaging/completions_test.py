#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The completions as their shells see them, with a stand-in for lvsctl that knows two services and two servers."""
import contextlib
import os
import pty
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMPLETIONS = ROOT / "cli/lvsctl/completions"
STAND_IN = """#!/bin/sh
for option; do
  case $option in
    --runtime-directory=*) elsewhere="${option#*=}"; shift ;;
    --state-directory=*) shift ;;
  esac
done
[ "$1" = names ] || exit 1
[ -z "$elsewhere" ] || { echo "of $elsewhere"; exit 0; }
[ "$2" = services ] && printf 'mail\\nweb\\nweb shop\\n'
[ "$2" = servers ] && printf 'web1\\n10.0.0.12:80\\n'
exit 0
"""
BASH = """
source "$1"; shift
COMP_WORDS=(lvsctl "$@"); COMP_CWORD=$#
compopt() { :; }
_lvsctl
printf '%s\\n' "${COMPREPLY[@]}"
"""


ZSH = """
autoload -Uz compinit; compinit -D -u
eval "$(cat $COMPLETION)"
complete_and_tell() { BUFFER=$LINE_TYPED CURSOR=$#BUFFER; zle complete-word; print -r -- "$BUFFER" > $TOLD; exit }
zle -N zle-line-init complete_and_tell
"""


def commands():
    """The commands as the program has them, but for the one that only completions call."""
    source = (ROOT / "cli/lvsctl/main.cpp").read_text()
    found = re.findall(r'\b(?:command|server_command|text_command|add)\(\s*"(\w+)"', source)
    return set(found) - {"names"}


class Completions(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        program = Path(folder.name, "lvsctl")
        program.write_text(STAND_IN)
        program.chmod(0o755)
        self.environment = {**os.environ, "PATH": f"{folder.name}:{os.environ['PATH']}", "HOME": folder.name}

    def said(self, *command):
        return set(subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True)
                   .stdout.splitlines())

    def bash(self, *words):
        return self.said("bash", "-c", BASH, "bash", COMPLETIONS / "lvsctl.bash", *words)

    def fish(self, line):
        script = f"source {COMPLETIONS / 'lvsctl.fish'}; complete -C '{line}'"
        return {found.split("\t")[0] for found in self.said("fish", "-N", "-c", script)}

    def zsh(self, line):
        """What becomes of a line at a zsh's prompt by a tabulator at its end."""
        folder = self.environment["HOME"]
        Path(folder, ".zshrc").write_text(ZSH, encoding="utf-8")
        environment = {**self.environment, "ZDOTDIR": folder, "TERM": "dumb", "TOLD": f"{folder}/told",
                       "COMPLETION": str(COMPLETIONS / "lvsctl.zsh"), "LINE_TYPED": line}
        terminal, its_end = pty.openpty()
        with subprocess.Popen(["zsh", "-i"], env=environment, stdin=its_end, stdout=its_end, stderr=its_end,
                              start_new_session=True) as shell:
            os.close(its_end)
            said = b""
            with contextlib.suppress(OSError):   # which is how a terminal ends
                while part := os.read(terminal, 4096):
                    said += part
            os.close(terminal)
            self.assertEqual(0, shell.wait(), said)
        return Path(folder, "told").read_text(encoding="utf-8").rstrip("\n")

    def test_every_shell_can_read_its_file(self):
        for shell in ("bash", "zsh", "fish"):
            with self.subTest(shell):
                self.said(shell, "-n", COMPLETIONS / f"lvsctl.{shell}")

    def test_bash_offers_every_command(self):
        self.assertTrue(len(commands()) > 8)
        self.assertLessEqual(commands(), self.bash(""))

    def test_fish_offers_every_command(self):
        self.assertLessEqual(commands(), self.fish("lvsctl "))

    def test_zsh_knows_every_command(self):
        text = (COMPLETIONS / "lvsctl.zsh").read_text()
        self.assertEqual(commands(), set(re.findall(r"^ +'([a-z]+):", text, re.MULTILINE)))

    def test_zsh_takes_its_completion_by_eval(self):
        script = f'autoload -Uz compinit; compinit -D -u; eval "$(cat {COMPLETIONS / "lvsctl.zsh"})"; print $_comps[lvsctl]'
        self.assertEqual({"_lvsctl"}, self.said("zsh", "-f", "-c", script))

    def test_zsh_offers_names_as_its_completion_asks_for_them(self):
        script = f"""compdef() {{ }}; compadd() {{ print -l -- $names; }}
                     eval "$(cat {COMPLETIONS / "lvsctl.zsh"})"; _lvsctl_names -J -default- servers"""
        self.assertEqual({"web1", "10.0.0.12:80"}, self.said("zsh", "-f", "-c", script))

    def test_zsh_offers_every_command_after_help(self):
        script = f"""compdef() {{ }}
                     _arguments() {{ if [[ $1 == -C ]]; then state=argument line=(help); else print -r -- "$@"; fi; }}
                     eval "$(cat {COMPLETIONS / "lvsctl.zsh"})"; _lvsctl"""
        offered, = self.said("zsh", "-f", "-c", script)
        self.assertEqual(commands(), set(re.fullmatch(r":command:\((.*)\)", offered)[1].split(" ")))

    def test_names_of_services_and_servers_are_offered(self):
        self.assertLessEqual({"mail", "web", "--watch"}, self.bash("status", ""))
        self.assertEqual({"web", r"web\ shop"}, self.bash("drain", "web1", "--service", "w"))
        self.assertEqual({r"web\ shop"}, self.bash("status", r"web\ s"))
        self.assertEqual({"80"}, self.bash("drain", "10.0.0.12", ":"))
        self.assertEqual({"80"}, self.bash("drain", "10.0.0.12", ":", "8"))
        self.assertLessEqual({"web1", "10.0.0.12:80"}, self.bash("drain", ""))
        self.assertEqual({"web1"}, self.bash("--state-directory", "/tmp", "weight", "w"))
        self.assertLessEqual({"mail", "web", "web shop"}, {name.replace("\\", "") for name in self.fish("lvsctl status ")})
        self.assertLessEqual({"web1", "10.0.0.12:80"}, self.fish("lvsctl drain "))

    def test_zsh_completes_at_its_prompt(self):
        for typed, completed in (("lvsctl dr", "lvsctl drain "), ("lvsctl status ma", "lvsctl status mail "),
                                 ("lvsctl drain web1 --service=ma", "lvsctl drain web1 --service=mail ")):
            with self.subTest(typed):
                self.assertEqual(completed, self.zsh(typed))

    def test_names_are_those_of_the_folder_that_is_typed(self):
        self.assertLessEqual({r"of\ /tmp/x"}, self.bash("--runtime-directory", "/tmp/x", "drain", ""))
        self.assertLessEqual({r"of\ /tmp/x"}, self.bash("--runtime-directory", "=", "/tmp/x", "drain", ""))
        self.assertLessEqual({r"of\ /tmp/x\ y"}, self.bash("--runtime-directory", r"/tmp/x\ y", "drain", "web1", "--service", ""))
        quoted = ("--runtime-directory", "'/tmp/x y'", "--state-directory", "/tmp")
        self.assertLessEqual({r"of\ /tmp/x\ y"}, self.bash(*quoted, "drain", ""))
        self.assertLessEqual({r"of\ " + self.environment["HOME"] + "/x"}, self.bash("--runtime-directory", "~/x", "drain", ""))
        self.assertLessEqual({r"of\ \$\(reboot\)"}, self.bash("--runtime-directory", "$(reboot)", "drain", ""))
        self.assertLessEqual({"of /tmp/x"}, self.fish("lvsctl --runtime-directory /tmp/x drain "))
        self.assertLessEqual({"of /tmp/x"}, self.fish("lvsctl --runtime-directory=/tmp/x drain "))
        self.assertLessEqual({f"of {self.environment['HOME']}/x"}, self.fish("lvsctl --runtime-directory ~/x drain "))
        self.assertEqual(r"lvsctl --runtime-directory=/tmp/x\ y drain of\ /tmp/x\ y ",
                         self.zsh(r"lvsctl --runtime-directory=/tmp/x\ y drain o"))
        self.assertEqual(rf"lvsctl --runtime-directory ~/x drain of\ {self.environment['HOME']}/x ",
                         self.zsh("lvsctl --runtime-directory ~/x drain o"))
        self.assertEqual(r"lvsctl drain --runtime-directory=/tmp/x of\ /tmp/x ", self.zsh("lvsctl drain --runtime-directory=/tmp/x o"))

    def test_names_are_offered_as_they_are_typed(self):
        self.assertEqual({"web", r"web\ shop"}, self.bash("drain", "web1", "--service", "=", "w"))
        self.assertEqual({"mail", "web", r"web\ shop"}, self.bash("drain", "web1", "--service", "="))
        self.assertEqual({"web shop"}, self.bash("status", '"web s'))
        self.assertEqual({"web shop"}, self.bash("status", "'web s"))
        self.assertEqual({"10.0.0.12:80"}, self.bash("drain", '"10.0.0.12:8'))
        self.assertEqual({"10.0.0.12:80"}, self.bash("drain", "10.0.0.12:8"))   # where COMP_WORDBREAKS has no colon
        self.assertEqual({"web shop"}, self.bash("drain", "web1", "--service", "=", '"web s'))
        self.assertEqual({"--service=mail"}, self.bash("drain", "web1", "--service=m"))   # nor an equal sign

    def test_files_are_offered_as_they_are_typed(self):
        folder = self.environment["HOME"]
        for name in ("a:b.json", "a b.json"):
            Path(folder, name).touch()
        self.assertEqual({"b.json"}, self.bash("check", f"{folder}/a", ":"))
        self.assertEqual({f"{folder}/a:b.json", f"{folder}/a b.json"}, self.bash("check", f'"{folder}/a'))
        self.assertEqual({folder}, self.bash("--runtime-directory", "=", folder))

    def test_names_are_offered_where_they_are_taken_alone(self):
        for words in (("drain", "web1", ""), ("weight", "10.0.0.12", ":", "80", ""), ("drain", "--service", "=", "web", "web1", "")):
            with self.subTest(words):
                self.assertIn("--service", self.bash(*words))
                self.assertNotIn("web1", self.bash(*words))
        self.assertLessEqual({"web1"}, self.bash("drain", "--service", "=", "web", ""))
        self.assertLessEqual({"web1"}, self.bash("drain", "--service", "web", ""))
        self.assertNotIn("web1", self.fish("lvsctl help drain "))
        self.assertNotIn("web1", self.fish("lvsctl drain web1 "))
        self.assertIn("web1", self.fish("lvsctl --state-directory /tmp drain --service web "))
        self.assertLessEqual({"--now", "--wait"}, self.fish("lvsctl drain web1 --"))
        self.assertNotIn("--runtime-directory", self.fish("lvsctl drain --"))

    def test_each_option_is_offered_where_it_is_taken_alone(self):
        self.assertLessEqual({"--now", "--wait"}, self.bash("drain", "-"))
        self.assertNotIn("--wait", self.bash("undrain", "-"))
        self.assertIn("--reset", self.bash("weight", "-"))
        self.assertIn("--watch", self.bash("status", "-"))


if __name__ == "__main__":
    unittest.main()
