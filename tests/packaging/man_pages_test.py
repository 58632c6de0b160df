#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The man pages: well-formed, and held to what the programs and the schema really have."""
import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOC = ROOT / "doc"
SCHEMA = ROOT / "schemas/lvsd.schema.json"


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True)


def pages():
    return sorted(page for page in DOC.iterdir() if re.fullmatch(r"[\w.-]+\.[1358]", page.name))


def plain(page):
    """The page as one reads it, without what a terminal makes bold, in one line."""
    text = said("mandoc", "-Tascii", "-O", "width=200", page).stdout
    return " ".join(re.sub(r".\x08", "", text).split())


def options_of(source):
    """The long options that a program with CLI11 adds in `source`."""
    found = re.findall(r'add_(?:option|flag)\(\s*"(--[\w-]+)"', source)
    return set(found) | {"--help"} | ({"--version"} if "set_version_flag" in source else set())


def keys_of(node):
    """Every key that the schema has anywhere below `node`, with what the schema says of it."""
    if isinstance(node, dict):
        for key, one in node.get("properties", {}).items():
            yield key, one
        for one in node.values():
            yield from keys_of(one)
    elif isinstance(node, list):
        for one in node:
            yield from keys_of(one)


class ManPages(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.config_page = Path(folder.name, "lvsd.json.5")
        said(sys.executable, DOC / "reference.py", SCHEMA, DOC / "lvsd.json.5.in", self.config_page)

    def test_every_page_is_well_formed(self):
        for page in [*pages(), self.config_page]:
            with self.subTest(page.name):
                macros = "-mdoc" if ".Dd " in page.read_text() else "-man"
                self.assertEqual("", said("groff", "-ww", macros, "-Tutf8", page).stderr)
                checked = subprocess.run(["mandoc", "-Tlint", "-W", "warning", page], capture_output=True, text=True)
                self.assertEqual("", checked.stdout)

    def test_pages_of_ours_are_referred_to_by_their_section(self):
        sections = dict(page.name.removesuffix(".in").rsplit(".", 1) for page in [*pages(), DOC / "lvsd.json.5.in"])
        for page in [*pages(), DOC / "lvsd.json.5.in"]:
            for name, section in re.findall(r"^\.Xr (\S+) (\d)", page.read_text(), re.MULTILINE):
                with self.subTest(f"{page.name}: {name}"):
                    self.assertEqual(sections.get(name, section), section)

    def test_every_option_of_lvsd_is_in_its_page_and_no_other(self):
        self.held_to("lvsd/daemon/options.cpp", "lvsd.8")

    def test_every_option_of_lvsctl_is_in_its_page_and_no_other(self):
        self.held_to("cli/lvsctl/main.cpp", "lvsctl.1")

    def held_to(self, source, page):
        tags = re.findall(r"^\.It Fl (.*)$", (DOC / page).read_text(), re.MULTILINE)
        documented = {"-" + option for tag in tags for option in re.findall(r"(-[a-z]+(?:-[a-z]+)*)\b", tag)}
        self.assertEqual(options_of((ROOT / source).read_text()), documented)

    def test_every_command_of_lvsctl_is_in_its_page(self):
        source = (ROOT / "cli/lvsctl/main.cpp").read_text()
        commands = set(re.findall(r'\b(?:command|server_command|text_command|add)\(\s*"(\w+)"', source)) - {"names"}
        tags = set(re.findall(r"^\.It Cm (\w+)", (DOC / "lvsctl.1").read_text(), re.MULTILINE))
        self.assertEqual(commands, tags)

    def test_every_exit_status_is_in_the_pages(self):
        sysexits = {"EX_OK": 0, "EX_USAGE": 64, "EX_UNAVAILABLE": 69, "EX_SOFTWARE": 70, "EX_OSERR": 71,
                    "EX_NOPERM": 77, "EX_CONFIG": 78}
        source = "".join((ROOT / "lvsd/daemon" / name).read_text() for name in ("main.cpp", "options.cpp"))
        lvsd = {sysexits[name] for name in re.findall(r"\bEX_[A-Z]+", source)}
        header = (ROOT / "cli/lvsctl/options.hpp").read_text()
        lvsctl = {0, 1} | {int(number) for number in re.findall(r"exit_\w+ = (\d+)", header)}
        for page, statuses in (("lvsd.8", lvsd), ("lvsctl.1", lvsctl)):
            section = (DOC / page).read_text().split(".Sh EXIT STATUS")[1].split(".Sh")[0]
            self.assertEqual(statuses, {int(one) for one in re.findall(r"^\.It (\d+)$", section, re.MULTILINE)}, page)

    def test_every_key_of_the_schema_is_in_the_page_of_the_config_with_its_default(self):
        text = plain(self.config_page)
        keys = list(keys_of(json.loads(SCHEMA.read_text())))
        self.assertGreater(len(keys), 90)
        for key, node in keys:
            with self.subTest(key):
                self.assertIn(f" {key} ", text)
                self.assertIn(" ".join(node["description"].split()), text)
                if "default" in node:
                    self.assertIn(f"default {json.dumps(node['default'])}", text)

    def test_what_the_daemon_logs_is_explained(self):
        page = " ".join((DOC / "lvsd.8").read_text().split())
        for words in ("had drifted, put right", "refused by the kernel", "nothing is refused by the kernel any more",
                      "the kernel could not be looked after, trying again", "changes that the kernel told of were missed",
                      "another lvsd or lvsctl apply is running", "what operators said of servers is lost",
                      "the record of what lvsd made could not be saved", "drains and weights of lvsctl could not be saved",
                      "what an earlier run made and the config no longer has is left alone",
                      "has errors: nothing is changed, the config of before stays in force",
                      "done: ", "not reloaded", "no status", "has errors: not started", "cannot write",
                      "stopping; services and addresses stay as they are (on_stop: keep)",
                      "stopping; taking away services and addresses (on_stop: release)"):
            with self.subTest(words):
                self.assertIn(words, page)
                self.assertIn(words, self.sources())

    @staticmethod
    def sources():
        return "".join(source.read_text() for source in (ROOT / "lvsd").glob("*/*.cpp"))


if __name__ == "__main__":
    unittest.main()
