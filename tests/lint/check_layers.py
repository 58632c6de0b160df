#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""check_layers [ROOT]: holds the include lines to the folder tables of CONTRIBUTING.md.

Each row says which folders a folder may include, and which libraries. A pure folder has neither
descriptor nor clock nor log, so it may not include what has them. A new arrow is a new word here.
"""
import re
import sys
from dataclasses import dataclass
from pathlib import Path

LIBRARIES = {  # the beginnings of include names, longest first where one begins another
    "libnl-route": ("netlink/route/",),
    "libnl": ("netlink/",),
    "libmnl": ("libmnl/",),
    "libnftnl": ("libnftnl/",),
    "json": ("nlohmann/",),
    "json schema": ("valijson/",),
    "fmt": ("fmt/",),
    "asio": ("asio.hpp", "asio/"),
    "http server": ("microhttpd.h",),
    "http client": ("curl/",),
    "popt": ("popt.h",),
    "cli11": ("CLI/",),
    "log": ("spdlog/",),
    "systemd": ("systemd/",),
    "byte order": ("arpa/inet.h", "netinet/in.h"),
    "ip_vs.h": ("linux/ip_vs.h",),
}
SYSTEM = re.compile(r"[./]")  # <vector> and <cstdint> have neither; <unistd.h> and <linux/if.h> do
IMPURE = {"fstream", "iostream", "thread", "future", "mutex", "condition_variable", "cstdio", "csignal", "syncstream"}
IMPURE_USE = re.compile(r"filesystem::(?!path\b)\w+")  # a path is a value, a file is not


@dataclass(frozen=True)
class Row:
    pure: bool
    folders: tuple = ()
    libraries: tuple = ()


MODEL, PLAN = "libipvsctl/model", "libipvsctl/plan"
NETLINK, KERNEL = "libipvsctl/netlink", "libipvsctl/kernel"
CODECS = ("libipvsctl/ipvs", "libipvsctl/nft", "libipvsctl/address", "libipvsctl/sysctl")
CONFIG, DESIRED, CONTROL = "lvsd/config", "lvsd/desired", "lvsd/control"
SYSTEM_FOLDER, FILES, STATE = "lvsd/system", "lvsd/files", "lvsd/state"
RECONCILE, NET, SCHEMAS = "lvsd/reconcile", "lvsd/net", "schemas"
LIBRARY = (MODEL, PLAN, NETLINK, *CODECS, KERNEL)
PURE_DAEMON = (CONFIG, DESIRED, CONTROL)
ANY = tuple(LIBRARIES)

ROWS = {
    MODEL: Row(True),
    PLAN: Row(True, (MODEL,)),
    NETLINK: Row(False, (), ("libnl", "libmnl")),
    "libipvsctl/ipvs": Row(False, (MODEL, NETLINK), ("libnl", "libmnl", "ip_vs.h")),
    "libipvsctl/nft": Row(False, (MODEL, PLAN, NETLINK), ("libmnl", "libnftnl")),
    "libipvsctl/address": Row(False, (MODEL, NETLINK), ("libnl", "libnl-route")),
    "libipvsctl/sysctl": Row(False, (MODEL,)),
    KERNEL: Row(False, LIBRARY, ("libnl", "libmnl")),
    SCHEMAS: Row(True),
    CONFIG: Row(True, (MODEL, SCHEMAS), ("json", "json schema", "fmt")),
    DESIRED: Row(True, (MODEL, PLAN, CONFIG), ("json", "fmt")),
    CONTROL: Row(True, (MODEL, PLAN, CONFIG, DESIRED), ("json", "fmt")),
    RECONCILE: Row(False, (MODEL, PLAN, CONFIG, DESIRED, KERNEL), ("fmt",)),
    SYSTEM_FOLDER: Row(False),
    FILES: Row(False, (CONFIG, SYSTEM_FOLDER, MODEL, "libipvsctl/sysctl")),
    STATE: Row(False, (MODEL, DESIRED, RECONCILE, SYSTEM_FOLDER), ("json",)),
    NET: Row(False, (MODEL, PLAN, *PURE_DAEMON, SYSTEM_FOLDER),
             ("asio", "json", "fmt", "http server", "http client")),
    "lvsd/daemon": Row(False, (*LIBRARY, *PURE_DAEMON, SYSTEM_FOLDER, FILES, STATE, RECONCILE, NET), ANY),
    "cli/ipvsadm/arguments": Row(True, (MODEL,), ("popt",)),
    "cli/ipvsadm/listing": Row(True, (MODEL, "libipvsctl/ipvs", "cli/ipvsadm/arguments"), ("json", "fmt")),
    "cli/ipvsadm/restore": Row(True, (MODEL, PLAN, "cli/ipvsadm/arguments"), ("fmt",)),
    "cli/ipvsadm": Row(False, (*LIBRARY, *(f"cli/ipvsadm/{folder}" for folder in ("arguments", "listing", "restore"))), ("popt", "json", "fmt")),
    "cli/lvsctl": Row(False, (*LIBRARY, *PURE_DAEMON, SCHEMAS, SYSTEM_FOLDER, FILES, STATE, RECONCILE),
                      ("cli11", "json", "fmt", "http client")),
}
FREE = ("tests", "bench", "packaging")  # may include everything, and nobody includes them
FOR_ALL_OF_LVSD = {"lvsd/version.hpp"}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)


def row_of(path):
    """The row that a file or an include name belongs to: the longest folder that it lies in."""
    fitting = [folder for folder in ROWS if path.startswith(folder + "/")]
    return max(fitting, key=len, default=None)


def library_of(name):
    for library, beginnings in LIBRARIES.items():
        if name.startswith(beginnings):
            return library
    return None


def wrong_with(folder, bracket, name):
    """Why a file of `folder` may not include `name`; None where it may."""
    row = ROWS[folder]
    if name in FOR_ALL_OF_LVSD:
        return None if folder.startswith(("lvsd/", "cli/lvsctl")) else f"{folder} is not of lvsd"
    if bracket == '"':
        target = row_of(name)
        if target is None:
            return "is no path from the repository's root into a folder of the tables"
        return None if target == folder or target in row.folders else f"{folder} may not include {target}"
    library = library_of(name)
    if library == "byte order":
        return None
    if library is not None:
        return None if library in row.libraries else f"{folder} may not include {library}"
    if row.pure and (SYSTEM.search(name) or name in IMPURE):
        return f"{folder} is pure"
    return None


def errors_of(root, path):
    relative = path.relative_to(root).as_posix()
    folder = row_of(relative)
    if folder is None:
        yield f"{relative}:1: lies in no folder of the tables (tests/lint/check_layers.py)"
        return
    text = path.read_text(encoding="utf-8")
    for match in INCLUDE.finditer(text):
        reason = wrong_with(folder, match[1], match[2])
        if reason:
            line = text.count("\n", 0, match.start()) + 1
            yield f"{relative}:{line}: {match[2]}: {reason}"
    use = IMPURE_USE.search(text) if ROWS[folder].pure else None
    if use:
        yield f"{relative}:{text.count(chr(10), 0, use.start()) + 1}: {use[0]}: {folder} is pure"


def sources(root):
    for top in ("libipvsctl", "lvsd", "cli", "schemas"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in (".hpp", ".cpp"):
                yield path


def check(root):
    return [error for path in sources(root) for error in errors_of(root, path)]


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2]).resolve()
    errors = check(root)
    print("\n".join(errors) or "every include keeps to the tables")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
