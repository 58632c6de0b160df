# SPDX-License-Identifier: GPL-2.0-or-later
"""Without permission, without IPVS."""
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from named.bench import expect, expect_equal, test


def run_as_nobody(program, words):
    ran = subprocess.run(["setpriv", "--reuid=65534", "--clear-groups", program, *words], capture_output=True, text=True,
                         check=False)
    return ran.returncode, ran.stdout, ran.stderr


@test("without permission ours says what the original says")
def without_permission_the_original_says_what_ours_says(bench):
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        ours = shutil.copy(bench.ours_path, Path(folder, "ipvsadm"))
        for words in (["-L", "-n"], ["-A", "-t", "10.0.0.1:80"], ["-Q"], []):
            expect_equal(run_as_nobody(bench.theirs_path, words), run_as_nobody(ours, words), " ".join(words))
        for words in (["-h"], ["-v"], ["--help"], ["--version"]):
            status, out, err = run_as_nobody(ours, words)
            expect_equal((status, err), (0, ""))
            expect(out.startswith("ipvsadm v1.31 2019/12/24 (compiled with popt and IPVS v1.2.1)\n"), out)
