# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a case through the original and through ours, and says where they part."""
import difflib
from dataclasses import replace

import rules
from sandbox import Worker
from table import in_numeric_order

# Leaves nothing behind, and needs no answer: what is not there cannot be stopped.
CLEARED = ("-C", "--set 900 120 300", "--stop-daemon master", "--stop-daemon backup")
STATE = "-S -n\n-L -n --thresholds\n-L --daemon\n-L --timeout\n"
CASES_A_NAMESPACE = 200  # the kernel remembers removed servers for minutes, and adding becomes slow


class Hung(Exception):
    """A program never ended: a kernel under emulation may lose the answer to a sync daemon's start or stop."""


class Pair:
    """Two namespaces: in one the original has worked, in the other ours."""

    def __init__(self, original, ours):
        self.original, self.ours = original, ours
        self.workers = ()
        self.cases = CASES_A_NAMESPACE

    def fresh(self):
        """Both cleared, and new ones now and then."""
        self.cases += 1
        if not self.workers or self.cases > CASES_A_NAMESPACE:
            self.close()
            self.workers = (Worker(), Worker())
            self.cases = 1
        return self.workers

    def close(self):
        for worker in self.workers:
            worker.close()
        self.workers = ()


def differences(title, theirs, ours):
    """What differs of two outcomes, as lines; none where they are equal."""
    lines = []
    if theirs.status != ours.status:
        lines.append(f"{title}: exit status {theirs.status}, ours {ours.status}")
    for name, a, b in (("output", theirs.out, ours.out), ("messages", theirs.err, ours.err)):
        if a != b:
            lines.append(f"{title}: {name}:")
            lines += [repr(line) for line in difflib.unified_diff(a.splitlines(True), b.splitlines(True),
                                                                  "original", "ours", n=0)][:40]
    return lines


def ended(outcome, *described):
    if outcome.hung:
        raise Hung(*described)
    return outcome


def compare_run(pair, number, run):
    """Both programs' outcome of one run; a listing is compared in one namespace, where all is the same."""
    theirs_at, ours_at = pair.workers
    if run.reads_only():
        theirs_at = ours_at
    given = rules.for_the_original(run)
    theirs = ended(theirs_at.run(pair.original, given.words, given.stdin), "the original", run)
    ours = ended(ours_at.run(pair.ours, run.words, run.stdin), "ours", run)
    theirs, ours, used = rules.adjusted(theirs, ours, run)
    return differences(f"run {number}", theirs, ours), used


def state_of(pair, worker):
    """What the original says is there; in numeric order, since its own depends on the kernel's."""
    state = ended(worker.run(pair.original, ["-R"], STATE), "the original", "asked for the state")
    return replace(state, out=in_numeric_order(state.out))


def compare(pair, case):
    """Where the two part in this case, as lines, and the names of the rules that mattered."""
    workers = pair.fresh()
    for worker in workers:
        setup = "\n".join((*CLEARED, *case.setup)) + "\n"
        ended(worker.run(pair.original, ["-R"], setup), "the original", "made the table")
    problems, used = [], set()
    try:
        for number, run in enumerate(case.runs, 1):
            found, rules_used = compare_run(pair, number, run)
            problems += found
            used.update(rules_used)
    except rules.GiveUp:
        return problems, used | {"commas_alone"}
    problems += differences("what is there afterwards", *(state_of(pair, worker) for worker in workers))
    return problems, used
