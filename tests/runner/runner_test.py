#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The runner counts what there is to count: nothing that failed is lost."""
import unittest

from catch import judge, only
from results import FAILED, PASSED, SKIPPED, Result, summary

GOOD = '<TestCase name="a"><OverallResult success="true" durationInSeconds="0.5"/></TestCase>'
BAD = """<TestCase name="b"><Expression success="false" type="CHECK" filename="x/y.cpp" line="7">
<Original> a == b </Original><Expanded> 1 == 2 </Expanded></Expression>
<OverallResult success="false"/></TestCase>"""
SKIP = """<TestCase name="c"><OverallResult success="true"><StdErr>
SKIPPED: c: no twos scheduler here
</StdErr></OverallResult></TestCase>"""


def whole(*cases):
    return "<Catch><Group>" + "".join(cases) + "</Group></Catch>"


def outcomes(status, report, output=""):
    return [(case.name, case.outcome) for case in judge(status, report, output, 9)]


class Runner(unittest.TestCase):
    def test_each_case_is_counted_by_its_outcome(self):
        self.assertEqual(outcomes(1, whole(GOOD, BAD, SKIP)), [("a", PASSED), ("b", FAILED), ("c", SKIPPED)])

    def test_a_failed_check_is_told_with_its_place_and_values(self):
        self.assertEqual(judge(1, whole(BAD), "", 9)[0].detail, "y.cpp:7: CHECK(a == b)\n  came to: 1 == 2")

    def test_a_skip_on_the_real_stderr_is_a_skip(self):
        self.assertEqual(outcomes(0, whole(GOOD), "SKIPPED: a: no IPVS here\n"), [("a", SKIPPED)])

    def test_a_failed_case_is_no_skip_whatever_it_says(self):
        self.assertEqual(outcomes(1, whole(BAD), "SKIPPED: b: because\n"), [("b", FAILED)])

    def test_a_crash_is_a_failure_of_the_case_it_came_in(self):
        cut = '<Catch><Group>' + GOOD + '<TestCase name="d"><Section name="s">'
        self.assertEqual(outcomes(-11, cut), [("a", PASSED), ("d", FAILED)])
        self.assertIn("SIGSEGV", judge(-11, cut, "", 9)[1].detail)

    def test_a_leak_that_is_found_after_the_last_case_is_a_failure(self):
        self.assertEqual(outcomes(23, whole(GOOD), "LeakSanitizer"), [("a", PASSED), ("(its end)", FAILED)])

    def test_a_program_that_hangs_or_tests_nothing_is_a_failure(self):
        self.assertEqual(outcomes(None, ""), [("(its end)", FAILED)])
        self.assertEqual(outcomes(0, whole()), [("(its end)", FAILED)])

    def test_a_program_that_cannot_run_is_a_skip_with_its_reason(self):
        self.assertEqual([(case.outcome, case.detail) for case in judge(77, "", "SKIPPED: x: no root\n", 9)],
                         [(SKIPPED, "SKIPPED: x: no root")])
        self.assertEqual(outcomes(77, whole(GOOD)), [("a", PASSED), ("(its end)", FAILED)])

    def test_a_name_is_escaped_for_catch(self):
        self.assertEqual(only("a, [b] *"), r"a\, \[b\] \*")

    def test_the_summary_repeats_failures_and_ends_with_the_totals(self):
        text = summary([Result("unit", "x", PASSED), Result("unit", "y", FAILED, "why", "run y"),
                        Result("kernel", "z", SKIPPED, "no twos")])
        self.assertIn("SKIPPED: kernel: z: no twos", text)
        self.assertIn("FAILED: unit: y\n    why\n  again: run y", text)
        self.assertEqual(text.splitlines()[-1], "1 passed, 1 failed, 1 skipped")


if __name__ == "__main__":
    unittest.main()
