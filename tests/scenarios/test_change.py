# SPDX-License-Identifier: GPL-2.0-or-later
"""The config of doc/examples/nat.json changes under a load of short and long connections; what is lost is counted."""
from contextlib import contextmanager

from configs import WEB
from harness.capture import capture
from harness.director import Director
from harness.examples import config_of, named
from harness.kernel_view import services, weights
from harness.servers import http_server
from harness.traffic import traffic
from harness.waiting import expect, until
from topologies import VIP, VIP6, nat, routed, unwrap_tunnels


def equal_servers(config):
    """The example with its web service in turn over two servers, and no limits."""
    web = named(config["services"], "web")
    web["scheduler"] = "rr"
    web["servers"] = [{"name": f"web{n}", "address": f"10.11.12.2{n}"} for n in (1, 2)]
    return web


class Running:
    """A director under load, and its config, of which `web` is the service that is loaded."""

    def __init__(self, lab, picture):
        self.config = config_of("nat")
        self.web = equal_servers(self.config)
        self.node = picture.director
        self.director = Director(lab, self.node, self.config).start()
        self.load = None

    def change(self):
        """Has lvsd take the config as it is now, and lets twenty more answers come."""
        self.director.write(self.config)
        self.director.hang_up()
        self.load.more(20)

    def server(self, name):
        return named(self.web["servers"], name)


@contextmanager
def under_load(lab, picture, short=10, long=2, **more):
    running = Running(lab, picture)
    with traffic(lab, picture.client, VIP, short=short, long=long, **more) as running.load:
        running.load.more(10)
        yield running


def test_servers_come_go_and_change_weight_under_load(lab):
    """change: servers added, reweighted, quiesced, brought back and removed with a drain cost no connection"""
    with under_load(lab, nat(lab, servers=3)) as running:
        running.web["servers"].append({"name": "web3", "address": "10.11.12.23"})
        running.change()
        running.server("web1")["weight"] = 5
        running.change()
        running.server("web2")["weight"] = 0
        running.change()
        expect(weights(running.node, WEB), {"10.11.12.21:80": 5, "10.11.12.22:80": 0, "10.11.12.23:80": 1}, "weights")
        running.server("web2")["weight"] = 1
        running.change()
        running.web["servers"].remove(running.server("web1"))
        running.change()
        expect(weights(running.node, WEB)["10.11.12.21:80"], 0, "weight of web1 while it drains")
    running.load.nothing_lost()
    expect(set(running.load.answers), {"web1", "web2", "web3"}, "servers that answered")


def test_a_server_removed_without_drain_loses_its_own_connections_alone(lab):
    """change: a server removed without drain loses its own connections, at once, and no other is lost"""
    with under_load(lab, nat(lab)) as running:
        running.web["drain"] = 0
        running.web["servers"].remove(running.server("web2"))
        running.change()
        expect(weights(running.node, WEB), {"10.11.12.21:80": 1}, "servers")
        until(lambda: running.load.so_far().lost_long, "the long connection to web2 lost")
        running.load.more(20)
    lost_long = [line for line in running.load.lost if line.startswith("long")]
    expect([line.split(" after ")[0] for line in lost_long], ["long connection to web2"], "long connections lost")
    # A short one may have been on its way to web2 at that instant; ten a second take some ten milliseconds each.
    assert len(running.load.lost) <= 1 + 2, running.load.lost


def test_a_service_gets_a_mark_and_loses_it_under_load(lab):
    """change: a service that gets a firewall mark and a second port, and loses them again, costs no connection"""
    # To the kernel these are two services. As the servers stay, the connections of the old one are not bound to the
    # time that a drain may take.
    with under_load(lab, nat(lab)) as running:
        running.web["drain"] = "1s"
        running.web["mark"] = 80
        running.web["virtual"] = {"vip": "public", "protocol": "tcp", "ports": [80, 443]}
        running.change()
        assert "-A -f 80 -s rr" in services(running.node), services(running.node)
        expect(weights(running.node, WEB), {"10.11.12.21:80": 0, "10.11.12.22:80": 0}, "weights of what drains")
        running.director.await_looks(3)
        running.load.more(20)
        assert WEB in str(services(running.node)), services(running.node)
        del running.web["mark"]
        running.web["virtual"] = {"vip": "public", "protocol": "tcp", "port": 80}
        running.change()
        expect(weights(running.node, WEB), {"10.11.12.21:80": 1, "10.11.12.22:80": 1}, "weights again")
    running.load.nothing_lost()


def look_up_routes_again(node):
    """Has the kernel forget the routes that it keeps, of which whichever packet comes first then has the next."""
    for family, prefix in (("-4", "203.0.113.0/24"), ("-6", "2001:db8:f::/64")):
        node.batch(f"route add {prefix} dev eth0", f"route del {prefix} dev eth0", options=[family])


def own_routes(node):
    """The servers that have routes of their own, made by lvsd."""
    lines = [line for family in ("-4", "-6") for line in node.run("ip", family, "route", "show", "proto", "108").splitlines()]
    return {line.split()[0] for line in lines}


def test_a_server_moves_between_nat_direct_routing_and_tunnel_under_load(lab):
    """change: a server that moves between NAT, direct routing and a tunnel costs no connection, by IPv4 or IPv6"""
    # The kernel keeps one route for a server, and what NAT and tunnels have looked up is of no use to direct routing.
    picture = routed(lab)
    for n, node in enumerate(picture.web, 1):
        unwrap_tunnels(node, n)
        http_server(lab, node, f"web{n}")
    with under_load(lab, picture, reset=True) as running, \
            traffic(lab, picture.client, VIP6, short=10, reset=True) as six, \
            capture(picture.web[0], "eth0") as seen:
        web6 = named(running.config["services"], "web6")
        expect(own_routes(running.node), set(), "servers with routes of their own at first")
        for forward in ("direct", "nat", "direct", "tunnel", "direct"):
            running.server("web1")["forward"] = named(web6["servers"], "web1")["forward"] = forward
            running.change()
            expect(own_routes(running.node), {"10.11.12.21", "2001:db8:1::21"}, f"servers with routes after {forward}")
            for load in (running.load, six):
                look_up_routes_again(running.node)
                load.more(20)
        expect({route["host"] for route in running.director.status()["routes"]}, {"10.11.12.21", "2001:db8:1::21"},
               "routes that lvsd tells of")
    for load in (running.load, six):
        load.nothing_lost()
        expect(set(load.answers), {"web1", "web2"}, "servers that answered")
    assert {VIP, VIP6, "10.11.12.21", "2001:db8:1::21"} <= {packet.target for packet in seen.packets}
    until(lambda: not own_routes(running.node), "the routes gone with the connections", within=60)
    expect(running.director.status()["drift"]["count"], 0, "drift")
