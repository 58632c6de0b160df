# SPDX-License-Identifier: GPL-2.0-or-later
"""Counters and rates of what went through."""
from named.bench import expect_equal, test
from named.traffic import TRAFFIC_TABLE, with_traffic


@test("counters are shown as by the original")
def counters_are_shown_as_the_original_does(bench):
    with_traffic(bench, TRAFFIC_TABLE)
    for words in (["--stats"], ["--stats", "-X"], ["--rate"], ["--rate", "--exact"], ["--persistent-conn"], [], ["-c"]):
        expect_beside(bench, ["-L", "-n", *words])


def expect_beside(bench, words):
    """Ours says what the original says just before or just after: rates and ages move meanwhile."""
    for _ in range(5):
        before, ours, after = bench.theirs(*words), bench.ours(*words), bench.theirs(*words)
        if ours in (before, after):
            return
    expect_equal(ours, after)
