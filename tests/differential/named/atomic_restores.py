# SPDX-License-Identifier: GPL-2.0-or-later
"""Restores in one go, and dry runs of them."""
import subprocess

from named.bench import TABLE, expect, expect_equal, test
from named.traffic import TRAFFIC_TABLE, with_traffic


@test("an atomic restore makes of the table what its lines say")
def an_atomic_restore_makes_of_the_table_what_its_lines_say(bench):
    bench.begin_with("-A -f 99\n-A -t 10.0.0.1:80 -s rr\n-a -t 10.0.0.1:80 -r 10.5.0.5 -m\n--set 800 0 0\n")
    expect_equal(bench.ours("-R", "--atomic", stdin=TABLE).status, 0)
    made = bench.ours("-S", "-n").out
    bench.begin_with(TABLE)
    expect_equal(made, bench.ours("-S", "-n").out)


def make_interfaces():
    subprocess.run("ip link add director0 type dummy && ip link set director0 up && ip address add 10.7.0.1/24 dev director0",
                   shell=True, check=True)


@test("an atomic restore changes nothing the second time")
def an_atomic_restore_changes_nothing_the_second_time(bench):
    bench.worker.call(make_interfaces)
    text = """-A -t 10.0.0.1:80 -s sh -p -M 24
-a -t 10.0.0.1:80 -r 10.7.0.1:80 -g -w 5
-a -t 10.0.0.1:80 -r 10.7.0.1:81 -m -w 5
-A -t 10.0.0.7:80 -M 255.255.255.0
-A -f 8 -6 -p -M 64
--set 901 0 301
--start-daemon master --mcast-interface director0
"""
    bench.begin_with("")
    expect(bench.ours("-R", "--dry-run", stdin=text).out, "there was nothing to do")
    for mode in ("--atomic", "--dry-run"):
        outcome = bench.ours("-R", mode, stdin=text)
        expect_equal((outcome.status, outcome.out, outcome.err), (0, "", ""), mode)


@test("an atomic restore leaves connections alone")
def an_atomic_restore_leaves_connections_alone(bench):
    with_traffic(bench, TRAFFIC_TABLE)
    before = connection_ends(bench)
    expect(before, "there are no connections")
    expect_equal(bench.ours("-R", "--atomic", stdin=TRAFFIC_TABLE + "-A -f 5\n").status, 0)
    expect_equal(connection_ends(bench), before, "the connections")
    expect(" 50 " in bench.ours("-L", "-n", "--stats").out, "the counters began anew")


def connection_ends(bench):
    return sorted(line.split()[3:] for line in bench.theirs("-L", "-n", "-c").out.splitlines()[2:])


@test("an atomic restore with errors changes nothing and names all of them")
def an_atomic_restore_with_errors_changes_nothing_and_names_all_of_them(bench):
    bench.begin_with(TABLE)
    before = bench.ours("-S", "-n").out
    outcome = bench.ours("-R", "--atomic", stdin="-A -f 5\n-A -f 5\n-A -f 0\n-L\n-Q\n-D -f 6\n")
    expect_equal(outcome.status, 1)
    expect_equal([line.split(":")[0] for line in outcome.err.splitlines()], [f"line {n}" for n in (2, 3, 4, 5, 6)])
    outcome = bench.ours("-R", "--atomic", stdin="-A -f 5\n-A -f 6 -s nosuch\n-a -f 5 -r 224.0.0.1\n-a -f 5 -r 10.0.0.1 -x 1 -y 2\n")
    expect_equal(outcome.status, 1)
    expect_equal([line.split(":")[0] for line in outcome.err.splitlines()], [f"line {n}" for n in (2, 3, 4)])
    expect_equal(bench.ours("-S", "-n").out, before, "the table")


@test("a dry run shows what an atomic restore would change")
def a_dry_run_shows_what_an_atomic_restore_would_change(bench):
    bench.begin_with("-A -f 99\n-A -t 10.0.0.1:80 -s rr\n-a -t 10.0.0.1:80 -r 10.5.0.5 -m -w 1\n")
    before = bench.ours("-S", "-n").out
    wanted = "-A -t 10.0.0.1:80 -s wlc\n-a -t 10.0.0.1:80 -r 10.5.0.5 -m -w 2\n-A -f 5\n"
    outcome = bench.ours("-R", "--dry-run", stdin=wanted)
    expect_equal((outcome.status, outcome.err), (0, ""))
    expect_equal(outcome.out.splitlines(),
                 ["+ service mark 5: wlc", "~ service tcp 10.0.0.1:80: rr -> wlc (new connections wait for an instant)",
                  "~ server 10.5.0.5:80 of tcp 10.0.0.1:80: weight 1 -> 2", "- service mark 99"])
    expect_equal(bench.ours("-S", "-n").out, before, "the table")
    bench.ours("-R", "--atomic", stdin=wanted)
    expect_equal(bench.ours("-R", "--dry-run", stdin=wanted).out, "")
