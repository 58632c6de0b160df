#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""ipvsadm(8) is held to the grammar and, under COMPATIBILITY, to the rules and tests of what differs from the original."""
import re
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import named  # noqa: E402
import rules  # noqa: E402

ROOT = HERE.parents[1]
MANUAL = ROOT / "doc/ipvsadm.8"


def entries():
    """Of every entry the names of its rules and of its tests, which stand in comments before it."""
    section = re.search(r"(?ms)^\.Sh COMPATIBILITY$(.*?)^\.Sh ", MANUAL.read_text(encoding="utf-8"))[1]
    for comments in re.findall(r"(?m)((?:^\.\\\" .*\n)*)^\.It$", section):
        yield re.findall(r"rules: (.*)", comments), re.findall(r"test: (.*)", comments)


def grammar():
    """Every long option, and every short one."""
    text = (ROOT / "cli/ipvsadm/arguments/grammar.cpp").read_text(encoding="utf-8")
    found = re.findall(r'(?:command|flag|value|optional_value)\("([a-z0-9-]+)", \'(.|\\0)\'', text)
    return {f"--{name}" for name, _ in found} | {f"-{letter}" for _, letter in found if letter != "\\0"}


class Compatibility(unittest.TestCase):
    def test_every_option_is_in_the_page_and_in_the_help(self):
        self.assertGreater(len(grammar()), 80)
        tags = re.findall(r"(?m)^\.It (Fl .*)$", MANUAL.read_text(encoding="utf-8"))
        described = {"-" + word for tag in tags for word in tag.split() if re.fullmatch(r"\w|-[a-z0-9-]+", word)}
        helped = (ROOT / "cli/ipvsadm/run/help.cpp").read_text(encoding="utf-8")
        self.assertEqual(grammar() - described, set())
        self.assertEqual(grammar() - set(re.findall(r"(?<!\w)--?[\w-]*\w", helped)), set())

    def test_every_entry_has_a_test(self):
        self.assertGreater(len(list(entries())), 10)
        sentences = {sentence for sentence, _ in named.TESTS}
        for _, tests in entries():
            self.assertTrue(tests)
            self.assertLessEqual(set(tests), sentences)

    def test_every_rule_has_one_entry(self):
        listed = [name for names, _ in entries() for name in names]
        self.assertEqual(sorted(listed), sorted(rule.__name__ for rule in rules.ALL))


if __name__ == "__main__":
    unittest.main()
