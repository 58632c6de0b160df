# SPDX-License-Identifier: GPL-2.0-or-later
"""What is listed otherwise."""
import re

from named.bench import TABLE, expect, expect_equal, test
from sandbox import Worker, mount
from table import in_numeric_order


@test("a listing is in numeric order")
def a_listing_is_in_numeric_order(bench):
    addresses = ["10.0.0.1", "100.64.0.1", "172.16.0.1", "192.168.0.1", "223.0.0.1"]
    bench.begin_with("".join(f"-A -t {address}:80\n" for address in reversed(addresses)) +
                     "".join(f"-a -t 10.0.0.1:80 -r {address} -m\n" for address in reversed(addresses)))
    expect_equal(re.findall(r"TCP +([\d.]+):", bench.ours("-L", "-n").out), addresses)
    expect_equal(re.findall(r"-> ([\d.]+):", bench.ours("-L", "-n").out), addresses)
    expect(re.findall(r"TCP +([\d.]+):", bench.theirs("-L", "-n").out) != addresses, "the original has learnt to sort")


@test("a listing without order is the kernel's")
def a_listing_without_order_is_the_kernels(bench):
    bench.begin_with(TABLE)
    for view in ("--stats", "--tun-info", "--thresholds"):
        theirs = bench.theirs("-L", "-n", "--nosort", view).out.replace("FWM  -1" + " " * 9, "FWM  4294967295 ")
        expect_equal(theirs.replace("FWM  -1 ", "FWM  4294967295 ").split(), bench.ours("-L", "-n", "--nosort", view).out.split())


@test("a listing is the same where the kernel's own text of the table cannot be read")
def a_listing_is_the_same_without_the_kernels_text(bench):
    worker = Worker(prepare=lambda: mount("tmpfs", "/proc", "tmpfs"))
    worker.run(bench.theirs_path, ["-R"], TABLE.replace("4294967295", "9"))
    theirs, ours = (worker.run(program, ["-L", "-n"]) for program in (bench.theirs_path, bench.ours_path))
    worker.close()
    expect(ours.out.count("->") > 8, ours.out)
    expect_equal(in_numeric_order(theirs.out), ours.out)


@test("marks are unsigned")
def marks_are_unsigned(bench):
    bench.begin_with("-A -f 4294967295\n-A -f 2147483648 -6\n-A -f 2147483647\n")
    expect("FWM  4294967295 wlc\n" in bench.ours("-L", "-n").out, bench.ours("-L", "-n").out)
    expect("FWM  2147483648 IPv6               " in bench.ours("-L", "-n", "--stats").out, "the column moved")
    expect_equal(re.findall(r"-f (\S+)", bench.ours("-S", "-n").out), ["2147483647", "2147483648", "4294967295"])
