# SPDX-License-Identifier: GPL-2.0-or-later
"""The harness itself: what it builds carries traffic, and what is lost is counted."""
import os
import signal

from harness.kernel_view import addresses, connections, services, weights
from harness.traffic import traffic
from harness.waiting import expect, until
from topologies import INSIDE_VIP, VIP, floating_by_hand, nat

WEB = f"-t {VIP}:80"


def served_by_hand(lab):
    picture = nat(lab)
    floating_by_hand(picture.director)
    run = picture.director.run
    run("ipvsadm", "-A", *WEB.split(), "-s", "rr")
    for n in (1, 2):
        run("ipvsadm", "-a", *WEB.split(), "-r", f"10.11.12.2{n}:80", "-m", "-w", str(n))
    return picture


def test_a_service_made_by_hand_is_reached_and_read(lab):
    """a service made with ipvsadm by hand spreads pages over both real servers"""
    picture = served_by_hand(lab)
    pages = [picture.client.run("curl", "-s", "-m", "5", f"http://{VIP}/").strip() for _ in range(4)]
    expect(sorted(pages), ["web1", "web1", "web2", "web2"], "pages through the VIP")
    expect(weights(picture.director, WEB), {"10.11.12.21:80": 1, "10.11.12.22:80": 2}, "weights")
    expect(len(services(picture.director)), 3, "lines of ipvsadm -Sn")
    assert ("eth0", f"{VIP}/24", "eth0:1") in addresses(picture.director)
    assert ("eth1", f"{INSIDE_VIP}/24", "eth1:1") in addresses(picture.director)


def test_a_steady_load_loses_nothing_while_nothing_happens(lab):
    """a load on a service that is left alone loses no connection, and both servers answer"""
    picture = served_by_hand(lab)
    with traffic(lab, picture.client, VIP) as load:
        load.more(20)
        until(lambda: sum(active for active, _ in connections(picture.director, WEB).values()) >= 2,
              "the two long connections in the table")
    load.nothing_lost()
    expect(set(load.answers), {"web1", "web2"}, "servers that answered")


def test_servers_that_die_are_felt(lab):
    """a load counts the connections, long and short, that are lost when the real servers die"""
    picture = served_by_hand(lab)
    with traffic(lab, picture.client, VIP, short=0, long=1) as long, \
            traffic(lab, picture.client, VIP, short=20, long=0) as short:
        long.more(1)
        for process in picture.processes:
            os.kill(process, signal.SIGKILL)
        until(lambda: long.so_far().lost_long and short.so_far().lost_short, "a lost long and a lost short connection")
    assert "long connection to web" in "\n".join(long.lost), long.lost
    assert "short connection to nobody" in "\n".join(short.lost), short.lost


def test_an_emptied_table_is_felt(lab):
    """a load counts the connections that are lost when the IPVS table is emptied"""
    picture = served_by_hand(lab)
    with traffic(lab, picture.client, VIP, short=20, long=0) as load:
        picture.director.run("ipvsadm", "-C")
        until(lambda: load.so_far().lost >= 3, "three lost connections")


def test_two_texts_that_differ_are_shown_by_their_lines(_):
    """where one text was wanted and another found, the lines that differ are shown"""
    try:
        expect("same\nfound\n", "same\nwanted\n", "a text")
    except AssertionError as error:
        lines = str(error).splitlines()
        assert "  -wanted" in lines and "  +found" in lines and "  -same" not in lines, lines
    else:
        raise AssertionError("expect let a difference pass")
