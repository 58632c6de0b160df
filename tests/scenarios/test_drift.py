# SPDX-License-Identifier: GPL-2.0-or-later
"""Somebody else changes the kernel behind lvsd's back."""
import re
import signal
import time
from pathlib import Path

from configs import WEB, nat_config
from harness.director import Director
from harness.kernel_view import everything
from harness.modules import installed_modules, unloaded, with_module
from harness.waiting import expect, until
from topologies import VIP, nat


def assert_healed(lab, within, *damage):
    """Everything is back `within` seconds after the damage, and the log says it once."""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config()).start()
    before = everything(picture.director)
    picture.director.run(*damage)
    begun, looked_at = time.monotonic(), 0

    def is_healed():
        nonlocal looked_at
        looked_at = time.monotonic()  # a look itself takes several slow programs
        return everything(picture.director) == before

    until(is_healed, f"all that was there before {' '.join(damage)}", within + 5)
    took = looked_at - begun
    assert took < within + 1, f"healed after {took:.1f} s, not within {within}"
    told = director.wait_logged("had drifted")
    director.await_looks(2)
    expect(director.wait_logged("had drifted"), told, "what the log says of drift after two more looks")
    expect(director.status()["drift"]["count"], 1, "drifts counted")


def test_an_emptied_table_is_filled_again(lab):
    """after ipvsadm -C everything is back within the observing interval, and the log says so once"""
    assert_healed(lab, 2, "ipvsadm", "-C")


def test_a_removed_server_is_back(lab):
    """a server that somebody removed is back within the observing interval"""
    assert_healed(lab, 2, "ipvsadm", "-d", *WEB.split(), "-r", "10.11.12.22:80")


def test_an_altered_weight_is_put_right(lab):
    """a weight that somebody changed is put right within the observing interval"""
    assert_healed(lab, 2, "ipvsadm", "-e", *WEB.split(), "-r", "10.11.12.22:80", "-m", "-w", "9")


def test_a_removed_vip_is_back_at_once(lab):
    """a floating address that somebody removed is back within a second"""
    assert_healed(lab, 1, "ip", "address", "del", f"{VIP}/24", "dev", "eth0")


def test_a_flushed_ruleset_is_back_at_once(lab):
    """after nft flush ruleset the rules are back within a second"""
    assert_healed(lab, 1, "nft", "flush", "ruleset")


def test_beside_one_who_changes_packet_rules_without_end(lab):
    """beside a program that changes its own packet rules without a pause, lvsd starts, reloads and puts right as ever"""
    picture = nat(lab)
    other = lab.daemon(picture.director, "other", "sh", "-c", "yes 'add table ip other; delete table ip other' | setpriv --pdeathsig KILL nft -i")
    other.start()
    director = Director(lab, picture.director, nat_config()).start()
    for ports in ([80, 443], [80, 8443]):
        config = nat_config() | {"services": [
            {"name": "both", "virtual": {"vip": "public", "ports": ports}, "servers": [{"name": "web1", "address": "10.11.12.21"}]}]}
        director.write(config)
        expect(director.lvsctl("reload")[0], 0, "reload's status")
        rules = picture.director.run("nft", "list", "table", "inet", "lvsd")
        assert f"tcp . {ports[-1]} :" in rules, rules
    picture.director.run("nft", "delete", "table", "inet", "lvsd")
    picture.director.run("ipvsadm", "-C")
    until(lambda: "tcp . 8443 :" in picture.director.run("nft", "list", "ruleset"), "the rules of before")
    until(lambda: "10.11.12.21" in picture.director.run("ipvsadm", "-Ln"), "the table of before")
    assert "error" not in director.status()["last_turn"], director.status()["last_turn"]
    latest = picture.director.run("sh", "-c", "timeout 20 nft monitor | grep -m 1 'new generation'")
    assert int(re.search(r"generation (\d+)", latest)[1]) > 200, f"the other changed little: {latest}"


def test_ipvs_is_loaded_anew(lab):
    """lvsd goes on where somebody took out the module ip_vs and loaded it again, so that netlink has another number for it"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config()).start()
    before = everything(picture.director)

    schedulers = [module for module in installed_modules("ip_vs_*") if Path("/sys/module", module).exists()]
    director.daemon.signal(signal.SIGSTOP)  # what it puts back uses the module
    picture.director.run("ipvsadm", "-C")
    for module in [*schedulers, "ip_vs"]:
        until(lambda module=module: unloaded(module), f"nothing that uses {module} any more ")
    with_module("ip_vs")
    director.daemon.signal(signal.SIGCONT)
    until(lambda: everything(picture.director) == before, "all that was there before")
    director.await_looks(2)
    assert "error" not in director.status()["last_turn"], director.status()["last_turn"]


def test_a_defence_in_the_hands_of_the_kernel_is_no_drift(lab):
    """an automatic defence that the kernel takes out of force is not put back at every look"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config(ipvs={"drop_entry": 2, "secure_tcp": 1}))
    director.start()
    mode = ("sysctl", "-n", "net.ipv4.vs.drop_entry")
    # There is enough memory, and so update_defense_level() makes the 2 a 1.
    until(lambda: picture.director.run(*mode).strip() == "1", "drop_entry out of force")
    director.await_looks(2)
    expect(director.status()["drift"]["count"], 0, "drifts counted")
    picture.director.run("sysctl", "-w", "net.ipv4.vs.drop_entry=0")
    director.wait_logged("had drifted")
