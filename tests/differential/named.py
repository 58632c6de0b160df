# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests that are a sentence each: what differs from the original on purpose, and what random cases cannot reach."""
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import scraping
from sandbox import Worker, mount
from table import in_numeric_order

CLEARED = "-C\n--set 900 120 300\n--stop-daemon master\n--stop-daemon backup\n"
TABLE = """-A -t 10.0.0.1:80 -s sh -b sh-port,flag-3
-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 5 -x 100 -y 50
-a -t 10.0.0.1:80 -r 192.168.0.1:8080 -m -w 0
-a -t 10.0.0.1:80 -r 172.16.0.1:80 -g -w 2147483647
-A -u 192.168.100.200:5060 -s wlc -p 60 -M 255.255.0.0 --pe sip -o
-A --sctp-service 10.0.0.2:5060 -s mh -b mh-fallback
-a --sctp-service 10.0.0.2:5060 -r 10.1.0.1 -i --tun-type gue --tun-port 6080 --tun-remcsum -x 7
-a --sctp-service 10.0.0.2:5060 -r 10.1.0.2 -i --tun-type gre --tun-csum
-a --sctp-service 10.0.0.2:5060 -r 2001:db8::7 -i
-A -t [2001:db8::80]:443 -s rr -p 300 -M 64
-a -t [2001:db8::80]:443 -r [2001:db8:1::28]:443 -m
-A -f 4294967295 -s wrr
-a -f 4294967295 -r 10.1.0.1:0
-A -f 7 -6 -s none
-A -f 7 -p 5
"""
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


class Bench:
    """What a named test works with: a namespace with loopback, and both programs."""

    def __init__(self, options):
        self.worker = Worker()
        self.theirs_path, self.ours_path = options.original, options.ours

    def theirs(self, *words, stdin=""):
        return self.worker.run(self.theirs_path, words, stdin)

    def ours(self, *words, stdin=""):
        return self.worker.run(self.ours_path, words, stdin)

    def begin_with(self, text):
        self.theirs("-R", stdin=CLEARED + text)

    def script(self, name, *words, stdin=""):
        """Runs one of our wrappers, which stand beside our program."""
        return self.worker.call(run_script, str(Path(self.ours_path).with_name(name)), words, stdin)


def run_script(path, words, stdin):
    ran = subprocess.run([path, *words], input=stdin, capture_output=True, text=True, check=False,
                         env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
    return ran.returncode, ran.stdout, ran.stderr


TESTS = []


def test(sentence):
    """Makes a function that takes a Bench a test of that name."""
    return lambda function: TESTS.append((sentence, function))


def expect(truth, what):
    if not truth:
        raise AssertionError(what)


def expect_equal(a, b, what="they"):
    if a != b:
        raise AssertionError(f"{what} differ:\n{a}\n---\n{b}")


# What a save carries

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


# What is listed otherwise

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


# What is read otherwise

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


# Streams

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


# Connections

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


# Counters

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


# JSON

@test("json has what all listings have")
def json_has_what_all_listings_have(bench):
    one_family = TABLE.replace("-a --sctp-service 10.0.0.2:5060 -r 2001:db8::7 -i\n", "")  # which a daemon wants
    with_traffic(bench, one_family + TRAFFIC_TABLE +
                 "--start-daemon master --mcast-interface lo --syncid 5\n--set 901 121 301\n")
    document = json.loads(bench.ours("-L", "--json").out)
    expect_equal(document["timeouts"], {"tcp": 901, "tcp_fin": 121, "udp": 301})
    expect_equal([(one["role"], one["interface"], one["sync_id"]) for one in document["sync_daemons"]], [("master", "lo", 5)])
    for view, fields in (("--thresholds", ("upper_threshold", "lower_threshold", "active", "inactive")),
                         ("--persistent-conn", ("weight", "persistent", "active", "inactive"))):
        listed = re.findall(r"(?m)^  -> (\S+:\d+) +(\d+) +(\d+) +(\d+) +(\d+) *$", bench.theirs("-L", "-n", view).out)
        expect_equal(sorted(listed), sorted((name, *(str(server[field]) for field in fields))
                                            for name, server in servers_of(document)), view)
    totals = re.findall(r"(?m)^  -> (\S+:\d+)" + r" +(\d+)" * 5 + "$", bench.theirs("-L", "-n", "--stats", "-X").out)
    expect_equal(sorted(totals), sorted((name, *map(str, server["totals"].values())) for name, server in servers_of(document)))


def servers_of(document):
    for service in document["services"]:
        for server in service["servers"]:
            host = f"[{server['address']}]" if ":" in server["address"] else server["address"]
            yield f"{host}:{server['port']}", server


@test("json is one document for every listing")
def json_is_one_document_for_every_listing(bench):
    bench.begin_with(TABLE)
    whole = json.loads(bench.ours("-L", "--json").out)
    for words in (["--stats"], ["--rate", "-n"], ["--thresholds"], ["--tun-info", "-X"], ["--timeout"], ["--daemon"], ["-c"]):
        document = json.loads(bench.ours("-L", *words, "--json").out)
        expect_equal(document.pop("connections", None), [] if words == ["-c"] else None)
        expect_equal(document, whole, " ".join(words))
    one = json.loads(bench.ours("-L", "-t", "10.0.0.1:80", "--json").out)["services"]
    expect_equal(one, [service for service in whole["services"] if service.get("address") == "10.0.0.1"])


# Restores in one go

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


# Wrappers

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


# Without permission, without IPVS

def run_as_nobody(program, words):
    ran = subprocess.run(["setpriv", "--reuid=65534", "--clear-groups", program, *words], capture_output=True, text=True,
                         check=False)
    return ran.returncode, ran.stdout, ran.stderr


@test("without permission ours says what the original says")
def without_permission_the_original_says_what_ours_says(bench):
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        ours = shutil.copy(bench.ours_path, Path(folder, "ipvsadm"))
        for words in (["-L", "-n"], ["-A", "-t", "10.0.0.1:80"], ["-Q"], []):
            expect_equal(run_as_nobody(bench.theirs_path, words), run_as_nobody(ours, words), " ".join(words))
        for words in (["-h"], ["-v"], ["--help"], ["--version"]):
            status, out, err = run_as_nobody(ours, words)
            expect_equal((status, err), (0, ""))
            expect(out.startswith("ipvsadm v1.31 2019/12/24 (compiled with popt and IPVS v1.2.1)\n"), out)


# What scripts read

@test("programs that read listings read ours as they read the original's")
def programs_that_read_listings_read_ours_as_the_originals(bench):
    bench.begin_with("".join(line for line in TABLE.splitlines(True) if "4294967295" not in line))
    for words, read in scraping.READERS:
        theirs, ours = (read(program(*words).out) for program in (bench.theirs, bench.ours))
        expect(theirs, "nothing was read")
        expect_equal(theirs, ours, read.__name__)
