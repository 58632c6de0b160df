# SPDX-License-Identifier: GPL-2.0-or-later
"""Packets through a table, for what counts them and for what must not lose their connections."""
import socket
import subprocess


def make_traffic():
    """Some packets to services of this namespace; nobody answers them."""
    subprocess.run(["ip", "address", "replace", "10.9.9.1/32", "dev", "lo"], check=True)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        for size in range(50):
            udp.sendto(b"x" * size * 20, ("10.9.9.1", 9000))
    for _ in range(3):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp:
            tcp.setblocking(False)
            tcp.connect_ex(("10.9.9.1", 9000))


def with_traffic(bench, table):
    """Begins with `table` and traffic through it, which the kernel adds up every two seconds only."""
    bench.begin_with(table)
    bench.worker.call(make_traffic)
    for _ in range(1000):  # each look takes the time of starting a program
        if " 50 " in bench.theirs("-L", "-n", "--stats").out:
            return
    raise AssertionError("there was no traffic")


TRAFFIC_TABLE = """-A -u 10.9.9.1:9000 -s rr -p 100
-a -u 10.9.9.1:9000 -r 127.0.0.1:9001 -m
-a -u 10.9.9.1:9000 -r 127.0.0.1:9002 -m
-A -t 10.9.9.1:9000 -s rr
-a -t 10.9.9.1:9000 -r 127.0.0.1:9001 -m
"""
