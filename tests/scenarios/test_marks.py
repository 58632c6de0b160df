# SPDX-License-Identifier: GPL-2.0-or-later
"""Firewall marks: ports, ranges, addresses, protocols as one service (doc/examples/marks.json, dns.json, ftp.json)."""
from collections import Counter

from harness.clients import datagrams, page, pages
from harness.director import Director
from harness.dns import dns_server, name_by_tcp, name_by_udp
from harness.examples import text_of
from harness.ftp import fetch_by_ftp, ftp_server
from harness.kernel_view import services
from harness.servers import http_server, udp_server
from harness.tls import client_context, server_context
from harness.waiting import expect
from topologies import VIP, VIP6, crowd, nat

BOTH = {"web1", "web2"}
OUT_OF_RANGE = (9999, 20001)


def served(lab):
    """The NAT picture of marks.json; the real servers listen on more than it hands out."""
    picture = nat(lab, serve=False)
    certificate = server_context(lab)
    for n, node in enumerate(picture.web, 1):
        http_server(lab, node, f"web{n}", port=(80, 8080, 10000, 20000, 4321, *OUT_OF_RANGE))
        http_server(lab, node, f"web{n}", port=443, tls=certificate)
        udp_server(lab, node, f"web{n}", (10000, 20000))
    crowd(picture.client, picture.director)
    Director(lab, picture.director, text_of("marks")).start()
    return picture


def test_marks_tie_ports_together(lab):
    """marks: a client stays on one server for HTTP and HTTPS, for all of a range, and for TCP and UDP"""
    picture = served(lab)
    client, tls = picture.client, client_context()
    shop = {f"10.99.1.{n}": {page(client, VIP, 80, f"10.99.1.{n}"), page(client, VIP, 443, f"10.99.1.{n}", tls)}
            for n in (1, 2)}
    expect([len(used) for used in shop.values()], [1, 1], "servers of each client for HTTP and HTTPS")
    expect(set.union(*shop.values()), BOTH, "servers of both clients")
    assert any(line.startswith("-A -f 80 ") for line in services(picture.director)), services(picture.director)

    games = {page(client, VIP, port, "10.99.2.1") for port in (10000, 20000)}
    games |= {datagrams(client, VIP, port, sources=["10.99.2.1"])[0] for port in (10000, 20000)}
    assert len(games) == 1 and games <= BOTH, f"one client was served by {games} within a range, by TCP and UDP"
    expect([page(client, VIP, port) for port in OUT_OF_RANGE], ["refused"] * 2, "pages from beyond the range's edges")


def test_marks_tie_addresses_together(lab):
    """marks: several VIPs are one service, in turn for both; a mark set by hand is served too"""
    picture = served(lab)
    client = picture.client
    in_turn = [page(client, vip, 8080) for vip in (VIP, "192.0.2.11") * 2]
    expect((in_turn[0] != in_turn[1], in_turn[:2]), (True, in_turn[2:]), "servers in turn, whatever the VIP")
    expect(Counter(pages(client, VIP6, 4, 8080)), {"web1": 2, "web2": 2}, "pages by IPv6")

    expect(page(client, VIP, 4321), "refused", "a page from a port without a mark")
    picture.director.run("nft", f"""
        add table ip by_hand
        add chain ip by_hand in {{ type filter hook prerouting priority mangle; }}
        add rule ip by_hand in ip daddr {VIP} tcp dport 4321 meta mark set 5
    """)
    expect(Counter(pages(client, VIP, 4, 4321)), {"web1": 2, "web2": 2}, "pages from a port marked by hand")


def test_dns_is_served_by_both_protocols_and_families(lab):
    """marks: DNS by UDP and TCP, by IPv4 and IPv6, is one service"""
    picture = nat(lab, serve=False)
    for n, node in enumerate(picture.web, 1):
        dns_server(lab, node, f"ns{n}")
    Director(lab, picture.director, text_of("dns")).start()
    expect(len({line.split()[2] for line in services(picture.director)}), 1, "marks in use")
    for vip in ("192.0.2.53", "2001:db8::53"):
        answers = [ask(picture.client, vip) for ask in (name_by_udp, name_by_tcp) * 2]
        expect(Counter(answers), {"ns1": 2, "ns2": 2}, f"name servers that answered at {vip}")


def test_ftp_is_served_active_and_passive(lab):
    """marks: FTP gets its file in active and in passive mode, control and data from one server"""
    picture = nat(lab, serve=False)
    for n, node in enumerate(picture.web, 1):
        ftp_server(lab, node, f"ftp{n}", seen_as=VIP)
    Director(lab, picture.director, text_of("ftp")).start()
    crowd(picture.client, picture.director)
    for passive in (True, False):
        by_client = [fetch_by_ftp(picture.client, VIP, f"10.99.1.{n}", passive) for n in (1, 2)]
        for greeting, content in by_client:
            assert content in greeting, f"{greeting} greeted, the file came from {content}"
        expect({content for _, content in by_client}, {"ftp1", "ftp2"}, f"servers of two clients, passive: {passive}")
