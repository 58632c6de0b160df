# SPDX-License-Identifier: GPL-2.0-or-later
"""What scripts read in a listing."""
import scraping
from named.bench import TABLE, expect, expect_equal, test


@test("programs that read listings read ours as they read the original's")
def programs_that_read_listings_read_ours_as_the_originals(bench):
    bench.begin_with("".join(line for line in TABLE.splitlines(True) if "4294967295" not in line))
    for words, read in scraping.READERS:
        theirs, ours = (read(program(*words).out) for program in (bench.theirs, bench.ours))
        expect(theirs, "nothing was read")
        expect_equal(theirs, ours, read.__name__)
