# SPDX-License-Identifier: GPL-2.0-or-later
"""The pictures that scenarios are played in: nodes and wires, with nothing configured on the director yet."""
from types import SimpleNamespace

from harness.servers import http_server

VIP = "192.0.2.10"
INSIDE_VIP = "10.11.12.10"


def nat(lab, servers=2):
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
    processes = [http_server(lab, node, f"web{n}") for n, node in enumerate(web, 1)]
    return SimpleNamespace(client=client, director=director, web=web, processes=processes)


def floating_by_hand(director):
    """The two floating addresses of the NAT picture, as an administrator would add them."""
    director.batch(f"address add {VIP}/24 dev eth0 label eth0:1", f"address add {INSIDE_VIP}/24 dev eth1 label eth1:1")
