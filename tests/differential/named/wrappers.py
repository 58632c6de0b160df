# SPDX-License-Identifier: GPL-2.0-or-later
"""The scripts ipvsadm-save and ipvsadm-restore."""
import subprocess
from pathlib import Path

from named.bench import TABLE, expect_equal, run_script, test


@test("the save wrapper is as the original's")
def the_save_wrapper_is_as_the_originals(bench):
    bench.begin_with("-A -t 10.0.0.1:80\n")
    for words in ([], ["-n"], ["-h"], ["foo"], ["-n", "foo"], ["-n", "-n"], ["-nx"], ["--help"], ["-x"]):
        theirs = bench.worker.call(run_script, "/sbin/ipvsadm-save", words, "")
        expect_equal(theirs, bench.script("ipvsadm-save", *words), " ".join(words))


@test("the restore wrapper is as the original's")
def the_restore_wrapper_is_as_the_originals(bench):
    for words, stdin in (([], "# comment\n-A -t 10.0.0.2:80\n"), (["-n"], "-A -t 10.0.0.3:80\n"), (["foo"], ""),
                         (["-h"], "-A -t 10.0.0.3:80\n-L -n\n")):
        outcomes = []
        for run in (lambda: bench.worker.call(run_script, "/sbin/ipvsadm-restore", words, stdin),
                    lambda: bench.script("ipvsadm-restore", *words, stdin=stdin)):
            bench.begin_with("-A -t 10.0.0.1:80\n")
            outcomes.append((run(), bench.theirs("-S", "-n").out))
        expect_equal(*outcomes)


@test("the restore wrapper reads all of a save before it clears the table")
def the_restore_wrapper_reads_all_of_a_save_before_it_clears_the_table(bench):
    bench.begin_with(TABLE)
    before = bench.ours("-S", "-n").out
    expect_equal(bench.worker.call(restore_what_is_there, Path(bench.ours_path).parent), 0)
    expect_equal(bench.ours("-S", "-n").out, before, "the table")


def restore_what_is_there(folder):
    """Gives the wrapper what is in the table once it reads: a pipe takes no more than it holds before that."""
    with subprocess.Popen([folder / "ipvsadm-restore"], stdin=subprocess.PIPE) as restore:
        restore.stdin.write(b"# " + b"long " * 100_000 + b"\n")
        restore.stdin.write(subprocess.run([folder / "ipvsadm-save", "-n"], capture_output=True, check=True).stdout)
        restore.stdin.close()
        return restore.wait()


@test("the restore wrapper can be atomic or dry")
def the_restore_wrapper_can_be_atomic_or_dry(bench):
    bench.begin_with("-A -f 5\n")
    expect_equal(bench.script("ipvsadm-restore", "--dry-run", stdin="-A -f 6\n"), (0, "+ service mark 6: wlc\n- service mark 5\n", ""))
    expect_equal(bench.theirs("-S", "-n").out, "-A -f 5 -s wlc\n")
    expect_equal(bench.script("ipvsadm-restore", "--atomic", stdin="-A -f 5\n-A -f 0\n")[0], 1)
    expect_equal(bench.theirs("-S", "-n").out, "-A -f 5 -s wlc\n")
    expect_equal(bench.script("ipvsadm-restore", "--atomic", stdin="-A -f 6\n")[0], 0)
    expect_equal(bench.theirs("-S", "-n").out, "-A -f 6 -s wlc\n")


@test("the restore wrapper clears nothing for an option that is mistyped")
def the_restore_wrapper_clears_nothing_for_an_option_that_is_mistyped(bench):
    bench.begin_with("-A -f 5\n")
    expect_equal(bench.script("ipvsadm-restore", "--dryrun", stdin="-A -f 6\n"),
                 (1, "", "ipvsadm-restore: unknown option --dryrun; there are --atomic and --dry-run\n"))
    expect_equal(bench.theirs("-S", "-n").out, "-A -f 5 -s wlc\n")
