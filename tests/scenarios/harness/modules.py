# SPDX-License-Identifier: GPL-2.0-or-later
"""The kernel's modules: one to have, one to lack."""
import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

from harness.waiting import Skip, until

HIDDEN = Path("/run/modprobe.d/lvsd-lab.conf")


def with_module(module):
    """Loads what nothing loads by itself; fails where it is neither there nor built in."""
    subprocess.run(["modprobe", module], check=True)


def unloaded(module):
    """Whether the kernel is without the module now: it takes out one that nothing uses."""
    subprocess.run(["rmmod", module], check=False, stderr=subprocess.DEVNULL)
    return not Path("/sys/module", module).exists()


@contextmanager
def without_module(module):
    """A kernel that neither has `module` nor finds it meanwhile, as if it were not installed."""
    HIDDEN.parent.mkdir(exist_ok=True)
    HIDDEN.write_text(f"install {module} /bin/false\n", encoding="ascii")
    try:
        if Path("/sys/module", module).exists() and not Path("/sys/module", module, "initstate").exists():
            raise Skip(f"{module} is built into this kernel")
        until(lambda: unloaded(module), f"nothing that uses {module} any more")
        yield
    finally:
        HIDDEN.unlink()


def installed_modules(pattern):
    """The names of this kernel's modules that are like `pattern`."""
    folder = Path("/lib/modules", os.uname().release, "kernel")
    return {path.name.split(".ko")[0] for path in folder.rglob(f"{pattern}.ko*")}
