# SPDX-License-Identifier: GPL-2.0-or-later
"""Direct routing: one network, the VIP on every real server, and what becomes of ARP (doc/examples/direct.json)."""
from collections import Counter

from harness.arp import who_has
from harness.capture import TCP, capture
from harness.clients import collect, datagrams, page, pages, send_from
from harness.director import Director
from harness.examples import text_of
from harness.kernel_view import mac_address
from harness.servers import http_server, udp_server
from harness.waiting import expect, until
from topologies import VIP, VIP6, carry_vips, one_network

ALL = {"web1": 2, "web2": 2, "web3": 2}


def all_in_one_network(lab):
    picture = one_network(lab, servers=3)
    for n, node in enumerate(picture.web, 1):
        http_server(lab, node, f"web{n}")
    return picture


def asked_again(client, port, count):
    """Who answers so many datagrams from one port, one after the other."""
    with send_from(client, VIP, port, None) as made:
        answers = collect([made], VIP, port)
        for _ in range(count - 1):
            made.sendto(b"who?", (VIP, port))
            answers += collect([made], VIP, port)
    return answers


def macs(*nodes):
    return {mac_address(node, "eth0") for node in nodes}


def test_direct_routing_answers_past_the_director(lab):
    """direct routing: every server answers the client itself, as the VIP; the director sees only what comes in"""
    picture = all_in_one_network(lab)
    for n, node in enumerate(picture.web, 1):
        carry_vips(node, VIP, VIP6)
        udp_server(lab, node, f"web{n}", (7, 53), hosts=(VIP,))
    Director(lab, picture.director, text_of("direct")).start()
    with capture(picture.client, "eth0") as client, capture(picture.director, "eth0") as director:
        expect(Counter(pages(picture.client, VIP, 6)), ALL, "pages")
        expect(Counter(pages(picture.client, VIP6, 6)), ALL, "pages by IPv6")
        expect(Counter(datagrams(picture.client, VIP, 7, 6)), ALL, "answers by UDP")
        expect(len(set(asked_again(picture.client, 7, 3))), 1, "servers of one client's port")
        expect(set(asked_again(picture.client, 53, 3)), set(ALL), "servers of one client's port, packet by packet")
    answers = {(packet.source, packet.from_mac) for packet in client.packets
               if packet.protocol == TCP and not packet.outgoing}
    expect(answers, {(vip, mac) for vip in (VIP, VIP6) for mac in macs(*picture.web)}, "who answered, by which NIC")
    passed = {packet.source for packet in director.packets if packet.protocol == TCP}
    expect(passed, {"192.0.2.100", "2001:db8::100"}, "who sent what passed the director")


def forget_neighbours(node):
    node.batch("neigh flush all")


def test_direct_routing_fails_where_real_servers_answer_arp(lab):
    """direct routing: a real server that has the VIP and answers ARP for it takes all connections past the director"""
    picture = all_in_one_network(lab)
    Director(lab, picture.director, text_of("direct")).start()
    picture.web[0].batch(f"address add {VIP}/32 dev lo")
    expect(who_has(picture.client, "eth0", VIP, answers=2), macs(picture.director, picture.web[0]), "who answers ARP")

    def taken():
        """The client asks for the VIP anew, and what answers first has its connections."""
        forget_neighbours(picture.client)
        with capture(picture.director, "eth0") as director:
            answers = set(pages(picture.client, VIP, 3))
        return answers == {"web1"} and not [packet for packet in director.packets if packet.target == VIP]

    until(taken, "all pages from web1, and nothing for the VIP at the director", within=20)


def silence_by_sysctl(node):
    carry_vips(node, VIP)


def silence_by_packet_filter(node):
    node.run("nft", f"""
        add table arp lvs
        add chain arp lvs in {{ type filter hook input priority 0; }}
        add rule arp lvs in arp daddr ip {VIP} drop
        add chain arp lvs out {{ type filter hook output priority 0; }}
        add rule arp lvs out arp saddr ip {VIP} arp saddr ip set 192.0.2.22
    """)
    node.batch(f"address add {VIP}/32 dev eth0")


def redirect(node):
    node.run("nft", f"""
        add table ip lvs
        add chain ip lvs in {{ type nat hook prerouting priority -100; }}
        add rule ip lvs in ip daddr {VIP} tcp dport 80 redirect
    """)


def test_direct_routing_works_with_each_cure_for_arp(lab):
    """direct routing: with ARP silenced by sysctl or by a packet filter, or a redirection and no VIP, all goes by the
    director"""
    picture = all_in_one_network(lab)
    Director(lab, picture.director, text_of("direct")).start()
    for node, cure in zip(picture.web, (silence_by_sysctl, silence_by_packet_filter, redirect)):
        cure(node)
    for _ in range(3):
        forget_neighbours(picture.client)
        expect(Counter(pages(picture.client, VIP, 6)), ALL, "pages")
    for node in picture.web:  # what they ask by ARP themselves tells nobody that the VIP is theirs
        forget_neighbours(node)
        expect(page(picture.client, VIP)[:3], "web", "a page after real servers asked")
    expect(who_has(picture.client, "eth0", VIP, answers=1), macs(picture.director), "who answers ARP")
