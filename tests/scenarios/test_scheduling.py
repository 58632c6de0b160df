# SPDX-License-Identifier: GPL-2.0-or-later
"""Every scheduler of the kernel (doc/examples/schedulers.json): weights 1, 2 and 3, and what comes of them."""
from collections import Counter
from contextlib import ExitStack
from math import sqrt

from harness.clients import Connection, collect, datagrams, held, page, pages, send_from
from harness.director import Director
from harness.examples import config_of, named, text_of
from harness.kernel_view import connection_entries
from harness.modules import installed_modules
from harness.servers import http_server, udp_server
from harness.waiting import expect, until
from topologies import VIP, carry_vips, crowd, one_network

CACHED = "203.0.113"
CROWD = [f"10.99.{n // 200}.{1 + n % 200}" for n in range(240)]


def port_of(service):
    return named(config_of("schedulers")["services"], service)["virtual"]["port"]


def served(lab, directors=1):
    """Three real servers of direct routing with every port of the example; nothing runs on the directors yet."""
    picture = one_network(lab, servers=3, directors=directors)
    for n, node in enumerate(picture.web, 1):
        carry_vips(node, VIP)
        http_server(lab, node, f"web{n}", port=(80, *range(8001, 8021)))
        udp_server(lab, node, f"web{n}", range(9001, 9004), hosts=(VIP,))
        node.batch(f"route add local {CACHED}.0/24 dev lo")
    crowd(picture.client, *picture.web)
    return picture


def assert_shares(answers, shares, what):
    """Holds a count of answers to what chance allows: five standard deviations of a binomial distribution."""
    total, parts = sum(answers.values()), sum(shares.values())
    for server, part in shares.items():
        share = part / parts
        margin = 5 * sqrt(total * share * (1 - share))
        assert abs(answers[server] - total * share) <= margin, f"{what}: {answers}, not as {shares}"


def by_scheduler(picture, scheduler, count):
    """Who answers so many connections that stay open."""
    with held(picture.client, VIP, count, port_of(scheduler)) as connections:
        return [connection.server for connection in connections]


def test_every_scheduler_of_the_kernel_is_in_the_examples(_):
    """scheduling: there is no scheduler in this kernel that no scenario plays"""
    ours = {f"ip_vs_{service['scheduler']}" for service in config_of("schedulers")["services"]} | {"ip_vs_twos"}
    found = installed_modules("ip_vs_*") - {"ip_vs_ftp", "ip_vs_pe_sip"}
    assert len(found) > 10 and found <= ours, f"{found - ours} are in no scenario; this kernel has {sorted(found)}"


def test_schedulers_that_count(lab):
    """scheduling: rr, wrr, lc, wlc, sed, nq, fo and ovf give each server the exact share that their rule says"""
    picture = served(lab)
    Director(lab, picture.director, text_of("schedulers")).start()
    by_weight, equal = {"web1": 2, "web2": 4, "web3": 6}, {"web1": 4, "web2": 4, "web3": 4}
    shares = {"rr": equal, "wrr": by_weight, "lc": equal, "wlc": by_weight, "sed": by_weight, "nq": by_weight,
              "fo": {"web3": 12}}
    found = {scheduler: by_scheduler(picture, scheduler, 12) for scheduler in shares}
    for scheduler, share in shares.items():
        expect(dict(Counter(found[scheduler])), share, f"shares by {scheduler} of 12 connections")
    assert "web1" not in found["sed"][:3], f"sed gave the weakest server one of the first three: {found['sed'][:3]}"
    expect(set(found["nq"][:3]), {"web1", "web2", "web3"}, "the first three of nq")

    with held(picture.client, VIP, 9, port_of("ovf")) as connections:  # each one more than its weight
        expect([connection.server for connection in connections], ["web3"] * 4 + ["web2"] * 3 + ["web1"] * 2, "by ovf")
        expect(page(picture.client, VIP, port_of("ovf")), "refused", "a page when all servers of ovf are full")

    expect(Counter(pages(picture.client, VIP, 6, port_of("resting"))), {"web2": 3, "web3": 3}, "with a weight 0")


def test_schedulers_that_hash_clients(lab):
    """scheduling: sh and mh keep a client on its server, and give each server its weight's share of the clients"""
    picture = served(lab)
    Director(lab, picture.director, text_of("schedulers")).start()
    for scheduler in ("sh", "mh"):
        first = datagrams(picture.client, VIP, port_of(scheduler), sources=CROWD)
        assert_shares(Counter(first), {"web1": 1, "web2": 2, "web3": 3}, f"240 clients by {scheduler}")
        expect(datagrams(picture.client, VIP, port_of(scheduler), sources=CROWD[:40]), first[:40],
               f"servers of the same clients from other ports, by {scheduler}")


def test_two_directors_hash_alike(lab):
    """scheduling: mh spreads clients the same way on a second director, whatever the order in its file"""
    picture = served(lab, directors=2)
    config = config_of("schedulers")
    config["director"]["on_stop"] = "release"
    first = Director(lab, picture.directors[0], config, "first").start()
    before = datagrams(picture.client, VIP, port_of("mh"), sources=CROWD)
    expect(set(before), {"web1", "web2", "web3"}, "servers that answered")
    expect(first.stop(), 0, "exit status")
    config["defaults"]["servers"].reverse()
    Director(lab, picture.directors[1], config, "second").start()
    expect(datagrams(picture.client, VIP, port_of("mh"), sources=CROWD), before, "servers by the second director")


def caches(picture):
    """What goes to the documentation's network is for the caches: by 203.0.113.100 to dh, from .150 to lblc, lblcr."""
    picture.director.batch(f"route add local {CACHED}.0/24 dev lo")
    picture.client.batch(f"route add {CACHED}.0/24 via 192.0.2.1")
    picture.director.run("nft", f"""
        add table ip caches
        add chain ip caches in {{ type filter hook prerouting priority mangle; }}
        add rule ip caches in ip daddr {CACHED}.1-{CACHED}.99 tcp dport 80 meta mark set 1
        add rule ip caches in ip daddr {CACHED}.100-{CACHED}.149 tcp dport 80 meta mark set 2
        add rule ip caches in ip daddr {CACHED}.150-{CACHED}.199 tcp dport 80 meta mark set 3
    """)


def test_schedulers_that_look_at_the_destination(lab):
    """scheduling: dh, lblc and lblcr keep an address on its cache; dh spreads them evenly, the others by weight"""
    picture = served(lab)
    Director(lab, picture.director, text_of("schedulers")).start()
    caches(picture)

    asked = [f"{CACHED}.{n}" for n in range(1, 61)]
    first = [page(picture.client, address) for address in asked]
    assert_shares(Counter(first), {"web1": 1, "web2": 1, "web3": 1}, "60 addresses by dh")
    expect([page(picture.client, address, source="10.99.1.1") for address in asked[:12]], first[:12],
           "caches of the same addresses, asked by another client")

    for scheduler, begin in (("lblc", 100), ("lblcr", 150)):
        asked = [f"{CACHED}.{n}" for n in range(begin, begin + 12)]
        with ExitStack() as stack:
            first = [stack.enter_context(Connection(picture.client, address)).server for address in asked]
            expect(Counter(first), {"web1": 2, "web2": 4, "web3": 6}, f"12 addresses by {scheduler}")
            expect([page(picture.client, address, source="10.99.1.1") for address in asked], first,
                   f"caches of the same addresses by {scheduler}, asked by another client")


def test_twos_spreads_by_weight_where_the_kernel_has_it(lab):
    """scheduling: twos gives each server connections, the strongest the most; a kernel without it says so"""
    picture = served(lab)
    config = config_of("schedulers")
    named(config["services"], "rr")["scheduler"] = "twos"
    director = Director(lab, picture.director, config).start()
    if "ip_vs_twos" in installed_modules("ip_vs_*"):
        answers = Counter(by_scheduler(picture, "rr", 48))
        assert 0 < answers["web1"] < answers["web3"] and answers["web2"], f"48 connections by twos: {answers}"
    else:
        assert "twos" in str(director.status()["refused"]), director.status()["refused"]
        expect(page(picture.client, VIP, port_of("rr")), "refused", "a page of the service that cannot be")
        expect(page(picture.client, VIP, port_of("fo")), "web3", "a page of another")


def entries_of(node, server):
    """How many connections the director knows to this server, whose address /proc writes in hexadecimal."""
    written = "".join(f"{int(part):02X}" for part in server.split("."))
    return sum(1 for words in connection_entries(node) if words[5] == written)


def kept(picture, sockets, count):
    """Keeps these UDP connections alive until the others of web1 are forgotten."""
    def others_gone():
        for made in sockets:
            made.sendto(b"still here", (VIP, port_of("limited")))
        return entries_of(picture.director, "192.0.2.21") == count

    until(others_gone, f"{count} connections of web1", within=30)


def test_a_server_with_thresholds_is_spared(lab):
    """scheduling: a server at its upper threshold gets nothing new until it has fewer than its lower threshold"""
    picture = served(lab)
    Director(lab, picture.director, text_of("schedulers")).start()
    port = port_of("limited")
    sockets = [send_from(picture.client, VIP, port, None) for _ in range(12)]
    answers = collect(sockets, VIP, port)
    expect(Counter(answers), {"web1": 4, "web2": 8}, "12 connections, 4 of which web1 may have")
    of_web1 = [made for made, answer in zip(sockets, answers) if answer == "web1"]
    kept(picture, of_web1[:2], 2)
    expect(Counter(datagrams(picture.client, VIP, port, 4)), {"web2": 4}, "while web1 has as many as its lower threshold")
    kept(picture, of_web1[:1], 1)
    expect(datagrams(picture.client, VIP, port, 4).count("web1"), 2, "answers of web1 when it has fewer")
