# SPDX-License-Identifier: GPL-2.0-or-later
"""vsftpd in a node, and a client of it."""
import ftplib
import io
import socket

from harness.clients import SECONDS
from harness.waiting import until

PLACES = """
listen=YES
background=NO
no_anon_password=YES
local_enable=NO
anon_root={root}
secure_chroot_dir={empty}
ftpd_banner={name}
xferlog_enable=NO
"""
SETTINGS = """
anonymous_enable=YES
connect_from_port_20=YES
pasv_min_port=10000
pasv_max_port=20000
pasv_address={seen_as}
"""


def ftp_server(lab, node, name, seen_as, settings=SETTINGS):
    """An FTP server that greets with its name and has it in the file `who`; clients know it as `seen_as`."""
    root, empty = lab.folder / f"{name}.files", lab.folder / f"{name}.empty"
    for folder in (root, empty):
        folder.mkdir(mode=0o755)
    lab.folder.chmod(0o755)
    (root / "who").write_text(name, encoding="ascii")
    config = lab.folder / f"{name}.conf"
    config.write_text(PLACES.format(root=root, empty=empty, name=name) + settings.format(seen_as=seen_as), encoding="ascii")
    lab.daemon(node, name, "/usr/sbin/vsftpd", config).start()
    until(lambda: node.listens(21), f"{name} listening")


class Client(ftplib.FTP):
    """An FTP client whose sockets are in a node, with an address of its own choice."""

    def __init__(self, node, address, source, passive):
        super().__init__(timeout=SECONDS)
        self.node, self.source = node, source
        self.set_pasv(passive)
        self.host, self.port = address, 21
        self.sock = self.open(address, 21)
        self.af = self.sock.family
        self.file = self.sock.makefile("r", encoding=self.encoding)
        self.welcome = self.getresp()

    def bound(self):
        made = self.node.socket(socket.AF_INET, socket.SOCK_STREAM)
        made.settimeout(SECONDS)
        made.setsockopt(socket.IPPROTO_IP, 15, 1)  # IP_FREEBIND
        made.bind((self.source, 0))
        return made

    def open(self, address, port):
        made = self.bound()
        made.connect((address, port))
        return made

    def makeport(self):
        listening = self.bound()
        listening.listen(1)
        self.sendport(self.source, listening.getsockname()[1])
        return listening

    def ntransfercmd(self, cmd, rest=None):
        if self.passiveserver:
            made = self.open(*self.makepasv())
            self.accept_start(cmd)
            return made, None
        with self.makeport() as listening:
            self.accept_start(cmd)
            return listening.accept()[0], None

    def accept_start(self, cmd):
        answer = self.sendcmd(cmd)
        assert answer[0] == "1", answer


def fetch_by_ftp(node, address, source, passive):
    """The server's greeting, and what is in its file `who`."""
    client = Client(node, address, source, passive)
    try:
        client.login()
        content = io.BytesIO()
        client.retrbinary("RETR who", content.write)
        client.quit()
        return client.welcome, content.getvalue().decode()
    finally:
        client.close()
