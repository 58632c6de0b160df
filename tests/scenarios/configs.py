# SPDX-License-Identifier: GPL-2.0-or-later
"""Configs for the pictures of topologies.py, as dicts: change a field and write it again."""
import copy

from topologies import INSIDE_VIP, VIP

WEB = f"-t {VIP}:80"

NAT = {
    "director": {"forwarding": True, "observe_every": "2s"},
    "vips": [
        {"name": "public", "address": f"{VIP}/24", "interface": "eth0", "label": "eth0:1"},
        {"name": "inside", "address": f"{INSIDE_VIP}/24", "interface": "eth1", "label": "eth1:1"},
    ],
    "masquerade": [{"source": "10.11.12.0/24", "interface": "eth0"}],
    "services": [
        {
            "name": "web",
            "virtual": {"vip": "public", "protocol": "tcp", "ports": [80]},
            "scheduler": "rr",
            "forward": "nat",
            "servers": [
                {"name": "web1", "address": "10.11.12.21"},
                {"name": "web2", "address": "10.11.12.22"},
            ],
        }
    ],
}


def nat_config(**director):
    """The NAT picture's config, with some settings of the director changed."""
    config = copy.deepcopy(NAT)
    config["director"].update(director)
    return config


def web(config):
    return config["services"][0]


def real_server(config, name):
    """The entry of one server of the service web."""
    return next(entry for entry in web(config)["servers"] if entry["name"] == name)


def without_server(config, name):
    web(config)["servers"] = [entry for entry in web(config)["servers"] if entry["name"] != name]
    return config
