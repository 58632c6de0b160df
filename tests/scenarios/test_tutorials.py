# SPDX-License-Identifier: GPL-2.0-or-later
"""The tutorials of doc/: each of their commands, in the picture that they show."""
import re

from harness.ftp import ftp_server
from harness.servers import http_server, udp_server
from harness.tls import server_context
from harness.tutorial import DOC, Tutorial
from harness.waiting import expect, until
from topologies import VIP, nat, one_network, routed


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


def test_the_web_servers_of_the_tutorials(lab):
    """tutorial: what answers with a machine's name where there are no web servers yet"""
    texts = [(DOC / name).read_text(encoding="utf-8") for name in ("nat.md", "marks.md")]
    servers = [block for text in texts for block in re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]
    picture = nat(lab, serve=False)
    for n, node in enumerate(picture.web, 1):
        named = f"hostname web{n}; echo 127.0.1.1 web{n} > /tmp/hosts; mount --bind /tmp/hosts /etc/hosts"  # a name that no DNS is asked for
        terminals = "".join(f"(\n{server}) &\nwhile [ ! -e /tmp/www/index.html ]; do sleep 0.1; done\n" for server in servers)
        alone = f"mount -t tmpfs none /tmp; {named}; {terminals} wait"
        lab.daemon(node, f"pages of web{n}", "unshare", "--mount", "--uts", "--pid", "--fork", "--kill-child", "sh", "-c", alone).start()
        for port in 80, 8080, 443:
            until(lambda node=node, port=port: node.listens(port), f"web{n} listening on {port}", 60)   # Pythons that start, maybe beside others
        for address in (f"10.11.12.{20 + n}", f"[2001:db8:1::{20 + n}]"):
            expect(picture.director.run("curl", "-s", f"http://{address}/"), f"web{n}\n", f"what {address} answers")
        expect(picture.director.run("curl", "-s", f"http://10.11.12.{20 + n}:8080/"), f"shop on web{n}\n", "the shop")
        expect(picture.director.run("curl", "-sk", f"https://10.11.12.{20 + n}/"), f"web{n}\n", "what comes by TLS")


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
        node.sysctl({"net.ipv4.conf.default.rp_filter": 2})   # as systemd has it
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
        ftp_server(lab, node, f"ftp{n}", VIP, settings=settings_of_the_tutorial())
    play(lab, "ftp", picture)


def settings_of_the_tutorial():
    settings, = re.findall(r"^```ini\n(.*?)^```$", (DOC / "ftp.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert f"pasv_address={VIP}\n" in settings, settings
    return settings
