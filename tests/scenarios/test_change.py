# SPDX-License-Identifier: GPL-2.0-or-later
"""The config of doc/examples/nat.json changes under a load of short and long connections; what is lost is counted."""
from contextlib import contextmanager

from configs import WEB
from harness.capture import TCP, capture
from harness.clients import Connection
from harness.director import Director
from harness.examples import config_of, named
from harness.kernel_view import services, weights
from harness.servers import http_server
from harness.traffic import traffic
from harness.waiting import expect, until
from topologies import VIP, nat, routed


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


def connection_to(server, client):
    """An open connection that this server happens to answer."""
    while True:
        connection = Connection(client, VIP)
        if connection.server == server:
            return connection
        connection.close()


def test_a_server_moves_from_nat_to_direct_routing_under_load(lab):
    """change: a server that is drained, moved from NAT to direct routing and brought back costs no connection"""
    # The kernel keeps one route for a server. While there are connections by NAT that may be NAT's, by which it looks
    # for the VIP itself behind the director when it forwards directly: new connections would fail.
    picture = routed(lab)
    for n, node in enumerate(picture.web, 1):
        http_server(lab, node, f"web{n}")
    with under_load(lab, picture, long=0, reset=True) as running, capture(picture.web[0], "eth0") as seen:
        with connection_to("web1", picture.client) as connection:
            expect(running.director.lvsctl("drain", "web1", "--service", "web")[0], 0, "exit status of lvsctl drain")
            running.load.more(10)
            expect(connection.ask(), "web1", "who answers on the connection that was open before the drain")
        until(lambda: running.director.server("web", "web1")["state"] == "drained", "web1 drained", within=30)
        running.server("web1")["forward"] = "direct"
        running.change()
        expect(targets(seen), {"10.11.12.21"}, "addresses that packets from the client had at web1, with NAT")
        expect(running.director.lvsctl("undrain", "web1", "--service", "web")[0], 0, "exit status of lvsctl undrain")
        assert f"-a {WEB} -r 10.11.12.21:80 -g -w 1" in services(running.node), services(running.node)
        until(lambda: VIP in targets(seen), "packets for the VIP itself at web1")
        running.load.more(20)
    running.load.nothing_lost()
    expect(set(running.load.answers), {"web1", "web2"}, "servers that answered")


def targets(seen):
    return {packet.target for packet in seen.packets
            if packet.protocol == TCP and packet.source == "198.51.100.100" and not packet.outgoing}
