# SPDX-License-Identifier: GPL-2.0-or-later
"""lvsd is killed at any moment and started again."""
import random
import signal
import threading

from configs import nat_config, real_server
from harness.director import Director
from harness.kernel_view import everything
from harness.traffic import traffic
from harness.waiting import expect, until
from topologies import VIP, nat


def kill_after(director, seconds):
    """SIGKILL from beside, so that it falls into the middle of whatever is done meanwhile."""
    timer = threading.Timer(seconds, director.daemon.signal, [signal.SIGKILL])
    timer.start()
    return timer


def test_killed_at_random_moments_it_ends_in_the_same_state(lab):
    """SIGKILL at random moments of starting and reloading, then a start: the same state, and no connection lost"""
    picture = nat(lab)
    config = nat_config()
    director = Director(lab, picture.director, config).start()
    moments = random.Random(7)
    with traffic(lab, picture.client, VIP) as load:
        load.more(5)
        for turn in range(8):
            real_server(config, "web1")["weight"] = 1 + turn % 3
            director.write(config)
            if turn % 2:
                director.daemon.signal(signal.SIGHUP)
            else:
                director.kill()
                director.daemon.start()
            kill_after(director, moments.uniform(0, 0.3)).join()
            director.daemon.wait()
            load.more(3)
        director.start()
        after = everything(picture.director)
        load.more(10)
        director.hang_up()
        expect(director.status()["last_turn"]["steps"], 0, "steps of a reload after the last start")
    load.nothing_lost()
    assert "10.11.12.21:80 -m -w 2" in after, after


def test_what_a_killed_lvsd_made_is_still_its_own(lab):
    """a service that the config lost while lvsd was dead is removed by the next start: it is known to be ours"""
    picture = nat(lab)
    config = nat_config()
    config["services"].append({**config["services"][0], "name": "other",
                               "virtual": {"vip": "public", "protocol": "tcp", "ports": [81]}})
    director = Director(lab, picture.director, config).start()
    assert ":81" in everything(picture.director)
    director.kill()
    director.write(nat_config())
    director.start()
    until(lambda: ":81" not in everything(picture.director), "no service on port 81")
