# SPDX-License-Identifier: GPL-2.0-or-later
"""Asking by ARP who has an address."""
import json
import socket
import struct

from harness.capture import ARP, capture
from harness.kernel_view import mac_address
from harness.waiting import until

BROADCAST = b"\xff" * 6


def own_address(node, nic):
    link = json.loads(node.run("ip", "-4", "-j", "address", "show", nic))[0]
    return link["addr_info"][0]["local"]


def ask(node, nic, address):
    sender = bytes.fromhex(mac_address(node, nic).replace(":", ""))
    question = struct.pack("!HHBBH6s4s6x4s", 1, 0x0800, 6, 4, 1, sender,
                           socket.inet_aton(own_address(node, nic)), socket.inet_aton(address))
    with node.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ARP)) as out:
        out.bind((nic, ARP))
        out.send(BROADCAST + sender + struct.pack("!H", ARP) + question)


def who_has(node, nic, address, answers):
    """The MAC addresses that answer, once so many have; more that came by then are among them.

    The wire is a bridge of this kernel: a question is with everybody before the first answer is back.
    """
    with capture(node, nic) as seen:
        def found():
            return {entry.sender_mac for entry in seen.arp if entry.sender == address and not entry.asks}

        ask(node, nic, address)
        until(lambda: len(found()) >= answers, f"{answers} answers to who has {address}")
        ask(node, nic, address)  # and a second time: late answers to the first come before those to this one
        until(lambda: len([entry for entry in seen.arp if entry.sender == address]) >= 2 * answers, "answers again")
        return found()
