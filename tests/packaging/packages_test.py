#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The packages' own files: the RPM spec, and what the Debian files and the build say alike."""
import json
import re
import subprocess
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEBIAN = ROOT / "packaging/debian"
SPEC = ROOT / "packaging/rpm/lvsd.spec"


def version():
    return re.search(r"version: '([^']+)'", (ROOT / "meson.build").read_text())[1]


class Packages(unittest.TestCase):
    def test_rpmlint_finds_nothing(self):
        ran = subprocess.run(["rpmlint", "-c", ROOT / "packaging/rpm/rpmlint.toml", SPEC], capture_output=True, text=True)
        self.assertEqual(0, ran.returncode, ran.stdout + ran.stderr)
        self.assertIn("0 errors, 0 warnings", ran.stdout)

    def test_all_have_the_version_of_the_build(self):
        self.assertIn(f"\nVersion:        {version()}\n", SPEC.read_text())
        self.assertRegex((DEBIAN / "changelog").read_text(), rf"\Alvsd \({re.escape(version())}-\d+\)")

    def test_the_debian_source_builds_with_what_dev_installs(self):
        wanted = set(re.findall(r"^ ([\w.+-]+-dev|meson|catch2)\b", (DEBIAN / "control").read_text(), re.MULTILINE))
        listed = re.search(r"build_packages=\((.*?)\)", (ROOT / "dev").read_text(), re.DOTALL)[1].split()
        self.assertEqual({name for name in listed if name.endswith("-dev")} | {"meson", "catch2"}, wanted)

    def test_the_config_of_the_packages_is_empty(self):
        text = (ROOT / "packaging/lvsd.json").read_text()
        config = json.loads("\n".join(line for line in text.splitlines() if not line.startswith("//")))
        self.assertEqual({"$schema"}, set(config))

    def test_no_script_of_the_packages_touches_the_tables_of_the_kernel(self):
        scripts = [*DEBIAN.glob("*.p*inst"), *DEBIAN.glob("*.p*rm")]
        self.assertTrue(scripts)
        scripts += [SPEC, ROOT / "packaging/restart-lvsd"]
        for script in scripts:
            for line in script.read_text().splitlines():
                self.assertNotRegex(line, r"^\s*(ipvsadm|nft|ip|lvsctl)\b", script.name)


if __name__ == "__main__":
    unittest.main()
