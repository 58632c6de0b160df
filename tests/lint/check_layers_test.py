#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The layer script finds what it is there to find."""
import tempfile
import unittest
from pathlib import Path

import check_layers


def errors_for(path, line):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / path).parent.mkdir(parents=True)
        (root / path).write_text(f"// SPDX\n{line}\n")
        return check_layers.check(root)


class Layers(unittest.TestCase):
    def assert_refused(self, path, line, reason):
        errors = errors_for(path, line)
        self.assertEqual(len(errors), 1, errors)
        self.assertTrue(errors[0].startswith(f"{path}:2: "), errors[0])
        self.assertIn(reason, errors[0])

    def assert_allowed(self, path, line):
        self.assertEqual(errors_for(path, line), [])

    def test_an_arrow_of_the_tables_may_be_used(self):
        self.assert_allowed("libipvsctl/plan/plan.cpp", '#include "libipvsctl/model/service.hpp"')
        self.assert_allowed("cli/ipvsadm/run/a.cpp", '#include "libipvsctl/kernel/kernel.hpp"')

    def test_an_arrow_against_the_tables_is_refused(self):
        self.assert_refused("libipvsctl/model/a.hpp", '#include "libipvsctl/plan/step.hpp"',
                            "libipvsctl/model may not include libipvsctl/plan")
        self.assert_refused("libipvsctl/kernel/a.cpp", '#include "lvsd/config/config.hpp"', "lvsd/config")
        self.assert_refused("cli/ipvsadm/a.cpp", '#include "lvsd/config/config.hpp"', "lvsd/config")

    def test_a_library_of_another_folder_is_refused(self):
        self.assert_refused("libipvsctl/model/a.cpp", "#include <netlink/attr.h>", "libnl")
        self.assert_refused("libipvsctl/ipvs/a.cpp", "#include <libnftnl/set.h>", "libnftnl")
        self.assert_refused("lvsd/net/a.cpp", "#include <spdlog/spdlog.h>", "log")

    def test_a_pure_folder_opens_nothing_and_reads_no_kernel_header(self):
        self.assert_refused("lvsd/desired/a.cpp", "#include <fstream>", "pure")
        self.assert_refused("libipvsctl/plan/a.cpp", "  #  include <sys/socket.h>", "pure")
        self.assert_allowed("libipvsctl/plan/a.cpp", "#include <vector>")

    def test_a_pure_folder_knows_paths_but_no_files(self):
        self.assert_allowed("lvsd/config/a.cpp", "auto p = std::filesystem::path(name).parent_path();")
        self.assert_refused("lvsd/config/a.cpp", "bool b = std::filesystem::exists(name);", "pure")

    def test_an_include_begins_at_the_root(self):
        self.assert_refused("libipvsctl/plan/a.cpp", '#include "step.hpp"', "root")
        self.assert_refused("libipvsctl/plan/a.cpp", '#include "tests/support/catch.hpp"', "root")

    def test_a_folder_that_is_in_no_table_is_refused(self):
        self.assertIn("no folder of the tables", errors_for("lvsd/misc/a.cpp", "")[0])


if __name__ == "__main__":
    unittest.main()
