# SPDX-License-Identifier: GPL-2.0-or-later
"""What a named test works with: a namespace and both programs, what it expects of them, and the list that it joins."""
import subprocess
from pathlib import Path

from sandbox import Worker

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
