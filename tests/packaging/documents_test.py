#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The documents: what they link to is there, and what they name of the config and of lvsctl exists."""
import json
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "doc").glob("*.md")), ROOT / "doc/examples/README.md"]

MISSPELT_ON_PURPOSE = {"shceduler"}


def keys_of(node):
    if isinstance(node, dict):
        yield from node.get("properties", {})
        for one in node.values():
            yield from keys_of(one)
    elif isinstance(node, list):
        for one in node:
            yield from keys_of(one)


class Documents(unittest.TestCase):
    def test_what_they_link_to_is_there(self):
        links = 0
        for document in DOCUMENTS:
            for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text()):
                with self.subTest(f"{document.name}: {link}"):
                    self.assertTrue((document.parent / link).exists())
                    links += 1
        self.assertGreater(links, 20)

    def test_the_keys_of_the_config_that_they_quote_exist(self):
        known = MISSPELT_ON_PURPOSE | set(keys_of(json.loads((ROOT / "schemas/lvsd.schema.json").read_text())))
        for document in DOCUMENTS:
            for key in re.findall(r'"([a-z_]+)":', document.read_text()):
                with self.subTest(f"{document.name}: {key}"):
                    self.assertIn(key, known)

    def test_every_tutorial_is_played(self):
        played = set(re.findall(r'play\(lab, "(\w+)"', (ROOT / "tests/scenarios/test_tutorials.py").read_text()))
        written = {document.stem for document in DOCUMENTS if "```console" in document.read_text()}
        self.assertEqual(written, played)


if __name__ == "__main__":
    unittest.main()
