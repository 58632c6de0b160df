# SPDX-License-Identifier: GPL-2.0-or-later
"""The config changes under a running lvsd."""
from configs import WEB, nat_config, real_server, web, without_server
from harness.director import Director
from harness.kernel_view import everything, services, weights
from harness.traffic import traffic
from harness.waiting import expect, until
from topologies import VIP, nat


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


def test_a_new_scheduler_breaks_no_connection_that_stands(lab):
    """SIGHUP with a new scheduler breaks no connection that stands; new ones find none for an instant at most

    The kernel itself has no scheduler for the service for some ten milliseconds while it changes it.
    """
    picture = nat(lab)
    config = nat_config()
    director = Director(lab, picture.director, config).start()
    with traffic(lab, picture.client, VIP, short=20, long=4) as load:
        load.more(10)
        web(config)["scheduler"] = "wrr"
        director.write(config)
        director.hang_up()
        load.more(40)
    assert f"-A {WEB} -s wrr" in services(picture.director)
    assert not [line for line in load.lost if "long" in line] and len(load.lost) <= 2, load.lost


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


def test_a_missing_file_changes_nothing(lab):
    """SIGHUP with no file at all changes nothing"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config()).start()
    before = everything(picture.director)
    director.config_path.unlink()
    director.hang_up()
    director.wait_logged("lvsd.json")
    expect(everything(picture.director), before, "the kernel")


def test_a_server_that_leaves_is_drained(lab):
    """a server that leaves the config keeps its connections until they end, takes no new ones, and then is gone"""
    picture = nat(lab)
    config = nat_config()
    web(config)["drain"] = "60s"
    director = Director(lab, picture.director, config).start()
    with traffic(lab, picture.client, VIP, short=10, long=2) as load:
        load.more(10)
        director.write(without_server(config, "web1"))
        director.hang_up()
        expect(weights(picture.director, WEB), {"10.11.12.21:80": 0, "10.11.12.22:80": 1}, "weights while it drains")
        load.more(30)
    load.nothing_lost()


def test_a_drained_server_is_gone_with_its_last_connection(lab):
    """a server that drains is gone soon after its last connection, long before the deadline"""
    picture = nat(lab)
    config = nat_config()
    web(config)["drain"] = "10m"
    director = Director(lab, picture.director, config).start()
    with traffic(lab, picture.client, VIP, short=0, long=2, reset=True) as load:
        load.more(5)
        director.write(without_server(config, "web1"))
        director.hang_up()
        load.more(5)
        expect(weights(picture.director, WEB)["10.11.12.21:80"], 0, "weight of web1 while it drains")
    load.nothing_lost()
    # The kernel forgets a connection ten seconds after its reset.
    until(lambda: weights(picture.director, WEB) == {"10.11.12.22:80": 1}, "web1 gone", within=30)


def test_a_drain_ends_at_its_deadline(lab):
    """a server that drains is gone at its deadline although a connection to it is still open"""
    picture = nat(lab)
    config = nat_config()
    web(config)["drain"] = "3s"
    director = Director(lab, picture.director, config).start()
    with traffic(lab, picture.client, VIP, short=0, long=2) as load:
        load.more(5)
        director.write(without_server(config, "web1"))
        director.hang_up()
        until(lambda: weights(picture.director, WEB) == {"10.11.12.22:80": 1}, "web1 gone", within=10)
