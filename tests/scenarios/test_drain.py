# SPDX-License-Identifier: GPL-2.0-or-later
"""Servers that leave keep the connections they have, and take no new ones."""
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from configs import WEB, nat_config, web, without_server
from harness.answers import answering
from harness.clients import held, page, pages
from harness.director import Director
from harness.kernel_view import weights
from harness.traffic import traffic
from harness.waiting import expect, until
from topologies import VIP, nat


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
    """a server that drains is gone at its deadline, which a restart does not move, although a connection is open"""
    picture = nat(lab)
    config = nat_config()
    web(config)["drain"] = "10s"
    director = Director(lab, picture.director, config).start()
    with traffic(lab, picture.client, VIP, short=0, long=2) as load:
        load.more(5)
        director.write(without_server(config, "web1"))
        director.hang_up()
        before = only(director.status()["leaving"])
        director.kill()
        director.start()
        after = only(director.status()["leaving"])
        expect(after["server"], before["server"], "the server that leaves")
        assert after["seconds_left"] <= before["seconds_left"], f"{before} before the restart, {after} after it"
        until(lambda: weights(picture.director, WEB) == {"10.11.12.22:80": 1}, "web1 gone", within=20)


def only(entries):
    assert len(entries) == 1, f"not one but {entries}"
    return entries[0]


def assert_draining(director, node, at_most):
    """web1 takes nothing new, and is said to drain; the seconds it has left at most."""
    expect(weights(node, WEB), {"10.11.12.21:80": 0, "10.11.12.22:80": 1}, "weights while web1 drains")
    said = director.server("web", "web1")
    expect(said["state"], "draining", "state of web1")
    assert said["seconds_left"] <= at_most, f"web1 has {said['seconds_left']} s left, had {at_most}"
    return said["seconds_left"]


def test_a_drain_by_hand_survives_whatever_happens_to_lvsd(lab):
    """lvsctl drain: connections go on, new ones go elsewhere, through reload, restart and SIGKILL, until undrain"""
    picture = nat(lab)
    config = nat_config()
    web(config)["drain"] = "10m"
    director = Director(lab, picture.director, config).start()
    with held(picture.client, VIP, 2) as connections:
        expect(director.lvsctl("drain", "web1")[0], 0, "exit status of lvsctl drain")
        left = assert_draining(director, picture.director, 600)
        for again in (director.hang_up, lambda: (director.stop(), director.start()),
                      lambda: (director.kill(), director.start())):
            again()
            left = assert_draining(director, picture.director, left)
            expect(sorted(connection.ask() for connection in connections), ["web1", "web2"], "answers on open ones")
            expect(Counter(pages(picture.client, VIP, 3)), {"web2": 3}, "answers on new ones")
        expect(director.lvsctl("undrain", "web1")[0], 0, "exit status of lvsctl undrain")
        expect(weights(picture.director, WEB), {"10.11.12.21:80": 1, "10.11.12.22:80": 1}, "weights after undrain")
        expect(set(pages(picture.client, VIP, 4)), {"web1", "web2"}, "servers that answer after undrain")
        expect(sorted(connection.ask() for connection in connections), ["web1", "web2"], "answers on the first two")


def is_cut(connection):
    try:
        connection.ask()
    except ConnectionError:
        return True
    return False


def test_a_drain_by_hand_can_be_cut_short(lab):
    """lvsctl drain --now takes a server out with its connections, whether it was draining or not, and it stays out over a restart"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config(ipvs={"expire_nodest_conn": True})).start()
    for steps in ([["--now"]], [[], ["--now"]]):
        with held(picture.client, VIP, 2) as connections:
            for options in steps:
                expect(director.lvsctl("drain", "web1", *options)[0], 0, f"exit status of lvsctl drain {options}")
            expect(weights(picture.director, WEB), {"10.11.12.22:80": 1}, "servers at once")
            expect(director.server("web", "web1")["state"], "drained", "state of web1")
            expect({connection.server: is_cut(connection) for connection in connections}, {"web1": True, "web2": False}, "what is cut")
        director.stop()
        director.start()
        expect(set(pages(picture.client, VIP, 4)), {"web2"}, "servers that answer after a restart")
        expect(director.lvsctl("undrain", "web1")[0], 0, "exit status of lvsctl undrain")
        expect(set(pages(picture.client, VIP, 4)), {"web1", "web2"}, "servers that answer after undrain")


def test_a_server_that_leaves_can_be_removed_by_hand(lab):
    """a server that drains is not put back where somebody removes it by ipvsadm"""
    picture = nat(lab)
    config = nat_config(observe_every="1s")
    director = Director(lab, picture.director, config).start()
    with held(picture.client, VIP, 2):
        director.write(without_server(config, "web1"))
        director.hang_up()
        expect(weights(picture.director, WEB), {"10.11.12.21:80": 0, "10.11.12.22:80": 1}, "weights while it drains")
        picture.director.run("ipvsadm", "-d", *WEB.split(), "-r", "10.11.12.21:80")
        director.hang_up()
        expect(weights(picture.director, WEB), {"10.11.12.22:80": 1}, "servers after another turn")


def test_without_a_server_clients_are_refused(lab):
    """where every server has the weight 0, or is out of service, new clients are refused at once and do not wait"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config()).start()
    for out, back in ((["weight", "0"], ["weight", "--reset"]), (["drain", "--now"], ["undrain"])):
        for server in "web1", "web2":
            assert page(picture.client, VIP) in ("web1", "web2")
            expect(director.lvsctl(out[0], server, *out[1:])[0], 0, f"exit status of lvsctl {out}")
        expect(page(picture.client, VIP), "refused", f"a client after lvsctl {out}")
        for server in "web1", "web2":
            expect(director.lvsctl(back[0], server, *back[1:])[0], 0, f"exit status of lvsctl {back}")


def test_a_weight_by_hand_follows_its_server(lab):
    """lvsctl weight holds when the service gets another port, and its servers with it"""
    picture = nat(lab)
    config = nat_config()
    director = Director(lab, picture.director, config).start()
    expect(director.lvsctl("weight", "web1", "7")[0], 0, "exit status of lvsctl weight")
    web(config)["virtual"] = {"vip": "public", "protocol": "tcp", "port": 8080}
    director.write(config)
    director.hang_up()
    expect(weights(picture.director, f"-t {VIP}:8080")["10.11.12.21:8080"], 7, "weight of web1 at its new port")
    director.stop()
    director.start()
    expect(weights(picture.director, f"-t {VIP}:8080")["10.11.12.21:8080"], 7, "weight of web1 after a restart")


def test_a_drain_by_hand_can_be_waited_for(lab):
    """lvsctl drain --wait returns when the server's connections are gone, and the server with them, through a restart too"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config()).start()
    with ThreadPoolExecutor() as pool:
        with held(picture.client, VIP, 2):
            waiting = pool.submit(director.lvsctl, "drain", "web1", "--wait")
            until(lambda: weights(picture.director, WEB)["10.11.12.21:80"] == 0, "web1 draining")
            director.stop()
            director.start()
            assert not waiting.done(), waiting.result()
        status, output = waiting.result()  # a connection that was reset is counted for 10 s
    expect(status, 0, f"exit status of lvsctl drain --wait, which said {output}")
    expect(weights(picture.director, WEB), {"10.11.12.22:80": 1}, "servers once lvsctl has returned")
    expect(director.server("web", "web1")["state"], "drained", "state of web1")
    expect(director.lvsctl("undrain", "web1")[0], 0, "exit status of lvsctl undrain")
    expect(set(pages(picture.client, VIP, 2)), {"web1", "web2"}, "servers that answer after undrain")


def test_a_drain_that_is_taken_back_is_not_over(lab):
    """lvsctl drain --wait fails where somebody brings the server back meanwhile, or the config has it no more"""
    picture = nat(lab)
    config = nat_config()
    web(config)["drain"] = "10m"
    director = Director(lab, picture.director, config).start()
    with ThreadPoolExecutor() as pool, held(picture.client, VIP, 2):
        waiting = pool.submit(director.lvsctl, "drain", "web1", "--wait")
        until(lambda: weights(picture.director, WEB)["10.11.12.21:80"] == 0, "web1 draining")
        expect(director.lvsctl("undrain", "web1")[0], 0, "exit status of lvsctl undrain")
        status, output = waiting.result()
        assert status == 1 and "web1 is not drained: somebody brought it back meanwhile" in output, (status, output)
        waiting = pool.submit(director.lvsctl, "drain", "web1", "--wait")
        until(lambda: weights(picture.director, WEB)["10.11.12.21:80"] == 0, "web1 draining again")
        web(config)["name"] = "renamed"
        web(config)["servers"][0]["name"] = "other"
        director.write(config)
        director.hang_up()
        status, output = waiting.result()
        assert status == 1 and "web1 is not drained: the config has it no more" in output, (status, output)


def test_a_daemon_that_ends_while_it_is_asked(lab):
    """lvsctl drain --wait goes on where the daemon ends in the middle of an answer, and where it is not open to all yet"""
    picture = nat(lab, serve=False)
    director = Director(lab, picture.director, nat_config())
    done = {"reason": "request", "at": "", "took_ms": 0, "steps": 1, "carried_out": 1, "refused": [], "servers": []}
    web_drained = {"name": "web", "servers": [{"name": "web1", "address": "10.11.12.21:80", "state": "drained"}]}
    answers = [json.dumps(done), None, None, (403, '{"error": "not yet"}'), json.dumps({"services": [web_drained]})]
    with answering(director.folder / "run/control.sock", answers):
        expect(director.lvsctl("drain", "web1", "--wait"), (0, "1 of 1 step carried out\n"), "exit status and output")
