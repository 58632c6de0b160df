# SPDX-License-Identifier: GPL-2.0-or-later
"""lvsd goes and comes back under traffic: by SIGTERM, by SIGKILL, and as a new binary."""
import shutil

from harness.director import Director
from harness.examples import config_of
from harness.kernel_view import everything
from harness.servers import http_server
from harness.traffic import traffic
from harness.waiting import expect
from topologies import VIP, VIP6, nat


def replace(program):
    """What an upgrade does: another file takes the name, while the old one still runs."""
    new = program.with_name("new")
    shutil.copy2(program, new)
    new.replace(program)


def test_lvsd_comes_back_under_traffic(lab):
    """restart: SIGTERM with keep, SIGKILL and a new binary in the old one's place lose no connection and change nothing"""
    picture = nat(lab)
    for n, node in enumerate(picture.web, 1):
        http_server(lab, node, f"web{n}", port=8080)
    program = lab.folder / "lvsd"
    shutil.copy2(lab.build / "lvsd/lvsd", program)
    director = Director(lab, picture.director, config_of("marks"), program=program).start()
    before = everything(picture.director)

    def upgrade():
        replace(program)
        expect(director.stop(), 0, "exit status")

    with (traffic(lab, picture.client, VIP, 8080, short=10) as load,
          traffic(lab, picture.client, VIP6, 8080, short=5, long=1) as by_ipv6):
        for leave in (director.stop, director.kill, upgrade):
            leave()
            expect(everything(picture.director), before, f"the kernel without lvsd, after {leave.__name__}")
            load.more(5)
            director.start()
            expect(director.status()["last_turn"]["steps"], 0, f"steps of the start after {leave.__name__}")
            expect(everything(picture.director), before, f"the kernel after {leave.__name__} and a start")
            load.more(10)
            by_ipv6.more(2)
    load.nothing_lost()
    by_ipv6.nothing_lost()
