# SPDX-License-Identifier: GPL-2.0-or-later
"""Clients in a node: connections that are held, pages, datagrams; and which server answered each."""
import selectors
import socket
import struct
from contextlib import ExitStack, contextmanager

SECONDS = 5
REQUEST = b"GET / HTTP/1.1\r\nHost: lab\r\n\r\n"
RESET_AT_ONCE = struct.pack("ii", 1, 0)


def family_of(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def may_have_any_address(made, family):
    """Lets a socket be bound to an address that only a route calls local."""
    level, freebind = (socket.IPPROTO_IP, 15) if family == socket.AF_INET else (socket.IPPROTO_IPV6, 78)
    made.setsockopt(level, freebind, 1)


class Connection:
    """An open TCP connection; `server` is who answers it. Closing it resets it, which leaves no state behind."""

    def __init__(self, node, address, port=80, source=None, tls=None):
        self.socket = node.socket(family_of(address), socket.SOCK_STREAM)
        self.socket.settimeout(SECONDS)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_ONCE)
        try:
            if source:
                may_have_any_address(self.socket, family_of(address))
                self.socket.bind((source, 0))
            self.socket.connect((address, port))
            if tls:
                self.socket = tls.wrap_socket(self.socket)
            self.server = self.ask()
        except OSError:
            self.socket.close()
            raise

    def ask(self):
        """The name of the server that answers one more request."""
        self.socket.sendall(REQUEST)
        answer = b""
        while not answer.endswith(b"\n") or answer.endswith(b"\r\n"):
            more = self.socket.recv(4096)
            if not more:
                raise ConnectionError("closed without an answer")
            answer += more
        return answer.rsplit(b"\r\n", 1)[1].decode().strip()

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def page(node, address, port=80, source=None, tls=None):
    """Who answers one request of a connection of its own; "refused" or "no answer" where nobody does."""
    try:
        with Connection(node, address, port, source, tls) as connection:
            return connection.server
    except ConnectionRefusedError:
        return "refused"
    except OSError:
        return "no answer"


def pages(node, address, count, port=80, source=None):
    return [page(node, address, port, source) for _ in range(count)]


@contextmanager
def held(node, address, count, port=80):
    """So many open connections, each made when the one before it had its answer."""
    with ExitStack() as stack:
        yield [stack.enter_context(Connection(node, address, port)) for _ in range(count)]


def send_from(node, address, port, source):
    made = node.socket(family_of(address), socket.SOCK_DGRAM)
    if source:
        may_have_any_address(made, family_of(address))
        made.bind((source, 0))
    made.setblocking(False)
    made.sendto(b"who?", (address, port))
    return made


def send_from_ports(node, address, port, sources):
    """An empty datagram over IPv4 from each of these ports, none of which gets to know of an answer."""
    with node.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP) as raw:
        for source in sources:
            raw.sendto(struct.pack("!HHHH", source, port, 8, 0), (address, 0))


def collect(sockets, address, port):
    """The answer that each socket gets, or None; fails where one comes from elsewhere than was asked."""
    answers = {made: None for made in sockets}
    with selectors.DefaultSelector() as selector:
        for made in sockets:
            selector.register(made, selectors.EVENT_READ)
        while selector.get_map():
            ready = selector.select(SECONDS)
            if not ready:
                break
            for key, _ in ready:
                answer, (host, from_port, *_) = key.fileobj.recvfrom(2048)
                assert (host, from_port) == (address, port), f"asked {address}:{port}, {host}:{from_port} answered"
                answers[key.fileobj] = answer.decode()
                selector.unregister(key.fileobj)
    return [answers[made] for made in sockets]


def datagrams(node, address, port, count=1, sources=None):
    """Who answers a datagram from each of `count` ports, or of each of `sources`; None where nobody does."""
    sockets = [send_from(node, address, port, source) for source in sources or [None] * count]
    try:
        return collect(sockets, address, port)
    finally:
        for made in sockets:
            made.close()
