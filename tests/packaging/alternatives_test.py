#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Our ipvsadm takes the name ipvsadm by the command of the README."""
import os
import re
import shlex
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMES = {"/usr/local/sbin/ipvsadm", "/usr/local/sbin/ipvsadm-save", "/usr/local/sbin/ipvsadm-restore",
         *(f"/usr/local/share/man/man8/{page}.8" for page in ("ipvsadm", "ipvsadm-save", "ipvsadm-restore"))}


def command():
    block = re.search(r"(?s)```sh\n(update-alternatives.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"))[1]
    return shlex.split(block.replace("\\\n", " "))


def installed(path):
    """Whether meson installs that, with its usual prefix."""
    name = Path(path).name
    folder, source = ("libexecdir", "cli/ipvsadm/meson.build") if "/libexec/" in path else ("datadir", "doc/meson.build")
    text = (ROOT / source).read_text(encoding="utf-8")
    place = {"libexecdir": f"/usr/local/libexec/lvsd/{name}", "datadir": f"/usr/local/share/lvsd/man/man8/{name}"}[folder]
    return path == place and f"'{name}'" in text and f"get_option('{folder}') / 'lvsd'" in text


class Alternatives(unittest.TestCase):
    def test_it_takes_the_names_of_programs_and_pages(self):
        words = command()
        links, targets = [words[2], *words[7::4]], [words[4], *words[9::4]]
        self.assertEqual(set(links), NAMES)
        self.assertTrue(all(map(installed, targets)), targets)
        with tempfile.TemporaryDirectory() as root:
            for path in (*links, *targets):
                Path(root + path).parent.mkdir(parents=True, exist_ok=True)
            for target in targets:
                Path(root + target).write_text(target, encoding="utf-8")
            for folder in ("alternatives", "admin"):
                os.mkdir(f"{root}/{folder}")
            there = [root + word if word.startswith("/") else word for word in words[1:]]
            subprocess.run(["update-alternatives", "--quiet", "--altdir", f"{root}/alternatives", "--admindir", f"{root}/admin",
                            "--log", f"{root}/log", *there], check=True)
            for link, target in zip(links, targets):
                self.assertEqual(Path(root + link).read_text(encoding="utf-8"), target)


if __name__ == "__main__":
    unittest.main()
