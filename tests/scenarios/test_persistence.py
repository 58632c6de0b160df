# SPDX-License-Identifier: GPL-2.0-or-later
"""Persistence: who comes back to the server that he had, and for how long (doc/examples/persistence.json)."""
from collections import Counter

from harness.clients import datagrams, page, pages
from harness.director import Director
from harness.examples import config_of, named, text_of
from harness.kernel_view import connection_entries
from harness.servers import http_server, udp_server
from harness.waiting import expect, until
from topologies import VIP, VIP6, crowd, nat


def served(lab, config):
    picture = nat(lab, serve=False)
    for n, node in enumerate(picture.web, 1):
        http_server(lab, node, f"web{n}", port=(80, 8080, 4711, 4712))
        udp_server(lab, node, f"web{n}", 7)
    crowd(picture.client, picture.director)
    return picture, Director(lab, picture.director, config).start()


def test_a_client_comes_back_to_its_server(lab):
    """persistence: a client comes back to its server, and a netmask or prefix makes one client of a network"""
    picture, _ = served(lab, text_of("persistence"))
    client = picture.client

    one, other = pages(client, VIP, 4, source="10.99.1.1"), pages(client, VIP, 4, source="10.99.1.2")
    expect((len(set(one)), len(set(other))), (1, 1), "servers of each client")
    expect({one[0], other[0]}, {"web1", "web2"}, "servers of both clients")

    here = {page(client, VIP, 8080, f"10.99.1.{n}") for n in (1, 77, 254)}
    there = {page(client, VIP, 8080, f"10.99.2.{n}") for n in (1, 77, 254)}
    expect((len(here), len(there), here | there), (1, 1, {"web1", "web2"}), "servers of two networks")

    here = {page(client, VIP6, 8080, f"2001:db8:99:1::{n:x}") for n in (1, 0x77, 0xffff)}
    there = {page(client, VIP6, 8080, f"2001:db8:99:2::{n:x}") for n in (1, 0x77, 0xffff)}
    expect((len(here), len(there), here | there), (1, 1, {"web1", "web2"}), "servers of two networks of IPv6")

    everywhere = {page(client, VIP, port, "10.99.3.1") for port in (4711, 4712, 4711)}
    expect(len(everywhere), 1, "servers of one client on whatever port")


def test_a_client_is_scheduled_again_after_its_time(lab):
    """persistence: once its time is over a client is scheduled again, as any other"""
    config = config_of("persistence")
    config["director"]["timeouts"] = {"udp": "1s"}
    named(config["services"], "echo")["persistence"] = "2s"
    picture, _ = served(lab, config)
    first = datagrams(picture.client, VIP, 7, count=4)
    expect(len(set(first)), 1, "servers within the time")
    until(lambda: not connection_entries(picture.director), "nothing remembered of the client", within=15)
    again = datagrams(picture.client, VIP, 7, count=4)
    expect(set(again), {"web1", "web2"} - set(first), "the server after the time (round robin)")


def test_a_quiesced_server_loses_its_persistent_clients_on_request(lab):
    """persistence: a server of weight 0 keeps its clients, and lvsctl says so; with expire_quiescent_template they go elsewhere at once"""
    config = config_of("persistence")
    config["director"]["ipvs"]["expire_quiescent_template"] = False
    picture, director = served(lab, config)
    had = page(picture.client, VIP)
    status, told = director.lvsctl("weight", had, "0", "--service", "shop")
    persistence = config_of("persistence")["services"][0]["persistence"]
    assert status == 0 and f"persistence of service `shop` ({persistence}) brings 1 client back to it" in told, told
    expect(Counter(pages(picture.client, VIP, 3)), {had: 3}, "pages of the quiesced server's client")
    director.write(text_of("persistence"))
    director.hang_up()
    other = {"web1": "web2", "web2": "web1"}[had]
    expect(Counter(pages(picture.client, VIP, 3)), {other: 3}, "pages with expire_quiescent_template")
    assert "brings" not in director.lvsctl("drain", other, "--service", "shop")[1]
