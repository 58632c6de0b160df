# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of connections, from a text in place of the kernel's."""
import os
from pathlib import Path

from named.bench import expect, expect_equal, test
from sandbox import Worker, mount

CONNECTIONS = """Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData
TCP C0A80101 C350 0A000001 0050 C0A8010A 0050 ESTABLISHED     899
UDP C0A80102 0035 0A000001 0035 C0A8010B 0035 UDP             299
TCP 2001:0db8:0000:0000:0000:0000:0000:0001 C350 2001:0db8:0000:0000:0000:0000:0000:0080 01BB C0A8010A 01BB FIN_WAIT 7
IP  C0A80104 0000 00000007 0000 C0A8010A 0050 NONE              45
UDP C0A80105 13C4 0A000001 13C4 C0A8010A 13C4 NONE              45 sip a84b4c76e66710@pc33
UDP C0A80105 13C4 0A000001 13C4 C0A8010A 13C4 NONE              45 sip
SCTP C0A80106 13C4 0A000001 13C4 C0A8010A 13C4 ESTABLISHED    100
TCP 0A000003 C350 0A000003 0050 0A000003 0050 ESTABLISHED   86400
ICMP C0A80107 C350 0A000001 0050 C0A8010A 0050 NONE              0
"""
LONG_DATA = "UDP C0A80105 13C4 0A000001 13C4 C0A8010A 13C4 NONE 45 sip " + "a" * 300 + "\n"


def begin_with_connections(text):
    """Puts a list of connections where the kernel's is; /proc is gone from this namespace then."""
    mount("tmpfs", "/proc", "tmpfs")
    os.makedirs("/proc/net")
    Path("/proc/net/ip_vs_conn").write_text(text, encoding="utf-8")


def connection_listings(bench, text):
    worker = Worker(prepare=lambda: begin_with_connections(text))
    for words in (["-L", "-c"], ["-L", "-n", "-c"], ["-Lc", "--persistent-conn"], ["-Lnc", "--persistent-conn", "-X"]):
        yield worker.run(bench.theirs_path, words), worker.run(bench.ours_path, words)
    worker.close()


@test("connections are listed as by the original")
def connections_are_listed_as_the_original_does(bench):
    for theirs, ours in connection_listings(bench, CONNECTIONS):
        expect_equal(theirs, ours)


@test("long data of a persistence engine is one row")
def long_data_of_a_persistence_engine_is_one_row(bench):
    *_, (theirs, ours) = connection_listings(bench, CONNECTIONS + LONG_DATA + CONNECTIONS.splitlines(True)[1])
    expect_equal(len(ours.out.splitlines()), 2 + len(CONNECTIONS.splitlines()) - 1 + 2)
    expect("a" * 300 in ours.out, ours.out)
    expect("a" * 300 not in theirs.out, "the original has learnt to read long rows")


@test("a missing list of connections is named")
def a_missing_list_of_connections_is_named(bench):
    worker = Worker(prepare=lambda: (begin_with_connections(""), os.unlink("/proc/net/ip_vs_conn")))
    theirs, ours = (worker.run(program, ["-L", "-c"]) for program in (bench.theirs_path, bench.ours_path))
    worker.close()
    expect_equal(theirs, ours)
