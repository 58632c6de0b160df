#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The file script finds what it is there to find."""
import unittest

from check_files import SPDX, errors_of


class Files(unittest.TestCase):
    def assert_refused(self, name, text, reason):
        self.assertIn(reason, "\n".join(errors_of(name, text)))

    def test_a_good_file_is_accepted(self):
        self.assertEqual(list(errors_of("a.cpp", f"// {SPDX}\nint a;\n")), [])
        self.assertEqual(list(errors_of("dev", f"#!/bin/bash\n# {SPDX}\n")), [])
        self.assertEqual(list(errors_of("README.md", "# No licence line here  \n")), [])

    def test_a_missing_newline_is_found(self):
        self.assert_refused("README.md", "words", "no newline")

    def test_a_missing_licence_line_is_found_by_the_name_and_by_the_first_line(self):
        self.assert_refused("a.hpp", "#pragma once\n", "SPDX")
        self.assert_refused("dev", "#!/bin/bash\ntrue\n", "SPDX")

    def test_blanks_at_the_end_of_a_line_are_found_with_their_line(self):
        self.assert_refused("a.py", f"# {SPDX}\na = 1 \n", "a.py:2: blanks")


if __name__ == "__main__":
    unittest.main()
