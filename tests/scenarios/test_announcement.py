# SPDX-License-Identifier: GPL-2.0-or-later
"""A VIP moves from one director to another, and who knew it at the old place hears of the new one."""
import json
import socket

from harness.capture import capture
from harness.clients import page
from harness.director import Director
from harness.examples import config_of
from harness.kernel_view import mac_address
from harness.servers import http_server
from harness.waiting import expect, until
from topologies import VIP, VIP6, carry_vips, one_network

ICMPV6, SOLICITATION = 58, 135


def neighbours(node):
    """What the node believes of its neighbours: address and MAC."""
    return {entry["dst"]: entry.get("lladdr") for entry in json.loads(node.run("ip", "-j", "neigh"))}


def asked_by(seen):
    """The addresses that whoever is at this NIC asked for, by ARP or by neighbour solicitation (RFC 4861, 4.3)."""
    arp = {entry.target for entry in seen.arp if entry.outgoing and entry.asks}
    solicited = [packet for packet in seen.packets if packet.outgoing and packet.protocol == ICMPV6
                 and packet.payload[0] == SOLICITATION]
    return arp | {socket.inet_ntop(socket.AF_INET6, packet.payload[8:24]) for packet in solicited}


def test_clients_hear_at_once_of_a_vip_that_moves(lab):
    """announcement: after a VIP moved, a client that knew the old director gets through at once, in both families"""
    picture = one_network(lab, directors=2)
    for n, node in enumerate(picture.web, 1):
        carry_vips(node, VIP, VIP6)
        http_server(lab, node, f"web{n}")
    config = config_of("direct")
    config["director"] = {"on_stop": "release"}
    first = Director(lab, picture.directors[0], config, "first").start()
    for vip in (VIP, VIP6):
        expect(page(picture.client, vip)[:3], "web", f"a page of {vip} by the first director")
    old, new = (mac_address(node, "eth0") for node in picture.directors)
    expect(first.stop(), 0, "exit status")
    expect({vip: neighbours(picture.client)[vip] for vip in (VIP, VIP6)}, {VIP: old, VIP6: old}, "what the client knows")

    with capture(picture.client, "eth0") as seen:
        Director(lab, picture.directors[1], config, "second").start()
        until(lambda: {neighbours(picture.client)[vip] for vip in (VIP, VIP6)} == {new},
              "the second director where the client knew the first", within=2)
        expect(asked_by(seen) & {VIP, VIP6}, set(), "VIPs that the client had to ask for")
        for vip in (VIP, VIP6):
            expect(page(picture.client, vip)[:3], "web", f"a page of {vip} by the second director")
    astray = {packet.target for packet in seen.packets if packet.outgoing and packet.to_mac == old}
    expect(astray & {VIP, VIP6}, set(), "VIPs that the client still looked for at the first director")


def test_apply_has_ended_before_its_last_announcement(lab):
    """announcement: lvsctl apply repeats its announcements behind the back of whoever waits for it, and holds no lock meanwhile"""
    picture = one_network(lab)
    director = Director(lab, picture.directors[0], config_of("direct"))

    def announcements():
        return [entry for entry in seen.arp if not entry.outgoing and entry.sender == entry.target == VIP]

    with capture(picture.client, "eth0") as seen:
        expect(director.lvsctl("apply", str(director.config_path))[0], 0, "exit status of lvsctl apply")
        before = len(announcements())
        director.start().kill()   # killed before it could announce anything itself: nothing came up for it
        until(lambda: len(announcements()) > before, "an announcement after lvsctl apply has ended", within=5)


def test_a_vip_that_is_gone_is_not_announced(lab):
    """announcement: a VIP that a reload takes away is not announced from then on, while one that stays is"""
    picture = one_network(lab)
    leaving = "192.0.2.99"
    config = config_of("direct")
    config["vips"].append({"name": "leaving", "address": leaving, "interface": "eth0"})
    director = Director(lab, picture.directors[0], config)

    def announced(vip):
        return [entry for entry in seen.arp if not entry.outgoing and entry.sender == entry.target == vip]

    with capture(picture.client, "eth0") as seen:
        director.start()
        until(lambda: announced(leaving), "an announcement of the VIP that is to leave")
        config["vips"].pop()
        director.write(config)
        director.hang_up()
        before, of_the_other = len(announced(leaving)), len(announced(VIP))
        until(lambda: len(announced(VIP)) >= of_the_other + 2, "two more announcements of the VIP that stays")
        expect(len(announced(leaving)), before, "announcements of the VIP that left")
