#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The headers that are installed: whatever one includes is installed too, or a library that pkg-config names."""
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[2]
OF_LIBMNL = {"libmnl/libmnl.h"}
OF_THE_SYSTEM = re.compile(r"(linux|sys)/\w+\.h|\w+(\.h)?")


def installed():
    text = (ROOT / "libipvsctl/installed/meson.build").read_text()
    folders = re.findall(r"'(\w+)': \[(.*?)\]", text, re.DOTALL)
    return {f"libipvsctl/{folder}/{name}.hpp" for folder, names in folders for name in re.findall(r"'(\w+)'", names)}


class Headers(unittest.TestCase):
    def test_what_they_include_is_installed(self):
        headers = installed()
        self.assertGreater(len(headers), 30)
        for header in sorted(headers):
            with self.subTest(header):
                for quoted, angled in re.findall(r'#include (?:"(.+?)"|<(.+?)>)', (ROOT / header).read_text()):
                    self.assertTrue(quoted in headers or angled in OF_LIBMNL or OF_THE_SYSTEM.fullmatch(angled),
                                    f"{quoted or angled} is not there for whoever includes this")

    def test_each_is_in_the_man_page(self):
        page = (ROOT / "doc/libipvsctl.3").read_text().split(".Sh HEADERS")[1].split(".Sh")[0]
        named = {f"libipvsctl/{name}.hpp" for tag in re.findall(r"^\.It Pa (.*)$", page, re.MULTILINE) for name in tag.split(" , ")}
        self.assertEqual(installed(), named)

    def test_all_of_model_and_plan_is_installed(self):
        for folder in ("model", "plan"):
            for header in (ROOT / "libipvsctl" / folder).glob("*.hpp"):
                self.assertIn(header.relative_to(ROOT).as_posix(), installed())


if __name__ == "__main__":
    unittest.main()
