# SPDX-License-Identifier: GPL-2.0-or-later
"""Small real servers that answer with their name."""
import asyncio
import os
import signal
import socket


def http_answer(name, peer):
    body = f"{name}\n".encode()
    return (f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nServer: {name}\r\n"
            f"X-Client: {peer}\r\n\r\n").encode() + body


async def http_session(name, reader, writer):
    """Answers every request of a connection with the server's name, until the client closes it."""
    peer = writer.get_extra_info("peername")[0]
    try:
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(http_answer(name, peer))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


class UdpName(asyncio.DatagramProtocol):
    def __init__(self, name):
        self.name = name

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        self.transport.sendto(self.name.encode(), address)


def run_loop(start, ready):
    """Serves what `start()` sets up until SIGTERM; writes one byte to `ready` once it does."""
    async def main():
        await start()
        os.write(ready, b"+")
        ended = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
        await ended.wait()

    asyncio.run(main())


def in_node(lab, node, start):
    ready, tell = os.pipe()
    child = lab.fork(node, lambda: run_loop(start, tell))
    os.close(tell)
    assert os.read(ready, 1) == b"+", f"a server in {node.name} did not start"
    os.close(ready)
    return child


async def listen(name, port, host=None, tls=None):
    await asyncio.start_server(lambda reader, writer: http_session(name, reader, writer), host, port,
                               backlog=512, reuse_address=True, ssl=tls)


def http_server(lab, node, name, port=80, host=None, tls=None):
    """An HTTP/1.1 server on all addresses of the node, of both families, or on `host`; its process id.

    `port` may be several; `tls` is what makes it one of HTTPS.
    """
    async def start():
        for each in [port] if isinstance(port, int) else port:
            await listen(name, each, host, tls)

    return in_node(lab, node, start)


async def listen_udp(answering, host, port):
    """`answering()` makes the protocol that has the datagrams."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
    if ":" in host:
        listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    listening.bind((host, port))
    await asyncio.get_running_loop().create_datagram_endpoint(answering, sock=listening)


def udp_server(lab, node, name, port, hosts=("0.0.0.0", "::")):
    """Answers every datagram to any of `hosts` with the server's name.

    A host that has several addresses answers by the one that its route prefers: where the VIP is its own
    (direct routing, tunnel), `hosts` must name it.
    """
    async def start():
        for host in hosts:
            for each in [port] if isinstance(port, int) else port:
                await listen_udp(lambda: UdpName(name), host, each)

    return in_node(lab, node, start)
