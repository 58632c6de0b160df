# SPDX-License-Identifier: GPL-2.0-or-later
"""What a save carries."""
from named.bench import TABLE, expect, expect_equal, test
from table import in_numeric_order


@test("a save of ours is read by the original")
def a_save_of_ours_is_read_by_the_original(bench):
    bench.begin_with(TABLE)
    saved = bench.ours("-S", "-n").out
    before = bench.ours("-L", "-n", "--thresholds").out + bench.ours("-L", "-n", "--tun-info").out
    bench.theirs("-C")
    expect_equal(bench.theirs("-R", stdin=saved).status, 0, "the exit status and 0")
    expect_equal(bench.ours("-S", "-n").out, saved)
    expect_equal(bench.ours("-L", "-n", "--thresholds").out + bench.ours("-L", "-n", "--tun-info").out, before)
    for words in (" -x 100 -y 50", " -x 7 ", "-b sh-port,flag-3", "-f 4294967295 "):
        expect(words in saved, f"{words!r} is not in\n{saved}")


@test("a save of the original is read by ours")
def a_save_of_the_original_is_read_by_ours(bench):
    bench.begin_with("".join(line for line in TABLE.splitlines(True) if "4294967295" not in line and "-x" not in line))
    saved = bench.theirs("-S", "-n").out
    expect_equal(bench.ours("-R", stdin="-C\n" + saved).status, 0, "the exit status and 0")
    expect_equal(bench.theirs("-S", "-n").out, saved)


@test("a save with names is read by ours and by the original")
def a_save_with_names_is_read_by_ours_and_by_the_original(bench):
    table = ("-A -t 10.0.0.3:80 -s rr\n-a -t 10.0.0.3:80 -r 10.0.0.1:80 -m -w 1\n-A -t 10.0.0.3:8080 -s rr\n"
             "-A -t [2001:db8::1]:80 -s rr\n")
    bench.begin_with(table)
    saved = bench.ours("-S").out
    expect("a-host-name-of-some-length-that-does-not-fit.example:http-alt" in saved, saved)
    for program in (bench.ours, bench.theirs):
        program("-C")
        expect_equal(program("-R", stdin=saved).status, 0, "the exit status and 0")
        expect_equal(in_numeric_order(bench.theirs("-S", "-n").out), in_numeric_order(table))
