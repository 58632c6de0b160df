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
        self.prepared = None  # the setup that both are at
        self.cases = CASES_A_NAMESPACE

    def prepare(self, setup):
        """Has both begin with `setup`; new ones now and then."""
        self.cases += 1
        if not self.workers or self.cases > CASES_A_NAMESPACE:
            self.close()
            self.workers = (Worker(), Worker())
            self.cases = 1
        if self.prepared != setup:
            for worker in self.workers:
                ended(worker.run(self.original, ["-R"], prepared_by(setup)), "the original", "made the table")
        self.prepared = None

    def close(self):
        for worker in self.workers:
            worker.close()
        self.workers = ()
        self.prepared = None


def prepared_by(setup):
    return "\n".join((*CLEARED, *setup)) + "\n"


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


def compare_states(pair, next_setup):
    """What differs of what the original says is there, in numeric order, since its own depends on the kernel's; one
    start of it makes the next table, too."""
    states = [ended(worker.run(pair.original, ["-R"], STATE + prepared_by(next_setup)), "the original", "asked for the state")
              for worker in pair.workers]
    pair.prepared = next_setup
    return differences("what is there afterwards", *(replace(state, out=in_numeric_order(state.out)) for state in states))


def compare(pair, case, next_setup=()):
    """Where the two part in this case, as lines, and the names of the rules that mattered."""
    pair.prepare(case.setup)
    problems, used = [], set()
    try:
        for number, run in enumerate(case.runs, 1):
            found, rules_used = compare_run(pair, number, run)
            problems += found
            used.update(rules_used)
    except rules.GiveUp:
        return problems, used | {"commas_alone"}
    return problems + compare_states(pair, next_setup), used
