# SPDX-License-Identifier: GPL-2.0-or-later
"""The tutorials of doc/: each of their commands, in the picture that they show."""
from harness.ftp import ftp_server
from harness.servers import http_server, udp_server
from harness.tls import server_context
from harness.tutorial import Tutorial
from topologies import VIP, nat, one_network, routed, unwrap_tunnels


def play(lab, name, picture):
    machines = {f"web{n}": node for n, node in enumerate(picture.web, 1)}
    Tutorial(lab, name, client=picture.client, director=picture.director, **machines).play()


def test_nat_tutorial(lab):
    """tutorial: NAT, from the first file to draining a server"""
    picture = nat(lab, servers=3, serve=False)
    for n, node in enumerate(picture.web, 1):
        http_server(lab, node, f"web{n}")
        http_server(lab, node, f"shop on web{n}", port=8080)
    play(lab, "nat", picture)


def test_direct_tutorial(lab):
    """tutorial: direct routing, with the virtual address on every real server"""
    picture = one_network(lab, servers=3)
    for n, node in enumerate(picture.web, 1):
        http_server(lab, node, f"web{n}")
    play(lab, "direct", picture)


def test_tunnel_tutorial(lab):
    """tutorial: tunnels to real servers in another network"""
    picture = routed(lab)
    for n, node in enumerate(picture.web, 1):
        unwrap_tunnels(node, n)
        http_server(lab, node, f"web{n}", port=range(80, 87))
    play(lab, "tunnel", picture)


def test_persistence_tutorial(lab):
    """tutorial: clients that come back to their server"""
    picture = nat(lab, serve=False)
    for n, node in enumerate(picture.web, 1):
        http_server(lab, node, f"web{n}", port=(80, 8080, 4321))
    play(lab, "persistence", picture)


def test_marks_tutorial(lab):
    """tutorial: HTTP and HTTPS as one service by firewall mark"""
    picture = nat(lab, serve=False)
    certificate = server_context(lab)
    for n, node in enumerate(picture.web, 1):
        http_server(lab, node, f"web{n}", port=(80, 8080, 10000, 20000, 4321))
        http_server(lab, node, f"web{n}", port=443, tls=certificate)
        udp_server(lab, node, f"web{n}", (10000, 20000))
    play(lab, "marks", picture)


def test_ftp_tutorial(lab):
    """tutorial: FTP, passive and active, by a mark over its control port and a range"""
    picture = nat(lab, serve=False)
    for n, node in enumerate(picture.web, 1):
        ftp_server(lab, node, f"ftp{n}", VIP)
    play(lab, "ftp", picture)
