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


def http_server(lab, node, name, port=80, host=None):
    """An HTTP/1.1 server on all addresses of the node, of both families, or on `host`; its process id."""
    async def start():
        await asyncio.start_server(lambda reader, writer: http_session(name, reader, writer), host, port,
                                   backlog=512, reuse_address=True)

    return in_node(lab, node, start)


def udp_server(lab, node, name, port, host="0.0.0.0"):
    """Answers every datagram with the server's name."""
    async def start():
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        await asyncio.get_running_loop().create_datagram_endpoint(lambda: UdpName(name), (host, port), family=family)

    return in_node(lab, node, start)
