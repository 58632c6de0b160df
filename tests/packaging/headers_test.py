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


def statements(text):
    """Each one at namespace scope, and whether a line of /// is above it or above the group that it stands in."""
    statement, documented, depth = "", False, 0
    for line in text.splitlines():
        code = re.sub(r'"[^"]*"|\'[^\']*\'|//.*', "", line).rstrip()
        if not statement and not code.strip():
            documented = line.startswith("///") or (documented and bool(line))
        elif not statement and (code.startswith(("#", "}")) or re.fullmatch(r"namespace [\w:]+ \{", code)):
            documented = False
            if not code.startswith("#"):
                yield code, False
        else:
            statement += code + "\n"
            depth += code.count("{") - code.count("}")
            if depth == 0 and code.endswith((";", "}")):
                yield statement, documented
                statement = ""


def declared(text):
    """The structs, classes and free functions at namespace scope: their names, and whether each has a comment."""
    namespaces = []
    for statement, documented in statements(text):
        if statement.startswith("}"):
            namespaces.pop()
        elif statement.startswith("namespace"):
            namespaces.append(statement.split()[1])
        elif not any(re.search(r"\bdetail\b", namespace) for namespace in namespaces):
            plain = re.sub(r"^template <.*>\n", "", statement)
            found = re.match(r"(?:struct|class) (\w+)[^;{]*\{|(?!using|enum|static_assert)[^({=]*?\b(\w+)\(", plain)
            if found and "operator" not in found[0]:
                yield found[1] or found[2], documented


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

    def test_what_they_declare_has_a_comment(self):
        count = 0
        for header in sorted(installed()):
            for name, documented in declared((ROOT / header).read_text()):
                count += 1
                self.assertTrue(documented, f"{header}: {name} has no line of /// above it")
        self.assertGreater(count, 150)


if __name__ == "__main__":
    unittest.main()
