# SPDX-License-Identifier: GPL-2.0-or-later
"""Tunnels to the real servers, of every kind and across families (doc/examples/tunnel.json)."""
import struct

from harness.capture import GRE, IPIP, IPV6_IN_IP, TCP, UDP, capture
from harness.clients import pages
from harness.director import Director
from harness.examples import config_of, text_of
from harness.servers import http_server
from harness.waiting import expect
from topologies import VIP, VIP6, routed, unwrap_tunnels

DIRECTOR = {"10.11.12.1", "2001:db8:1::1"}


def wrapped_in(picture, address, port, servers=("web1", "web2")):
    """What the last of `servers` is sent for its page: the outer packets. All of them must have served one."""
    number = int(servers[-1][-1])
    with capture(picture.web[number - 1], "eth0") as server, capture(picture.client, "eth0") as client:
        expect(sorted(pages(picture.client, address, len(servers), port)), list(servers),
               f"pages of {address} port {port}")
    senders = {packet.source for packet in client.packets if packet.protocol == TCP and not packet.outgoing}
    expect(senders, {address}, "who answered the client")
    own = {f"10.11.12.{20 + number}", f"2001:db8:1::{20 + number}"}
    outer = [packet for packet in server.packets if packet.target in own and not packet.outgoing]
    assert {packet.source for packet in outer} <= DIRECTOR, {packet.source for packet in outer}
    return outer


def gue_flags(packet):
    return struct.unpack("!H", packet.payload[10:12])[0]


def gre_flags(packet):
    return struct.unpack("!H", packet.payload[:2])[0]


def test_tunnels_of_every_kind_reach_their_servers(lab):
    """tunnel: ipip, gue and gre, with each checksum, and of one family in the other, wrap as the config says"""
    picture = routed(lab)
    for n, node in enumerate(picture.web, 1):
        unwrap_tunnels(node, n)
        http_server(lab, node, f"web{n}", port=range(80, 87))
    Director(lab, picture.director, text_of("tunnel")).start()

    expect({packet.protocol for packet in wrapped_in(picture, VIP, 80)}, {IPIP}, "ipip")
    gue = {port: wrapped_in(picture, VIP, port) for port in (81, 82, 83)}
    expect({(packet.protocol, packet.ports[1]) for each in gue.values() for packet in each}, {(UDP, 6080)}, "gue")
    expect({(packet.udp_checksum != 0, gue_flags(packet) != 0) for packet in gue[81]}, {(False, False)}, "no checksum")
    expect({(packet.udp_checksum != 0, gue_flags(packet) != 0) for packet in gue[82]}, {(True, False)}, "full checksum")
    assert {gue_flags(packet) != 0 for packet in gue[83]} >= {True}, "no packet with its checksum left to the far end"
    expect({(packet.protocol, gre_flags(packet)) for packet in wrapped_in(picture, VIP, 84, ["web1"])}, {(GRE, 0)},
           "gre")
    expect({(packet.protocol, gre_flags(packet)) for packet in wrapped_in(picture, VIP, 85, ["web2"])},
           {(GRE, 0x8000)}, "gre with a checksum")

    expect({packet.protocol for packet in wrapped_in(picture, VIP6, 80)}, {IPV6_IN_IP}, "IPv6 in IPv4")
    expect({(packet.target, packet.protocol) for packet in wrapped_in(picture, VIP, 86)}, {("2001:db8:1::22", IPIP)},
           "IPv4 in IPv6")
    expect({(packet.target, packet.protocol) for packet in wrapped_in(picture, VIP6, 81)}, {("2001:db8:1::22", UDP)},
           "gue in IPv6")
    expect({(packet.target, packet.protocol) for packet in wrapped_in(picture, VIP6, 84)}, {("2001:db8:1::22", GRE)},
           "gre in IPv6")


VARIANTS = [("ipip", "none"), ("gue", "none"), ("gue", "full"), ("gue", "remote"), ("gre", "none"), ("gre", "full")]


def service_of(variant, number, vip, outer):
    """A service with a tunnel of that variant to one server, by its address of the family `outer`."""
    kind, checksum = variant
    port, server = 8000 + 2 * number + (outer == 6), 2 if variant == ("gre", "full") else 1
    address = f"10.11.12.{20 + server}" if outer == 4 else f"2001:db8:1::{20 + server}"
    forward = {"method": "tunnel", "type": kind, "checksum": checksum, **({"port": 6080} if kind == "gue" else {})}
    return {"name": f"{kind}-{checksum}-{'six' if ':' in vip else 'four'}-in-{outer}", "scheduler": "rr",
            "virtual": {"vip": "public6" if ":" in vip else "public", "protocol": "tcp", "port": port},
            "forward": forward, "servers": [{"name": f"web{server}", "address": address}]}


def signs(variant, packets):
    """What in outer packets tells the variant: protocol, and whether each checksum, by whom it is made, is there."""
    if variant[0] == "gue":
        return {(packet.protocol, packet.ports[1]) for packet in packets}, {packet.udp_checksum != 0 for packet in packets}, \
            any(gue_flags(packet) for packet in packets)
    flags = {gre_flags(packet) for packet in packets} if variant[0] == "gre" else set()
    return {(packet.protocol, 0) for packet in packets}, {bool(flag & 0x8000) for flag in flags}, False


def signs_expected(variant, vip):
    kind, checksum = variant
    protocol = {"gue": (UDP, 6080), "gre": (GRE, 0), "ipip": (IPV6_IN_IP if ":" in vip else IPIP, 0)}[kind]
    return {protocol}, set() if kind == "ipip" else {checksum != "none"}, checksum == "remote"


def test_tunnels_carry_each_family_in_each(lab):
    """tunnel: ipip, gue and gre, with each checksum that they have, carry IPv4 and IPv6 in IPv4 and in IPv6"""
    picture = routed(lab)
    for n, node in enumerate(picture.web, 1):
        unwrap_tunnels(node, n, gre6="icsum" if n == 2 else "")
        http_server(lab, node, f"web{n}", port=range(8000, 8000 + 2 * len(VARIANTS)))
    cases = [(variant, vip, service_of(variant, number, vip, outer)) for number, variant in enumerate(VARIANTS)
             for vip in (VIP, VIP6) for outer in (4, 6)]
    config = config_of("tunnel")
    config["services"] = [service for _, _, service in cases]
    Director(lab, picture.director, config).start()
    for variant, vip, service in cases:
        server, = service["servers"]
        outer = wrapped_in(picture, vip, service["virtual"]["port"], [server["name"]])
        expect({packet.target for packet in outer}, {server["address"]}, f"where {service['name']} leads")
        expect(signs(variant, outer), signs_expected(variant, vip), f"outer packets of {service['name']}")
