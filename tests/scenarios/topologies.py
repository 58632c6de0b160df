# SPDX-License-Identifier: GPL-2.0-or-later
"""The pictures that scenarios are played in: nodes and wires, with nothing configured on the director yet."""
from types import SimpleNamespace

from harness.modules import with_module
from harness.servers import http_server

VIP = "192.0.2.10"
INSIDE_VIP = "10.11.12.10"
VIP6 = "2001:db8::10"
INSIDE_VIP6 = "2001:db8:1::10"


def nat(lab, servers=2, serve=True):
    """Two NICs, two floating addresses, and real servers behind.

        client ──────── eth0 director eth1 ──┬── web1
        192.0.2.100     .1             .1    ├── web2
                        VIP .10        .10   └── …     10.11.12.21, .22, … by way of 10.11.12.10
    """
    public, inside = lab.segment("public"), lab.segment("inside")
    client = lab.node("client", eth0=(public, "192.0.2.100/24", "2001:db8::100/64"))
    director = lab.node("director", eth0=(public, "192.0.2.1/24", "2001:db8::1/64"),
                        eth1=(inside, "10.11.12.1/24", "2001:db8:1::1/64"))
    director.sysctl({"net.ipv4.ip_forward": 1, "net.ipv6.conf.all.forwarding": 1})
    web = [lab.node(f"web{n}", gateway=(INSIDE_VIP, "2001:db8:1::10"),
                    eth0=(inside, f"10.11.12.{20 + n}/24", f"2001:db8:1::{20 + n}/64"))
           for n in range(1, servers + 1)]
    processes = [http_server(lab, node, f"web{n}") for n, node in enumerate(web, 1) if serve]
    return SimpleNamespace(client=client, director=director, web=web, processes=processes)


def floating_by_hand(director):
    """The two floating addresses of the NAT picture, as an administrator would add them."""
    director.batch(f"address add {VIP}/24 dev eth0 label eth0:1", f"address add {INSIDE_VIP}/24 dev eth1 label eth1:1")


def one_network(lab, servers=2, directors=1):
    """All in one network: real servers answer the client themselves. The VIPs are on them too (carry_vips).

        client ──┬── director .1     ──┬── web1  192.0.2.21
        .100     └── director2 .2      ├── web2  192.0.2.22
                     VIP .10           └── …
    """
    wire = lab.segment("wire")
    client = lab.node("client", eth0=(wire, "192.0.2.100/24", "2001:db8::100/64"))
    team = [lab.node(f"director{n}", eth0=(wire, f"192.0.2.{n}/24", f"2001:db8::{n}/64"))
            for n in range(1, directors + 1)]
    web = [lab.node(f"web{n}", eth0=(wire, f"192.0.2.{20 + n}/24", f"2001:db8::{20 + n}/64"))
           for n in range(1, servers + 1)]
    return SimpleNamespace(client=client, director=team[0], directors=team, web=web)


def routed(lab, servers=2):
    """A router between all networks: NAT, direct routing and tunnels all work, each with its own way back.

        client ─────────── router ─────── public ───── director
        198.51.100.100     │ .254       192.0.2.0/24    │ .1, VIP .10
                           │ .254                       │ .1, .10
                           └──── inside 10.11.12.0/24 ──┴── web1 .21, web2 .22, …

    A real server's default route is the director's inside address, which NAT wants; what it sends from a
    VIP goes by the router instead.
    """
    outside, public, inside = lab.segment("outside"), lab.segment("public"), lab.segment("inside")
    client = lab.node("client", gateway=("198.51.100.1", "2001:db8:c::1"),
                      eth0=(outside, "198.51.100.100/24", "2001:db8:c::100/64"))
    router = lab.node("router", eth0=(outside, "198.51.100.1/24", "2001:db8:c::1/64"),
                      eth1=(public, "192.0.2.254/24", "2001:db8::fe/64"),
                      eth2=(inside, "10.11.12.254/24", "2001:db8:1::fe/64"))
    director = lab.node("director", gateway=("192.0.2.254", "2001:db8::fe"),
                        eth0=(public, "192.0.2.1/24", "2001:db8::1/64"),
                        eth1=(inside, "10.11.12.1/24", "2001:db8:1::1/64"))
    for node in (router, director):
        node.sysctl({"net.ipv4.ip_forward": 1, "net.ipv6.conf.all.forwarding": 1})
    web = [lab.node(f"web{n}", gateway=(INSIDE_VIP, INSIDE_VIP6),
                    eth0=(inside, f"10.11.12.{20 + n}/24", f"2001:db8:1::{20 + n}/64"))
           for n in range(1, servers + 1)]
    for node in web:
        carry_vips(node, VIP, VIP6)
        node.batch(f"rule add from {VIP} lookup 100", "route add default via 10.11.12.254 table 100")
        node.batch(f"rule add from {VIP6} lookup 100", "route add default via 2001:db8:1::fe table 100", options=["-6"])
    return SimpleNamespace(client=client, router=router, director=director, web=web)


def carry_vips(node, *vips):
    """Puts VIPs on a real server's loopback, and keeps it from answering or asking ARP in their name."""
    node.sysctl({"net.ipv4.conf.all.arp_ignore": 1, "net.ipv4.conf.all.arp_announce": 2})
    node.batch(*(f"address add {vip}/{128 if ':' in vip else 32} dev lo" for vip in vips))


def unwrap_tunnels(node, number, gre6=""):
    """Makes the real server of that number in routed() unwrap every kind of tunnel; web2 wants gre's checksum.

    With gre6="icsum" it wants that of gre over IPv6 too.
    """
    with_module("fou")
    inside, inside6 = f"10.11.12.{20 + number}", f"2001:db8:1::{20 + number}"
    devices = {"t-ipip": f"ipip local {inside}", "t-sit": f"sit local {inside}", "t-gre": f"gre {'icsum' if number == 2 else ''} local {inside}",
               "t-six": f"ip6tnl mode any local {inside6}", "t-gre6": f"ip6gre {gre6} local {inside6}"}
    node.batch("fou add port 6080 gue", *(f"link add {name} type {kind}" for name, kind in devices.items()),
               *(f"link set {name} up" for name in devices))
    node.batch("fou add port 6080 gue", options=["-6"])


def crowd(client, *others):
    """Makes the client as many clients as are in 10.99.0.0/16 and 2001:db8:99::/48, which the others can answer."""
    client.batch("route add local 10.99.0.0/16 dev lo", "route add local 2001:db8:99::/48 dev lo")
    for node in others:
        node.batch("route add 10.99.0.0/16 via 192.0.2.100", "route add 2001:db8:99::/48 via 2001:db8::100")
