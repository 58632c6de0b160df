#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""check_format [--mend]: every C++ file is as clang-format 14 writes it."""
import os
import subprocess
import sys
from pathlib import Path

import check_files


def main():
    root = Path(__file__).parents[2].resolve()
    names = [name for name in check_files.files(root) if name.endswith((".cpp", ".hpp"))]
    what = ["-i"] if "--mend" in sys.argv else ["--dry-run", "-Werror"]
    shares = [names[i::os.cpu_count()] for i in range(os.cpu_count())]
    running = [subprocess.Popen(["clang-format-14", *what, *share], cwd=root) for share in shares if share]
    return 1 if any([process.wait() for process in running]) else 0


if __name__ == "__main__":
    sys.exit(main())
