# SPDX-License-Identifier: GPL-2.0-or-later
"""What lvsctl shows to a person at a terminal, and to nobody else."""
import json
import re
import signal
import time
from pathlib import Path

from configs import nat_config, web
from harness.answers import answering
from harness.director import Director
from harness.kernel_view import services
from harness.terminal import COLOUR, ERASED, terminal
from harness.waiting import expect, until
from topologies import nat

STATUS = (Path(__file__).resolve().parents[2] / "schemas/examples/status/an_address_refused.json").read_text(encoding="utf-8")
DONE = json.dumps({"reason": "request", "at": "", "took_ms": 0, "steps": 1, "carried_out": 1, "refused": [], "servers": []})


def status_with(server):
    """A status in which web1 is so."""
    entry = {"name": "web1", "address": "10.11.12.21:80", **server}
    return json.dumps({"services": [{"name": "web", "servers": [entry]}]})


def test_colours_are_for_terminals(lab):
    """lvsctl status is coloured on a terminal, but not with NO_COLOR nor in a pipe, and says the same in each"""
    director = Director(lab, lab.node("host"), nat_config())
    with answering(director.folder / "run/control.sock", [STATUS] * 3):
        with terminal(director.node, director.lvsctl_command("status"), columns=200) as coloured:
            status, shown = coloured.end()
        with terminal(director.node, director.lvsctl_command("status"), columns=200, NO_COLOR="1") as plain:
            without = plain.end()
        piped = director.lvsctl("status")
    assert status == 0 and COLOUR.search(shown), shown
    expect(without, piped, "output with NO_COLOR and in a pipe")
    expect(COLOUR.sub("", shown), piped[1], "what is coloured")


def test_a_live_view_fits_the_terminal(lab):
    """lvsctl status --watch draws each look over the last, cut to the terminal's rows and columns, and counts what it leaves out"""
    director = Director(lab, lab.node("host"), nat_config())
    rows, columns = 8, 40
    with answering(director.folder / "run/control.sock", [STATUS] * 2), \
            terminal(director.node, director.lvsctl_command("status", "--watch"), rows, columns) as watching:
        until(lambda: watching.shown.count("\033[J") == 2, "two looks", within=60)
    first, second = watching.shown.split("\033[H")[1:3]
    expect(second, first, "the second look at the same status")
    lines = first.split("\033[K\n")
    expect(lines.pop(), "\033[J", "what follows the last line")
    expect(len(lines), rows - 1, "lines")
    assert lines[-1].startswith("… ") and lines[-1].endswith(" more lines"), lines
    for line in lines:
        assert len(COLOUR.sub("", line)) <= columns, line


def test_a_long_apply_tells_how_far_it_is(lab):
    """lvsctl apply of a big config shows on a terminal how many steps are done, and leaves no trace of it"""
    picture = nat(lab, serve=False)
    config = nat_config()
    web(config)["servers"] = [{"address": f"10.11.{16 + i // 250}.{1 + i % 250}"} for i in range(20000)]
    director = Director(lab, picture.director, config)
    record = director.folder / "run/record.json"
    with terminal(director.node, director.lvsctl_command("apply", str(director.config_path))) as applying:
        while not record.exists() and applying.process.poll() is None:
            pass  # a short sleep may already be too long
        applying.process.send_signal(signal.SIGSTOP)
        begun = len(services(picture.director))
        time.sleep(0.6)  # from half a second on there is something to see
        applying.process.send_signal(signal.SIGCONT)
        status, shown = applying.end()
    assert begun < 20001, "all was done before the command could be stopped"
    progress, _, rest = shown.rpartition(ERASED)
    steps = rest.split()[0]
    assert int(steps) > 20000 and f" of {steps} steps (" in progress, shown
    expect((status, rest), (0, f"{steps} of {steps} steps carried out\n"), "exit status and what is left")


def test_who_waits_for_lvsd_sees_how_long(lab):
    """lvsctl reload shows on a terminal for how long lvsd has been at it, and leaves no trace of it"""
    picture = nat(lab, serve=False)
    director = Director(lab, picture.director, nat_config()).start()
    director.daemon.signal(signal.SIGSTOP)
    with terminal(director.node, director.lvsctl_command("reload")) as reloading:
        reloading.wait_shown("\rwaiting for lvsd: ")
        director.daemon.signal(signal.SIGCONT)
        status, shown = reloading.end()
    _, _, rest = shown.rpartition(ERASED)
    expect((status, rest), (0, "nothing to do: the kernel is as it should be\n"), "exit status and what is left")


def test_who_waits_for_a_drain_sees_the_connections(lab):
    """lvsctl drain --wait shows on a terminal how many connections are left, and leaves no trace of it"""
    director = Director(lab, lab.node("host"), nat_config())
    answers = [DONE, None, status_with({"state": "draining", "active": 2, "inactive": 1}),
               status_with({"state": "draining", "active": 1, "inactive": 0}), status_with({"state": "drained"})]
    with answering(director.folder / "run/control.sock", answers), \
            terminal(director.node, director.lvsctl_command("drain", "web1", "--wait")) as draining:
        status, shown = draining.end()
    shown = re.sub("\rwaiting for lvsd: [^\r]*" + re.escape(ERASED), "", shown)  # where an answer takes long
    expect((status, shown), (0, "1 of 1 step carried out\n\rweb1: 3 connections\033[K\rweb1: 1 connection\033[K" + ERASED),
           "exit status and output")
