# SPDX-License-Identifier: GPL-2.0-or-later
"""Streams that cannot be written, cannot be read, or are closed."""
import re
import subprocess

from named.bench import expect, expect_equal, test


def run_in_shell(command):
    return subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)


@test("what cannot be written or read is an error")
def what_cannot_be_written_or_read_is_an_error(bench):
    bench.begin_with("-A -f 5\n")
    for words, expected in (("-S -n > /dev/full", (1, "cannot write to standard output: No space left on device\n")),
                            ("-L -n > /dev/full", (1, "cannot write to standard output: No space left on device\n")),
                            ("-R < /", (255, "cannot read standard input: Is a directory\n"))):
        theirs, ours = (bench.worker.call(run_in_shell, f"{path} {words}") for path in (bench.theirs_path, bench.ours_path))
        expect_equal((ours.returncode, ours.stderr), expected, words)
        expect_equal((theirs.returncode, theirs.stderr), (0, ""), "the original has learnt it:")


@test("no socket takes the place of a closed stream")
def no_socket_takes_the_place_of_a_closed_stream(bench):
    for words in ("-L -n >&-", "-R <&-", "-A -f 5 <&- >&- 2>&-", "-D -f 99 2>&-"):
        bench.begin_with("")
        theirs = bench.worker.call(run_in_shell, f"{bench.theirs_path} {words}")
        bench.begin_with("")
        ours = bench.worker.call(run_in_shell, f"strace -f -e trace=sendto,sendmsg,write -o /run/trace {bench.ours_path} {words}")
        expect_equal((theirs.returncode, theirs.stdout), (ours.returncode, ours.stdout), words)
        sent = bench.worker.call(run_in_shell, "cat /run/trace").stdout
        expect(re.search(r"(?m)^\d+ +(sendto|sendmsg)\(([3-9]|\d\d)", sent), sent)
        expect(not re.search(r"(?m)^\d+ +(sendto|sendmsg)\([012],", sent), sent)
