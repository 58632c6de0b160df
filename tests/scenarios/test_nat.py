# SPDX-License-Identifier: GPL-2.0-or-later
"""NAT routing: two NICs, two floating addresses, real servers behind them (doc/examples/nat.json)."""
from collections import Counter

from harness.capture import TCP, UDP, capture
from harness.clients import datagrams, page, pages
from harness.director import Director
from harness.examples import text_of
from harness.kernel_view import addresses
from harness.servers import http_server, udp_server
from harness.waiting import expect
from topologies import VIP, VIP6, nat

SHOP = "192.0.2.11"


def served(lab):
    """The NAT picture with three real servers and the director of the example."""
    picture = nat(lab, servers=3, serve=False)
    for n, node in enumerate(picture.web, 1):
        http_server(lab, node, f"web{n}")
        http_server(lab, node, f"shop on web{n}", port=8080)
        udp_server(lab, node, f"web{n}", 7)
    Director(lab, picture.director, text_of("nat")).start()
    return picture


def test_nat_spreads_what_comes_to_several_vips(lab):
    """NAT: connections to each of several VIPs, of both families, arrive at the servers of that VIP"""
    picture = served(lab)
    labels = {label for _, _, label in addresses(picture.director)}
    expect(labels & {"eth0:1", "eth0:2", "eth1:1"}, {"eth0:1", "eth0:2", "eth1:1"}, "aliases")
    expect(Counter(pages(picture.client, VIP, 6)), {"web1": 4, "web2": 2}, "weights 2, 1 and 0")
    expect(Counter(pages(picture.client, VIP6, 4)), {"web1": 2, "web2": 2}, "pages by IPv6")
    expect(Counter(pages(picture.client, SHOP, 4)), {"shop on web2": 2, "shop on web3": 2}, "pages of the second VIP")
    expect(Counter(datagrams(picture.client, VIP, 7, 4)), {"web1": 2, "web2": 2}, "answers by UDP")
    expect(Counter(datagrams(picture.client, VIP6, 7, 4)), {"web1": 2, "web2": 2}, "answers by UDP over IPv6")


def test_nat_answers_as_the_vip(lab):
    """NAT: the server sees the client's own address, and the client only ever hears the VIP"""
    picture = served(lab)
    with capture(picture.client, "eth0") as outside, capture(picture.web[0], "eth0") as inside:
        pages(picture.client, VIP, 3)
        datagrams(picture.client, VIP, 7, 2)
    heard = {packet.source for packet in outside.packets if not packet.outgoing and packet.protocol in (TCP, UDP)}
    expect(heard, {VIP}, "who the client heard")
    served_to = {packet.source for packet in inside.packets if packet.target == "10.11.12.21" and not packet.outgoing}
    expect(served_to, {"192.0.2.100"}, "who the server heard")


def test_nat_masquerades_what_real_servers_start(lab):
    """NAT: what real servers start themselves goes out by the director, under its address, in both families"""
    picture = served(lab)
    http_server(lab, picture.client, "outside", port=8000)
    with capture(picture.client, "eth0") as seen:
        expect(page(picture.web[0], "192.0.2.100", 8000), "outside", "a page by IPv4")
        expect(page(picture.web[0], "2001:db8::100", 8000), "outside", "a page by IPv6")
    callers = {packet.source for packet in seen.packets
               if packet.protocol == TCP and not packet.outgoing and packet.ports[1] == 8000}
    own = {address.split("/")[0] for nic, address, _ in addresses(picture.director) if nic == "eth0"}
    assert len(callers) == 2 and callers <= own, f"{callers} called, the director has {own}"
