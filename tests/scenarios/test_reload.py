# SPDX-License-Identifier: GPL-2.0-or-later
"""The config changes under a running lvsd."""
import re
import signal
import time
from pathlib import Path

from configs import WEB, nat_config, real_server, web
from harness.director import Director
from harness.kernel_view import (addresses, count_syns, counted_syns, everything, ruleset, schedulers_of, services,
                                 syns_sent_again, weights)
from harness.traffic import traffic
from harness.waiting import expect, until
from topologies import VIP, VIP6, nat


def test_a_reload_changes_the_table_under_traffic(lab):
    """SIGHUP with new weights, a new server and a new service loses no connection"""
    picture = nat(lab, servers=3)
    config = nat_config()
    director = Director(lab, picture.director, config).start()
    with traffic(lab, picture.client, VIP) as load:
        load.more(10)
        real_server(config, "web1")["weight"] = 5
        director.write(config)
        director.hang_up()
        expect(weights(picture.director, WEB)["10.11.12.21:80"], 5, "weight of web1")
        load.more(10)
        web(config)["servers"].append({"name": "web3", "address": "10.11.12.23"})
        config["services"].append({**web(config), "name": "other",
                                   "virtual": {"vip": "public", "protocol": "tcp", "ports": [8080]}})
        director.write(config)
        director.hang_up()
        load.more(20)
    load.nothing_lost()
    expect(set(load.answers), {"web1", "web2", "web3"}, "servers that answered")


def test_the_signal_that_comes_with_a_reload(lab):
    """SIGCONT, the unit's ReloadSignal, has a handler, without which a newer systemd does not start the unit, and does nothing"""
    director = Director(lab, lab.node("host"), nat_config()).start()
    process = Path(f"/proc/{director.status()['pid']}/status").read_text(encoding="utf-8")
    handled = int(re.search(r"^SigCgt:\s*([0-9a-f]+)$", process, re.MULTILINE)[1], 16)
    assert handled >> (signal.SIGCONT - 1) & 1, process
    director.daemon.signal(signal.SIGCONT)
    director.hang_up()
    expect(director.log().count(" read: "), 1, "times that the config was read")


def test_a_reload_takes_a_service_away(lab):
    """SIGHUP removes a service and a floating address that the config no longer has"""
    picture = nat(lab)
    config = nat_config()
    config["vips"].append({"name": "second", "address": "192.0.2.11/24", "interface": "eth0", "label": "eth0:2"})
    config["services"].append({**web(config), "name": "other",
                               "virtual": {"vip": "second", "protocol": "tcp", "ports": [80]}})
    director = Director(lab, picture.director, nat_config()).start()
    before = everything(picture.director)
    director.write(config)
    director.hang_up()
    assert "192.0.2.11" in everything(picture.director)
    director.write(nat_config())
    director.hang_up()
    until(lambda: "192.0.2.11" not in everything(picture.director), "the second address and its service gone")
    expect(everything(picture.director), before, "the kernel")


def with_ipv6_by_mark(config):
    """The service web a second time, over IPv6 and with two ports, which is a service by mark."""
    config["vips"] += [{"name": "public6", "address": f"{VIP6}/64", "interface": "eth0"},
                       {"name": "inside6", "address": "2001:db8:1::10/64", "interface": "eth1"}]
    config["services"].append({**web(config), "name": "web6",
                               "virtual": {"vip": "public6", "protocol": "tcp", "ports": [80, 8080]},
                               "servers": [{"address": "2001:db8:1::21"}, {"address": "2001:db8:1::22"}]})
    return config


def test_a_new_scheduler_loses_no_connection(lab):
    """SIGHUP with another scheduler loses no connection, and no client has to send its SYN again"""
    # The kernel has no scheduler for the service for some ten milliseconds while it changes it. New
    # connections wait for that long, and no longer: a SYN without an answer is sent again after a second.
    picture = nat(lab)
    config = with_ipv6_by_mark(nat_config())
    director = Director(lab, picture.director, config).start()
    count_syns(picture.director)
    slowest, before = 0, syns_sent_again(picture.client)
    with traffic(lab, picture.client, VIP, long=4) as load, traffic(lab, picture.client, VIP6, long=4) as load6:
        for scheduler in ("wrr", "lc", "mh", "sh", "rr"):
            load.more(20)
            for service in config["services"]:
                service["scheduler"] = scheduler
            director.write(config)
            begun = time.monotonic()
            director.hang_up()
            slowest = max(slowest, time.monotonic() - begun)
            expect(schedulers_of(picture.director), [scheduler, scheduler], "schedulers")
        load.more(20)
        load6.more(20)
    load.nothing_lost()
    load6.nothing_lost()
    came, went_on = counted_syns(picture.director)
    assert came > 100 and went_on == came, f"{came} SYNs came, {went_on} went on to IPVS"
    if slowest < 1:  # where a whole reload takes longer, as on a busy emulated processor, so may a change in it
        expect(syns_sent_again(picture.client), before, "SYNs that were sent again")
    assert "waiting" not in ruleset(picture.director), ruleset(picture.director)


def test_a_new_scheduler_where_clients_cannot_wait(lab):
    """SIGHUP with another scheduler changes it also where nftables refuses that clients wait meanwhile"""
    picture = nat(lab)
    config = nat_config()
    director = Director(lab, picture.director, config).start()
    picture.director.run("nft", "add", "table", "inet", "lvsd_waiting")  # somebody else's
    web(config)["scheduler"] = "wrr"
    director.write(config)
    director.hang_up()
    expect(schedulers_of(picture.director), ["wrr"], "schedulers")


def assert_refused(lab, director, node, text, *words):
    """A reload with `text` changes nothing and says why: in the log, and to lvsctl reload."""
    before = everything(node)
    director.write(text)
    director.hang_up()
    status, output = director.lvsctl("reload")
    assert status not in (0, 2), f"lvsctl reload exited with {status}\n{output}"
    for word in words:
        assert word in output, f"lvsctl reload does not say '{word}':\n{output}"
        assert word in director.log(), f"the log does not say '{word}':\n{director.log()}"
    expect(everything(node), before, "the kernel")


def test_a_bad_file_changes_nothing(lab):
    """SIGHUP with a truncated, an empty or a wrong file changes nothing and says where the error is"""
    picture = nat(lab)
    config = nat_config()
    director = Director(lab, picture.director, config).start()
    good = director.config_path.read_text()
    with traffic(lab, picture.client, VIP) as load:
        assert_refused(lab, director, picture.director, good[:len(good) // 2], "lvsd.json:")
        assert_refused(lab, director, picture.director, "", "lvsd.json")
        web(config)["servers"][0]["wieght"] = 3
        assert_refused(lab, director, picture.director, config, "/services/0/servers/0/wieght", "weight")
        director.write(good)
        director.hang_up()
        load.more(10)
    load.nothing_lost()
    expect(director.lvsctl("reload")[0], 0, "exit status of lvsctl reload once the file is good again")


def test_a_vip_on_an_interface_that_is_not_there(lab):
    """a VIP whose interface is mistyped stays where it is, and moves without being away once it is right"""
    picture = nat(lab)
    config = nat_config()
    director = Director(lab, picture.director, config).start()
    before = addresses(picture.director)
    public = config["vips"][0]
    label, public["interface"] = public.pop("label"), "eht0"
    with traffic(lab, picture.client, VIP) as load:
        director.write(config)
        director.hang_up()
        assert "interface eht0 does not exist" in director.lvsctl("status")[1], director.lvsctl("status")[1]
        expect(addresses(picture.director), before, "addresses")
        load.more(10)
        public.update(interface="eth0", label=label)
        director.write(config)
        director.hang_up()
        load.more(10)
    load.nothing_lost()
    expect(addresses(picture.director), before, "addresses once the interface is right")
    public.update(interface="eth1", label="eth1:2")
    director.write(config)
    director.hang_up()
    expect(addresses(picture.director), before - {("eth0", f"{VIP}/24", "eth0:1")} | {("eth1", f"{VIP}/24", "eth1:2")},
           "addresses after a move")


def test_a_missing_file_changes_nothing(lab):
    """SIGHUP with no file at all changes nothing"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config()).start()
    before = everything(picture.director)
    director.config_path.unlink()
    director.hang_up()
    director.wait_logged("lvsd.json")
    expect(everything(picture.director), before, "the kernel")
