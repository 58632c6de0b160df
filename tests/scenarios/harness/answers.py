# SPDX-License-Identifier: GPL-2.0-or-later
"""A daemon's control socket with answers made up beforehand, for what a real daemon does once in a thousand times."""
import socket
import threading
from contextlib import contextmanager

SILENCE = object()  # no answer, until whoever asked has gone


def next_client(listener):
    """The next who asks; who only looks whether somebody listens is not."""
    while True:
        client, _ = listener.accept()
        if client.recv(65536):
            return client
        client.close()


def reply(client, answer):
    if answer is None:
        return
    if answer is SILENCE:
        client.recv(1)
        return
    status, text = answer if isinstance(answer, tuple) else (200, answer)
    client.sendall(f"HTTP/1.1 {status} Said\r\nContent-Length: {len(text)}\r\nConnection: close\r\n\r\n{text}".encode())


@contextmanager
def answering(path, answers):
    """Gives each request the next answer: a JSON text, or an HTTP status and one, or SILENCE; where that is None the connection
    ends without one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    listener.listen()

    def serve():
        for answer in answers:
            with next_client(listener) as client:
                reply(client, answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    with listener:
        yield
        thread.join(60)
        assert not thread.is_alive(), "not every answer was asked for"
