# SPDX-License-Identifier: GPL-2.0-or-later
"""What passes one NIC of a node.

    with capture(node, "eth0") as seen:
        …
    seen.packets      # of IP
    seen.arp          # of ARP
"""
import socket
import struct
from contextlib import contextmanager
from typing import NamedTuple

EVERYTHING = socket.htons(0x0003)
IPV4, IPV6, ARP = 0x0800, 0x86DD, 0x0806
FOR_OTHERS, OUTGOING = 3, 4
TCP, UDP, IPIP, IPV6_IN_IP, GRE = 6, 17, 4, 41, 47


class Packet(NamedTuple):
    outgoing: bool
    from_mac: str
    to_mac: str
    source: str
    target: str
    protocol: int
    payload: bytes

    @property
    def ports(self):
        return struct.unpack("!HH", self.payload[:4])

    @property
    def udp_checksum(self):
        return struct.unpack("!H", self.payload[6:8])[0]


class Arp(NamedTuple):
    outgoing: bool
    asks: bool
    sender_mac: str
    sender: str
    target: str


def mac(octets):
    return octets.hex(":")


def packet_of(frame, outgoing, kind):
    sender, receiver, body = mac(frame[6:12]), mac(frame[:6]), frame[14:]
    if kind == IPV4:
        head = 4 * (body[0] & 15)
        return Packet(outgoing, sender, receiver, socket.inet_ntop(socket.AF_INET, body[12:16]),
                      socket.inet_ntop(socket.AF_INET, body[16:20]), body[9], body[head:])
    return Packet(outgoing, sender, receiver, socket.inet_ntop(socket.AF_INET6, body[8:24]),
                  socket.inet_ntop(socket.AF_INET6, body[24:40]), body[6], body[40:])


def arp_of(frame, outgoing):
    operation, sender_mac, sender, target = struct.unpack("!6xH6s4s6x4s", frame[14:42])
    return Arp(outgoing, operation == 1, mac(sender_mac), socket.inet_ntoa(sender), socket.inet_ntoa(target))


class Seen:
    """What passed until now, or until the capture ended."""

    def __init__(self, node, nic):
        self.socket = node.socket(socket.AF_PACKET, socket.SOCK_RAW, EVERYTHING)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        self.socket.bind((nic, 3))
        self.socket.setblocking(False)
        self.read_packets, self.read_arp = [], []

    def read(self):
        try:
            while self.socket.fileno() >= 0:
                frame, (_, kind, direction, *_) = self.socket.recvfrom(65536)
                if direction == FOR_OTHERS:  # a bridge sends to all ports what it has not learnt the place of
                    continue
                if kind in (IPV4, IPV6):
                    self.read_packets.append(packet_of(frame, direction == OUTGOING, kind))
                elif kind == ARP:
                    self.read_arp.append(arp_of(frame, direction == OUTGOING))
        except BlockingIOError:
            pass

    @property
    def packets(self):
        self.read()
        return self.read_packets

    @property
    def arp(self):
        self.read()
        return self.read_arp


@contextmanager
def capture(node, nic):
    seen = Seen(node, nic)
    try:
        yield seen
        seen.read()
    finally:
        seen.socket.close()
