# SPDX-License-Identifier: GPL-2.0-or-later
"""Waiting for what is to become true, with a deadline; and saying what was there instead."""
import difflib
import time

STEP = 0.02


class Skip(Exception):
    """This scenario cannot run here, and why."""


def until(condition, what, within=10):
    """The first true value of `condition()`.

    Fails after `within` seconds, with `what` was waited for and what there was last.
    """
    deadline = time.monotonic() + within
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"within {within} s there should have been {what}; there was {value!r}")
        time.sleep(STEP)


def expect(found, wanted, what):
    """Fails, showing both, or how two texts differ, where `found` is not `wanted`."""
    if found == wanted:
        return
    if isinstance(found, str) and "\n" in found:
        differences = difflib.unified_diff(wanted.splitlines(), found.splitlines(), "wanted", "found", "", "", 0, "")
        raise AssertionError(f"{what}:\n  " + "\n  ".join(differences))
    raise AssertionError(f"{what}:\n  wanted: {wanted!r}\n  found:  {found!r}")
