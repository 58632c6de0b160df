#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""check_files [ROOT]: what every file of the project must have: its licence line and a last newline.

Looks at what git knows and at what it would add. Data for tests is left as it is.
"""
import re
import subprocess
import sys
from pathlib import Path

SPDX = "SPDX-License-Identifier: GPL-2.0-or-later"
CODE = re.compile(r"\.(cpp|hpp|py|sh|bash|service|nft)$|(^|/)meson(\.build|_options\.txt)$")
DATA = re.compile(r"^(tests/(fuzz/corpus|cases)/|tests/.*/(cases|data|listings)/)")
BROKEN_SPACE = re.compile(r"[ \t]+$", re.MULTILINE)


def is_code(name, text):
    return bool(CODE.search(name)) or text.startswith("#!")


def errors_of(name, text):
    """What is wrong with the file `name` that holds `text`."""
    if text and not text.endswith("\n"):
        yield f"{name}: has no newline at its end"
    if is_code(name, text):
        if SPDX not in "\n".join(text.splitlines()[:2]):
            yield f"{name}:1: the line '{SPDX}' is missing"
        for match in BROKEN_SPACE.finditer(text):
            yield f"{name}:{text.count(chr(10), 0, match.start()) + 1}: blanks at the end of the line"


def files(root):
    """The names of all files of the project, as seen from its root, but for the data of tests."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    names = [name for name in listed.split("\0") if name and not DATA.search(name)]
    return [name for name in names if (root / name).is_file() and not (root / name).is_symlink()]


def check(root):
    errors = []
    for name in files(root):
        errors += errors_of(name, (root / name).read_bytes().decode("utf-8", "replace"))
    return errors


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2]).resolve()
    errors = check(root)
    print("\n".join(errors) or "every file has its licence line and its last newline")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
