# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes a case that fails as small as it can be while it still fails."""
from dataclasses import replace

from generate import Case


def smaller_sequences(items):
    """`items` without a half, without a quarter, …, without one."""
    size = len(items) // 2
    while size > 0:
        for begin in range(0, len(items), size):
            yield items[:begin] + items[begin + size:]
        size //= 2
    if len(items) == 1:
        yield items[:0]


def smaller_runs(run):
    lines = run.stdin.split("\n")
    if run.stdin:
        for fewer in smaller_sequences(lines):
            yield replace(run, stdin="\n".join(fewer))
        for at, line in enumerate(lines):
            for words in smaller_sequences(line.split(" ")):
                yield replace(run, stdin="\n".join([*lines[:at], " ".join(words), *lines[at + 1:]]))
    for words in smaller_sequences(run.words):
        yield replace(run, words=words)


def smaller_cases(case):
    for runs in smaller_sequences(case.runs):
        if runs:
            yield Case(case.setup, runs)
    for setup in smaller_sequences(case.setup):
        yield Case(setup, case.runs)
    for at, run in enumerate(case.runs):
        for smaller in smaller_runs(run):
            yield Case(case.setup, case.runs[:at] + (smaller,) + case.runs[at + 1:])


def shrink(case, fails, attempts=300):
    """The smallest case found for which fails(case) still holds."""
    progress = True
    while progress and attempts > 0:
        progress = False
        for candidate in smaller_cases(case):
            attempts -= 1
            if fails(candidate):
                case, progress = candidate, True
                break
            if attempts <= 0:
                break
    return case
