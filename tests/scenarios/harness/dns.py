# SPDX-License-Identifier: GPL-2.0-or-later
"""A name server that answers every question with its own name, by UDP and TCP, and clients of it (RFC 1035)."""
import asyncio
import socket
import struct

from harness.clients import SECONDS, family_of
from harness.servers import in_node, listen_udp

TXT, IN = 16, 1
QUESTION = b"\x02ns\x03lab\x00" + struct.pack("!HH", TXT, IN)


def answer_to(query, name):
    """RFC 1035, section 4.1: the query again as an answer, with one TXT record."""
    head = query[:2] + struct.pack("!HHHHH", 0x8400, 1, 1, 0, 0)
    text = bytes([len(name)]) + name.encode()
    return head + query[12:] + struct.pack("!HHHIH", 0xC00C, TXT, IN, 0, len(text)) + text


def name_in(answer):
    assert answer[:2] == b"no" and len(answer) > 12 + len(QUESTION) + 13, answer
    return answer[12 + len(QUESTION) + 13:].decode()


class ByUdp(asyncio.DatagramProtocol):
    def __init__(self, name):
        self.name = name

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        self.transport.sendto(answer_to(data, self.name), address)


async def by_tcp(name, reader, writer):
    length = struct.unpack("!H", await reader.readexactly(2))[0]
    answer = answer_to(await reader.readexactly(length), name)
    writer.write(struct.pack("!H", len(answer)) + answer)
    await writer.drain()
    writer.close()


def dns_server(lab, node, name):
    async def start():
        for host in ("0.0.0.0", "::"):
            await asyncio.start_server(lambda reader, writer: by_tcp(name, reader, writer), host, 53)
            await listen_udp(lambda: ByUdp(name), host, 53)

    return in_node(lab, node, start)


def query():
    return b"no" + struct.pack("!HHHHH", 0, 1, 0, 0, 0) + QUESTION


def name_by_udp(node, address):
    with node.socket(family_of(address), socket.SOCK_DGRAM) as made:
        made.settimeout(SECONDS)
        made.connect((address, 53))
        made.send(query())
        return name_in(made.recv(512))


def name_by_tcp(node, address):
    with node.socket(family_of(address), socket.SOCK_STREAM) as made:
        made.settimeout(SECONDS)
        made.connect((address, 53))
        made.send(struct.pack("!H", len(query())) + query())
        with made.makefile("rb") as file:
            return name_in(file.read(struct.unpack("!H", file.read(2))[0]))
