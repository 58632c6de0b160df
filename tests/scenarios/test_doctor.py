# SPDX-License-Identifier: GPL-2.0-or-later
"""lvsctl doctor: each of the things that commonly break a director, made so and found, with its cure tried where it is one."""
import json
import shutil
import socket
from pathlib import Path

from configs import nat_config, web
from harness.answers import SILENCE, answering
from harness.clients import send_from_ports
from harness.director import Director
from harness.examples import config_of, named
from harness.modules import installed_modules, unloaded, without_module
from harness.servers import http_server
from harness.waiting import expect, until
from topologies import INSIDE_VIP, VIP, carry_vips, nat, one_network, routed, unwrap_tunnels


def findings(director, *words):
    """Exit status, and what was found by each check, as texts with their cures."""
    status, output = director.lvsctl("doctor", str(director.config_path), "--json", *words)
    document = json.loads(output)
    expect(document["unseen"], [], "what the doctor could not look at")
    found = {}
    for one in document["findings"]:
        found.setdefault(one["check"], []).append(one)
    return status, found


def problems(director):
    return {check for check, all_of_it in findings(director)[1].items()
            if any(one["severity"] == "problem" for one in all_of_it)}


def page(picture, seconds):
    """What a client gets through the VIP; empty where nothing comes."""
    return picture.client.run("curl", "-s", "-m", str(seconds), f"http://{VIP}/", check=False).strip()


def test_a_healthy_director(lab):
    """on a director that works the doctor finds no problem, and exits with 0"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config()).start()
    status, found = findings(director)
    expect((status, [one for all_of_it in found.values() for one in all_of_it if one["severity"] == "problem"]),
           (0, []), "exit status and problems")


def test_what_breaks_nat(lab):
    """forwarding off, a firewall that drops requests or replies, and replies that miss the director are found; the cure cures"""
    picture = nat(lab)
    config = nat_config()
    del config["director"]["forwarding"]
    director = Director(lab, picture.director, config).start()
    run = picture.director.run

    picture.director.sysctl({"net.ipv4.ip_forward": 0})
    status, found = findings(director)
    expect((status, set(found) & {"forwarding"}), (2, {"forwarding"}), "exit status and finding")
    assert "`web`" in found["forwarding"][0]["object"], found
    picture.director.sysctl({"net.ipv4.ip_forward": 1})

    run("nft", "table inet filter { chain input { type filter hook input priority 0; policy drop; "
        "ct state established,related accept; tcp dport 22 accept; }; }")
    blocked, = findings(director)[1]["firewall"]
    assert not page(picture, 1)
    run("sh", "-c", blocked["cure"])
    assert page(picture, 5).startswith("web")
    assert "firewall" not in problems(director)

    run("nft", "table inet forwarding { chain c { type filter hook forward priority 0; policy drop; "
        "ct state established accept; }; }")
    assert "forwarding c drops the replies" in findings(director)[1]["firewall"][0]["text"]
    run("nft", "delete", "table", "inet", "forwarding")
    expect(set(findings(director)[1]) & {"firewall", "forwarding"}, set(), "what is left of it")

    for node in picture.web:
        node.run("ip", "route", "replace", "blackhole", "192.0.2.0/24")
    run("ipvsadm", "-Z")
    clients = [picture.client.socket(socket.AF_INET, socket.SOCK_STREAM) for _ in range(24)]
    for client in clients:
        client.setblocking(False)
        client.connect_ex((VIP, 80))
    until(lambda: "nat_return" in problems(director), "servers whose replies do not come back")
    for client in clients:
        client.close()
    for node in picture.web:
        node.run("ip", "route", "del", "blackhole", "192.0.2.0/24")
    run("ipvsadm", "-Z")
    expect({page(picture, 5) for _ in range(8)}, {"web1", "web2"}, "servers that answer again")
    # The kernel adds up its counters every two seconds, so they may tell of the SYNs that were sent again before the cure.
    until(lambda: not findings(director)[1].get("nat_return"), "nothing said any more of their replies")


def assert_found_and_cured(picture, director):
    """A chain that drops what IPVS sends is found, and with what cures it for one server after the other they all answer."""
    picture.director.run("nft", "table inet sent { chain c { type filter hook output priority 0; policy drop; "
                         "oifname lo accept; ct state established,related accept; }; }")
    assert not page(picture, 1)
    for _ in picture.web:
        for blocked in findings(director)[1]["firewall"]:
            assert "which IPVS sends to server" in blocked["text"], blocked
            picture.director.run("sh", "-c", blocked["cure"])
        if "firewall" not in problems(director):
            break
    assert "firewall" not in problems(director), findings(director)
    servers = {f"web{n}" for n, _ in enumerate(picture.web, 1)}
    expect({page(picture, 5) for _ in servers}, servers, "servers that answer after the cure")


def test_a_firewall_that_drops_what_is_sent_by_nat(lab):
    """NAT: a firewall that drops in "output" what IPVS sends to servers is found, and the cure lets clients have their pages"""
    picture = nat(lab)
    assert_found_and_cured(picture, Director(lab, picture.director, nat_config()).start())


def test_a_firewall_that_drops_what_is_sent_by_direct_routing(lab):
    """direct routing: the same"""
    picture = one_network(lab, servers=3)
    for n, node in enumerate(picture.web, 1):
        http_server(lab, node, f"web{n}")
        carry_vips(node, VIP)
    config = config_of("direct")
    config["services"] = [named(config["services"], "web")]
    assert_found_and_cured(picture, Director(lab, picture.director, config).start())


def test_a_firewall_that_drops_what_is_sent_by_a_tunnel(lab):
    """tunnel: the same"""
    picture = routed(lab)
    for n, node in enumerate(picture.web, 1):
        unwrap_tunnels(node, n)
        http_server(lab, node, f"web{n}")
    config = config_of("tunnel")
    config["services"] = [named(config["services"], "ipip")]
    assert_found_and_cured(picture, Director(lab, picture.director, config).start())


def test_what_breaks_direct_routing(lab):
    """a real server that answers ARP for the VIP is found, and silencing it as the doctor says cures it"""
    picture = one_network(lab)
    server = picture.web[0]
    server.run("ip", "address", "add", f"{VIP}/32", "dev", "lo")
    server.sysctl({"net.ipv4.conf.all.arp_ignore": 0, "net.ipv4.conf.eth0.arp_ignore": 0})
    config = {"vips": [{"name": "public", "address": f"{VIP}/24", "interface": "eth0"}],
              "services": [{"name": "web", "virtual": {"vip": "public", "protocol": "tcp", "ports": [80]},
                            "forward": "direct", "servers": [{"address": "192.0.2.21"}]}]}
    director = Director(lab, picture.director, config).start()
    rival, = findings(director)[1]["arp"]
    hardware = json.loads(server.run("ip", "-j", "link", "show", "eth0"))[0]["address"]
    assert hardware in rival["text"] and rival["severity"] == "problem", rival
    server.sysctl({"net.ipv4.conf.all.arp_ignore": 1, "net.ipv4.conf.all.arp_announce": 2})
    assert "arp" not in findings(director)[1]


def test_marks_and_clashes(lab):
    """a mark that nothing sets, a foreign service that a mark of ours hides, and a strict rp_filter on a tunnel are found"""
    picture = nat(lab)
    config = nat_config()
    web(config)["virtual"]["ports"] = [80, 443]
    director = Director(lab, picture.director, config).start()
    run = picture.director.run
    run("ipvsadm", "-A", "-f", "77")
    run("ipvsadm", "-A", "-t", f"{VIP}:443")
    run("ip", "link", "add", "wrapped", "type", "ipip", "local", "192.0.2.1", "remote", "192.0.2.100")
    picture.director.sysctl({"net.ipv4.conf.wrapped.rp_filter": 1, "net.ipv4.conf.all.rp_filter": 0})
    found = findings(director)[1]
    assert "mark 77" in found["mark"][0]["object"], found
    assert f"tcp {VIP}:443" in found["clash"][0]["object"] and "`web`" in found["clash"][0]["text"], found
    assert found["rp_filter"][0]["object"] == "wrapped", found
    run("nft", "table inet marks { chain c { type filter hook prerouting priority -150; "
        "tcp dport 8443 meta mark set 77; }; }")
    run("sh", "-c", found["clash"][0]["cure"])
    run("sh", "-c", found["rp_filter"][0]["cure"])
    expect(set(findings(director)[1]) & {"mark", "clash", "rp_filter"}, set(), "what is left of it")
    picture.director.sysctl({"net.ipv4.conf.wrapped.rp_filter": 2})
    assert "no address" in findings(director)[1]["rp_filter"][0]["text"]
    run("ip", "address", "add", "192.0.2.66/32", "dev", "wrapped")
    assert "rp_filter" not in findings(director)[1]


def test_a_doctor_without_lvsd_or_config(lab):
    """without lvsd the doctor says that it does not run and what is missing; for people it prints whom, what and the cure"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config())
    found = findings(director)[1]
    assert "lvsd" in found and "vip" in found and "drift" in found, found
    status, text = director.lvsctl("doctor", str(director.config_path))
    assert status == 2 and "problem: VIP `public`: " in text and "    cure: lvsctl apply" in text, text
    http_server(lab, picture.client, "outside")
    status, text = director.lvsctl("doctor", "/nonexistent.json")
    expect(status, 2, "exit status of a doctor without the config that is asked for")
    assert "/nonexistent.json: cannot open it: No such file or directory" in text, text
    director.config_path.write_text('{"services": 5}', encoding="utf-8")
    status, found = findings(director)
    expect(status, 2, "exit status of a doctor who sees a config with errors")
    assert "/services: " in found["config"][0]["text"], found


def test_a_daemon_that_does_not_answer(lab):
    """beside an lvsd that never answers, ends in the middle of an answer or answers with an error the doctor says so, and goes on"""
    picture = nat(lab, serve=False)
    director = Director(lab, picture.director, nat_config())
    for answer, words in ((None, "gave no answer"), ((500, '{"error": "no buffer space"}'), "no buffer space"),
                          (SILENCE, "gave no answer within 10s")):
        with answering(director.folder / "run/control.sock", [answer]):
            status, found = findings(director)
        silent, = found["lvsd"]
        expect((status, silent["severity"]), (2, "problem"), "exit status and severity")
        assert words in silent["text"] and "drift" in found and "vip" in found, found
    with answering(director.folder / "run/control.sock", [None]):
        status, output = director.lvsctl("doctor", "--json")
    found = {one["check"] for one in json.loads(output)["findings"]}
    assert status == 2 and "lvsd" in found and "config" not in found, output


def test_a_config_elsewhere(lab):
    """without FILE the doctor looks at the config of the running lvsd, which that was given by a path from another folder"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config())
    words = ["lvsd.json" if word == str(director.config_path) else word for word in director.daemon.command]
    director.daemon.command = ["sh", "-c", 'cd "$0" && exec "$@"', str(director.folder), *words]
    director.start()
    expect(director.status()["config"]["file"], str(director.config_path), "the file in the status")
    status, output = director.lvsctl("doctor", "--json")
    expect((status, json.loads(output)["unseen"]), (0, []), "exit status, and what was not looked at")
    director.write('{"services": 5}')
    status, output = director.lvsctl("doctor", "--json")
    wrong = next(one for one in json.loads(output)["findings"] if one["check"] == "config")
    assert status == 2 and wrong["cure"].startswith(f"lvsctl check {director.config_path} "), output
    status, said = director.lvsctl("reload")
    assert status == 78 and said.startswith("lvsd.json:"), (status, said)


def test_a_scheduler_without_its_module(lab):
    """a scheduler that this kernel has no module for is found, one that is installed is not"""
    picture = nat(lab)
    config = nat_config()
    web(config)["scheduler"] = "twos"
    director = Director(lab, picture.director, config).start()
    found = {one["object"] for one in findings(director)[1].get("scheduler", [])}
    expect(found, set() if "ip_vs_twos" in installed_modules("ip_vs_*") else {"scheduler `twos`"}, "schedulers missing")
    web(config)["scheduler"] = "sed"
    director.write(config)
    director.hang_up()
    assert "scheduler" not in findings(director)[1]


def test_a_kernel_without_ipvs(lab):
    """a kernel without IPVS is a finding, beside whatever else there is to find"""
    director = Director(lab, nat(lab, serve=False).director, {"services": 7})
    for scheduler in installed_modules("ip_vs_*"):
        unloaded(scheduler)
    with without_module("ip_vs"):
        status, output = director.lvsctl("doctor", str(director.config_path), "--json")
    expect(status, 2, "exit status of lvsctl doctor")
    found = {one["check"]: one["text"] for one in json.loads(output)["findings"]}
    assert "this kernel has no IPVS" in found["ipvs"] and "/services" in found["config"], found


def test_masquerading_without_conntrack(lab):
    """masquerading while net.ipv4.vs.conntrack is 0 is found, and the parameter cures it"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config()).start()
    advice, = findings(director)[1]["conntrack"]
    expect((advice["severity"], advice["object"]), ("advice", "10.11.12.0/24 out of eth0"), "severity and whom it hurts")
    picture.director.run("sh", "-c", advice["cure"].split(", or ")[1])
    assert "conntrack" not in findings(director)[1]


def test_a_connection_table_that_is_too_small(lab):
    """connections for which the table of IPVS is too small are found, and no more once they are gone"""
    picture = nat(lab, serve=False)
    config = nat_config(timeouts={"udp": "30s"})
    web(config)["virtual"] = {"vip": "public", "protocol": "udp", "port": 7}
    director = Director(lab, picture.director, config).start()

    def advice():
        return findings(director)[1].get("connection_table", [{"text": "", "cure": ""}])[0]
    expect(advice()["text"], "", "advice at first")
    send_from_ports(picture.client, VIP, 7, range(10000, 27000))  # four for each of the 4,096 places
    assert "a table of 4096 places" in advice()["text"]
    until(lambda: "conn_tab_bits=15" in advice()["cure"], "places for these, when no more come", within=20)
    until(lambda: not advice()["text"], "a table that is large enough", within=60)


def test_who_else_keeps_services_and_marks(lab):
    """another program that keeps virtual services, and rules of others that set a mark of ours, are found while they are; VRRP is none"""
    picture = nat(lab)
    config = nat_config()
    web(config)["mark"] = 80
    director = Director(lab, picture.director, config).start()
    assert "clash" not in findings(director)[1]
    program = lab.folder / "keepalived"
    shutil.copy(shutil.which("sleep"), program)
    other = lab.daemon(picture.director, "keepalived", program, "infinity")
    other.start()
    picture.director.run("nft", "table inet theirs { chain c { type filter hook prerouting priority -150; "
                         "tcp dport 8443 meta mark set 80; }; }")
    until(lambda: {one["object"] for one in findings(director)[1].get("clash", [])} == {"keepalived", "mark 80"},
          "both clashes")
    other.kill()
    picture.director.run("nft", "delete", "table", "inet", "theirs")
    until(lambda: "clash" not in findings(director)[1], "no clash any more")
    shutil.copy(shutil.which("dash"), program)
    vrrp = lab.daemon(picture.director, "vrrp", program, "-c", "kill -STOP $$", "--vrrp").start()
    until(lambda: "(stopped)" in Path(f"/proc/{vrrp.process.pid}/status").read_text(), "keepalived for VRRP alone")
    expect(Path(f"/proc/{vrrp.process.pid}/comm").read_text(), "keepalived\n", "its name")
    assert "clash" not in findings(director)[1]


def test_ways_that_replies_and_requests_take(lab):
    """a strict rp_filter where clients are answered by another interface, and a NAT server behind a router, are found"""
    picture = routed(lab)
    config = nat_config()
    web(config)["virtual"]["vip"] = "inside"
    director = Director(lab, picture.director, config).start()
    expect(set(findings(director)[1]) & {"rp_filter", "nat_return"}, set(), "findings at first")
    picture.director.sysctl({"net.ipv4.conf.eth1.rp_filter": 1})
    advice, = findings(director)[1]["rp_filter"]
    expect((advice["severity"], advice["object"]), ("advice", "eth1"), "severity and whom it hurts")
    picture.director.run("sh", "-c", advice["cure"])
    web(config)["servers"].append({"name": "far", "address": "198.51.100.21"})
    director.write(config)
    director.hang_up()
    found = findings(director)[1]
    assert "behind the router 192.0.2.254" in found["nat_return"][0]["text"] and "rp_filter" not in found, found
    web(config)["servers"].pop()
    director.write(config)
    director.hang_up()
    assert "rp_filter" not in findings(director)[1] and "nat_return" not in problems(director)


def test_addresses_in_wrong_places(lab):
    """a VIP that is not there or whose interface is down, and an address on a loopback that ARP gives away, are found; the cures cure"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config()).start()
    run = picture.director.run
    run("ip", "address", "add", f"{INSIDE_VIP}9/32", "dev", "lo")
    advice, = findings(director)[1]["arp"]
    expect((advice["severity"], advice["object"]), ("advice", f"{INSIDE_VIP}9 on lo"), "severity and whom it hurts")
    run("sh", "-c", advice["cure"])
    expect(set(findings(director)[1]) & {"arp", "vip", "lvsd", "drift"}, set(), "what is left of it")
    expect(director.stop(), 0, "exit status")
    run("ip", "address", "del", f"{VIP}/24", "dev", "eth0")
    found = findings(director)[1]
    expect({one["object"] for one in found["vip"]}, {"VIP `public`"}, "VIPs that are missing")
    assert {"lvsd", "drift"} <= set(found), found
    expect(director.lvsctl("apply", str(director.config_path))[0], 0, "exit status of lvsctl apply")
    expect(set(findings(director)[1]) & {"vip", "drift"}, set(), "what is left once applied")
    run("ip", "link", "set", "eth0", "down")
    down, = findings(director)[1]["vip"]
    expect((down["severity"], down["object"]), ("problem", "VIP `public`"), "severity and whom it hurts")
    assert "eth0 is down" in down["text"], down
    run("sh", "-c", down["cure"].partition(";")[0])
    expect(set(findings(director)[1]) & {"vip", "drift"}, set(), "what is left once it is up")
    config = nat_config()
    config["services"].append({**web(config), "name": "mistaken", "virtual": {"address": "192.0.2.11", "port": 81}})
    director.write(config)
    advice, = findings(director)[1]["vip"]
    expect((advice["severity"], advice["object"]), ("advice", "service `mistaken`"), "severity and whom it hurts")
