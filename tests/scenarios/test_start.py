# SPDX-License-Identifier: GPL-2.0-or-later
"""lvsd starts: on an empty kernel, on one that something else has filled, and with what cannot be."""
from configs import WEB, nat_config, web
from harness.advertisement import advertise_router
from harness.director import Director
from harness.kernel_view import addresses, everything, ruleset, services, weights
from harness.modules import without_module
from harness.servers import http_server
from harness.traffic import traffic
from harness.waiting import expect, until
from topologies import INSIDE_VIP, VIP, VIP6, floating_by_hand, nat

WEB_AS_SAVED = {f"-A {WEB} -s rr", f"-a {WEB} -r 10.11.12.21:80 -m -w 1", f"-a {WEB} -r 10.11.12.22:80 -m -w 1"}


def test_lvsd_makes_what_its_config_says(lab):
    """an empty kernel has the services, floating addresses and masquerading of the config once lvsd is ready"""
    picture = nat(lab)
    before = addresses(picture.director)
    Director(lab, picture.director, nat_config()).start()
    expect(services(picture.director), WEB_AS_SAVED, "ipvsadm -Sn")
    expect(addresses(picture.director) - before,
           {("eth0", f"{VIP}/24", "eth0:1"), ("eth1", f"{INSIDE_VIP}/24", "eth1:1")}, "floating addresses")
    assert "masquerade" in ruleset(picture.director), ruleset(picture.director)
    pages = [picture.client.run("curl", "-s", "-m", "5", f"http://{VIP}/").strip() for _ in range(4)]
    expect(sorted(pages), ["web1", "web1", "web2", "web2"], "pages through the VIP")


def test_real_servers_go_out_by_the_director(lab):
    """what a real server starts itself leaves with the director's address"""
    picture = nat(lab)
    http_server(lab, picture.client, "outside", port=8080)
    Director(lab, picture.director, nat_config()).start()
    head = picture.web[0].run("curl", "-s", "-m", "5", "-D", "-", "http://192.0.2.100:8080/").splitlines()
    assert "X-Client: 192.0.2.1" in head or f"X-Client: {VIP}" in head, head


def test_a_route_that_forwarding_costs(lab):
    """lvsctl check warns of a default route by router advertisement that forwarding costs, and has the cure"""
    picture = nat(lab)
    node = picture.director
    node.sysctl({"net.ipv6.conf.all.forwarding": 0, "net.ipv6.conf.eth0.accept_ra": 1})

    def route():
        return node.run("ip", "-6", "route", "show", "default", "dev", "eth0").strip()

    def advertised():
        advertise_router(picture.client, "eth0")
        return route()

    until(advertised, "a default route by router advertisement")
    director = Director(lab, node, nat_config())
    status, told = director.lvsctl("check", str(director.config_path))
    assert status == 0 and "router advertisement on eth0" in told, told
    director.start()
    expect(route(), "", "the default route of a host that forwards")
    director.stop()
    node.sysctl({"net.ipv6.conf.all.forwarding": 0})
    node.run("sh", "-c", told.split("first ")[1].splitlines()[0])
    until(advertised, "a default route again")
    assert "advertisement" not in director.lvsctl("check", str(director.config_path))[1]
    director.start()
    assert route(), "the route is gone in spite of the cure"


def test_a_vip_that_is_the_hosts_own_address(lab):
    """an address that the host has does for a VIP as it is, and stays at a release; when it goes, lvsd has its own"""
    picture = nat(lab)
    own = "192.0.2.1"
    before = addresses(picture.director)
    config = nat_config(on_stop="release")
    config["vips"][0] = {"name": "public", "address": own, "interface": "eth0"}
    director = Director(lab, picture.director, config)
    status, told = director.lvsctl("check", str(director.config_path))
    assert status == 0 and f"VIP `public`: this host has {own}/24 on eth0 already" in told, told
    director.start()
    expect(picture.client.run("curl", "-s", "-m", "5", f"http://{own}/").strip()[:3], "web", "a page")
    assert ("eth0", f"{own}/24", "") in addresses(picture.director), addresses(picture.director)
    director.wait_logged(f"the VIP {own}/24 on eth0 was made by others")
    assert director.status()["vips"][0]["foreign"], director.status()["vips"]
    assert "up, made by others" in director.lvsctl("status")[1]
    expect(director.stop(), 0, "exit status")
    expect(addresses(picture.director), before, "addresses after the release")
    director.start()
    picture.director.run("ip", "address", "delete", f"{own}/24", "dev", "eth0")
    until(lambda: ("eth0", f"{own}/32", "") in addresses(picture.director), "an address of lvsd's own")
    director.kill()
    (director.folder / "run/record.json").unlink()
    director.start()
    assert not director.status()["vips"][0]["foreign"], "an address that the kernel knows to be lvsd's"
    assert "this host has" not in director.lvsctl("check", str(director.config_path))[1]
    expect(director.stop(), 0, "exit status")
    expect(addresses(picture.director), before - {("eth0", f"{own}/24", "")}, "addresses after the second release")


def test_a_vip_that_another_host_has_too(lab):
    """an IPv6 address that is there but another host has too serves nobody: lvsd says so, and adds its own once it is gone"""
    picture = nat(lab)
    duplicate = f"{VIP6}/64"
    picture.client.run("ip", "address", "add", duplicate, "dev", "eth0", "nodad")
    picture.director.sysctl({"net.ipv6.conf.eth0.accept_dad": 1})
    picture.director.run("ip", "address", "add", duplicate, "dev", "eth0")
    until(lambda: "dadfailed" in picture.director.run("ip", "-6", "address", "show", "dev", "eth0"),
          "an address that is known to be another host's")
    config = nat_config()
    config["vips"].append({"name": "public6", "address": duplicate, "interface": "eth0"})
    director = Director(lab, picture.director, config).start()
    told = director.lvsctl("status")[1]
    assert "if `ip -6 address` shows it as dadfailed, it serves nobody" in told, told
    assert not director.status()["vips"][2]["present"], director.status()["vips"]
    picture.client.run("ip", "address", "delete", duplicate, "dev", "eth0")
    picture.director.run("ip", "address", "delete", duplicate, "dev", "eth0")
    until(lambda: director.status()["vips"][2]["present"], "an address of lvsd's own")
    expect(director.status()["refused"], [], "what is refused")
    assert "dadfailed" not in picture.director.run("ip", "-6", "address", "show", "dev", "eth0")


def test_several_ports_are_one_service_by_mark(lab):
    """two ports of a VIP become one service by firewall mark, and pages come through both"""
    picture = nat(lab)
    for n, node in enumerate(picture.web, 1):
        http_server(lab, node, f"web{n} on 443", port=443)
    config = nat_config()
    web(config)["virtual"]["ports"] = [80, 443]
    Director(lab, picture.director, config).start()
    saved = services(picture.director)
    assert all(" -f " in line for line in saved) and len(saved) == 3, saved
    for port, suffix in ((80, ""), (443, " on 443")):
        pages = [picture.client.run("curl", "-s", "-m", "5", f"http://{VIP}:{port}/").strip() for _ in range(2)]
        expect(sorted(pages), [f"web1{suffix}", f"web2{suffix}"], f"pages through port {port}")


def test_a_table_that_fits_is_adopted_under_traffic(lab):
    """a start over a table that something else made adopts what matches, edits the rest and loses no connection"""
    picture = nat(lab)
    floating_by_hand(picture.director)
    picture.director.run("ipvsadm", "-A", *WEB.split(), "-s", "rr")
    picture.director.run("ipvsadm", "-a", *WEB.split(), "-r", "10.11.12.21:80", "-m", "-w", "7")
    with traffic(lab, picture.client, VIP) as load:
        Director(lab, picture.director, nat_config()).start()
        expect(services(picture.director), WEB_AS_SAVED, "ipvsadm -Sn")
        load.more(20)
    load.nothing_lost()
    expect(set(load.answers), {"web1", "web2"}, "servers that answered")


FOREIGN = {"-A -t 198.51.100.7:25 -s wrr", "-a -t 198.51.100.7:25 -r 10.9.9.9:25 -g -w 3"}


def with_foreign(lab, foreign):
    picture = nat(lab)
    picture.director.run("ipvsadm", "-A", "-t", "198.51.100.7:25", "-s", "wrr")
    picture.director.run("ipvsadm", "-a", "-t", "198.51.100.7:25", "-r", "10.9.9.9:25", "-g", "-w", "3")
    return picture, Director(lab, picture.director, nat_config(foreign=foreign)).start()


def test_foreign_services_are_kept_and_shown(lab):
    """services that lvsd did not make are left alone and shown by status, where the config says keep"""
    picture, director = with_foreign(lab, "keep")
    expect(services(picture.director), WEB_AS_SAVED | FOREIGN, "ipvsadm -Sn")
    expect(director.status()["foreign"], ["tcp 198.51.100.7:25"], "foreign services in status")
    expect(director.stop(), 0, "exit status")
    expect(services(picture.director), WEB_AS_SAVED | FOREIGN, "ipvsadm -Sn after the stop")


def test_foreign_services_are_removed_on_request(lab):
    """services that lvsd did not make are removed where the config says so"""
    picture, _ = with_foreign(lab, "remove")
    expect(services(picture.director), WEB_AS_SAVED, "ipvsadm -Sn")


def test_a_refused_scheduler_hurts_only_its_own_service(lab):
    """a scheduler that the kernel does not have keeps its own service out, and status says so; the others work"""
    picture = nat(lab)
    config = nat_config()
    config["services"].append({**web(config), "name": "odd", "scheduler": "lblcr",
                               "virtual": {"vip": "public", "protocol": "tcp", "ports": [81]}})
    with without_module("ip_vs_lblcr"):
        director = Director(lab, picture.director, config).start()
        expect(services(picture.director), WEB_AS_SAVED, "ipvsadm -Sn")
        expect(picture.client.run("curl", "-s", "-m", "5", f"http://{VIP}/").strip()[:3], "web", "a page of the other")
        refused = director.status()["refused"]
        assert "odd" in str(refused) and "lblcr" in str(refused), refused
        assert "lblcr" in director.lvsctl("status")[1]
        assert len(director.wait_logged("refused by the kernel")) == 1, director.log()


def test_a_bad_config_keeps_lvsd_from_starting(lab):
    """lvsd with a bad config exits with 78, says where the error is, and touches nothing"""
    picture = nat(lab)
    before = everything(picture.director)
    config = nat_config()
    web(config)["schedular"] = "rr"
    director = Director(lab, picture.director, config)
    director.daemon.start()
    expect(director.daemon.wait(), 78, "exit status")
    assert "/services/0/schedular" in director.log() and "did you mean" in director.log(), director.log()
    expect(everything(picture.director), before, "the kernel")


def test_without_its_capability_lvsd_does_not_start(lab):
    """lvsd without CAP_NET_ADMIN ends with 77, and says what it wants"""
    director = Director(lab, lab.node("host"), nat_config())
    director.daemon.command = ["setpriv", "--bounding-set=-net_admin", *director.daemon.command]
    director.daemon.start()
    expect(director.daemon.wait(), 77, f"exit status of lvsd, which said {director.daemon.log()}")
    assert "IPVS wants CAP_NET_ADMIN in the initial user namespace: Operation not permitted" in director.daemon.log(), director.daemon.log()


def test_stopping_keeps_everything(lab):
    """SIGTERM leaves everything where it is, and the next start changes nothing"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config()).start()
    before = everything(picture.director)
    with traffic(lab, picture.client, VIP) as load:
        expect(director.stop(), 0, "exit status")
        expect(everything(picture.director), before, "the kernel after the stop")
        load.more(10)
        director.start()
        expect(director.status()["last_turn"]["steps"], 0, "steps of the second start")
    load.nothing_lost()
    expect(weights(picture.director, WEB), {"10.11.12.21:80": 1, "10.11.12.22:80": 1}, "weights")


def test_stopping_releases_everything_on_request(lab):
    """SIGTERM takes away what lvsd made, and nothing else, where the config says release"""
    picture = nat(lab)
    picture.director.run("ipvsadm", "-A", "-t", "198.51.100.7:25", "-s", "wrr")
    before = everything(picture.director)
    director = Director(lab, picture.director, nat_config(on_stop="release")).start()
    expect(director.stop(), 0, "exit status")
    expect(everything(picture.director), before, "the kernel")
