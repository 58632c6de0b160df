# SPDX-License-Identifier: GPL-2.0-or-later
"""A daemon's control socket with answers made up beforehand, for what a real daemon does once in a thousand times."""
import socket
import threading
from contextlib import contextmanager


@contextmanager
def answering(path, answers):
    """Gives each request the next answer, a JSON text; where that is None the connection ends without one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    listener.listen()

    def serve():
        for answer in answers:
            asked, _ = listener.accept()
            with asked:
                asked.recv(65536)
                if answer is not None:
                    asked.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {len(answer)}\r\nConnection: close\r\n\r\n{answer}".encode())

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    with listener:
        yield
        thread.join(10)
        assert not thread.is_alive(), "not every answer was asked for"
