# SPDX-License-Identifier: GPL-2.0-or-later
"""What is read otherwise, of words and of a restore's lines."""
import subprocess

from named.bench import expect, expect_equal, test


@test("a number is a prefix length of an ipv4 netmask")
def a_number_is_a_prefix_length_of_an_ipv4_netmask(bench):
    bench.begin_with("")
    expect_equal(bench.ours("-A", "-t", "10.0.0.1:80", "-p", "-M", "24").status, 0)
    expect("-M 255.255.255.0\n" in bench.theirs("-S", "-n").out, bench.theirs("-S", "-n").out)


@test("commas alone are no flags and no crash")
def commas_alone_are_no_flags_and_no_crash(bench):
    bench.begin_with("")
    outcome = bench.ours("-A", "-t", "10.0.0.1:80", "-b", ",")
    expect_equal((outcome.status, outcome.err), (0, ""))
    expect_equal(bench.theirs("-S", "-n").out, "-A -t 10.0.0.1:80 -s wlc\n")


@test("a word that libpopt would put another one into is refused")
def a_word_that_libpopt_would_put_another_one_into_is_refused(bench):
    bench.begin_with("")
    outcome = bench.ours("-A", "-t", "10.0.0.1:80", "-s", "!#:+", "-p")
    expect_equal(outcome.status, 255)
    expect_equal(outcome.err, '!#:+: no word may have "!#:+" in it\n')
    outcome = bench.ours("-R", stdin="-A -t 10.0.0.1:80 -s rr\n-A -f 5 -s !#:+ -p\n")
    expect_equal((outcome.status, outcome.err), (255, 'line 2: !#:+: no word may have "!#:+" in it\n'))
    expect_equal(bench.theirs("-S", "-n").out, "-A -t 10.0.0.1:80 -s rr\n")


@test("comments in a restore are passed over")
def comments_in_a_restore_are_passed_over(bench):
    bench.begin_with("")
    outcome = bench.ours("-R", stdin="# one\n-A -t 10.0.0.1:80 # two\n   #three\n")
    expect_equal((outcome.status, outcome.err), (0, ""))
    expect_equal(bench.theirs("-S", "-n").out, "-A -t 10.0.0.1:80 -s wlc\n")


@test("blanks at the end of a restore are taken as by the original")
def blanks_at_the_end_of_a_restore_are_taken_as_by_the_original(bench):
    for end in ("", " ", "  ", " \r", "\r\r", "\t ", " \n", "  \n", "\n  ", "\n \n  "):
        tables = []
        for program in (bench.theirs, bench.ours):
            bench.begin_with("")
            program("-R", stdin="-A -f 5\n-A -f 6" + end)
            tables.append(bench.theirs("-S", "-n").out)
        expect_equal(*tables, repr(end))


@test("messages of a restore name their line")
def messages_of_a_restore_name_their_line(bench):
    bench.begin_with("")
    outcome = bench.ours("-R", stdin="\n-A -f 5\n-A -f 5\n-Q\n-A -f 6 -s nosuch\n-L --bogus\n-A -f 0\n-A -f 9\n")
    expect_equal(outcome.err.splitlines(),
                 ["line 3: Service already exists", "line 4: Try `ipvsadm -h' or 'ipvsadm --help' for more information."])
    outcome = bench.ours("-R", stdin="\n-A -f 5\n-A -f 6 -s nosuch\n-L --bogus\n-A -f 0\n-A -f 9\n")
    expect_equal(outcome.err.splitlines(),
                 ["line 2: Service already exists", "line 3: Scheduler or persistence engine not found",
                  "line 4: --bogus: unknown option", "line 5: invalid fwmark value `0' specified"])


@test("a restore carries out a line before the next one comes")
def a_restore_carries_out_a_line_before_the_next_one_comes(bench):
    bench.begin_with("")
    expect(bench.worker.call(restore_by_and_by, bench.ours_path, bench.theirs_path),
           "the first line waited for the second one")


def restore_by_and_by(ours, theirs):
    """Gives a restore one line, waits until that is in the table, and gives it the next one."""
    with subprocess.Popen([ours, "-R"], stdin=subprocess.PIPE) as restore:
        restore.stdin.write(b"-A -t 10.0.0.1:80\n")
        restore.stdin.flush()
        for _ in range(200):  # each look takes the time of starting a program
            seen = subprocess.run([theirs, "-S", "-n"], capture_output=True, check=False).stdout
            if seen:
                break
        restore.stdin.write(b"-C\n")
        restore.stdin.close()
        return seen != b"" and restore.wait() == 0
