# SPDX-License-Identifier: GPL-2.0-or-later
"""Router advertisements (RFC 4861, section 4.2), which make a host take their sender for its IPv6 router."""
import socket
import struct

LIFETIME_SECONDS = 1800
ALL_NODES = "ff02::1"


def advertise_router(node, nic):
    with node.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6) as out:
        out.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, nic.encode())
        out.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 255)
        out.sendto(struct.pack("!BBHBBHII", 134, 0, 0, 64, 0, LIFETIME_SECONDS, 0, 0), (ALL_NODES, 0))
