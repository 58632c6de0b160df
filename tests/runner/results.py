# SPDX-License-Identifier: GPL-2.0-or-later
"""What came of tests: one value a test, kept as lines of JSON so that a guest can hand them over."""
import json
from dataclasses import asdict, dataclass

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"


@dataclass(frozen=True)
class Result:
    suite: str         # "unit", "kernel on 6.1", …
    name: str          # the test's sentence
    outcome: str       # PASSED, FAILED or SKIPPED
    detail: str = ""   # why it failed or was skipped
    again: str = ""    # the command that runs just this one
    seconds: float = 0.0


class Results:
    """Results in a file; every addition is on the disk before the next test begins."""

    def __init__(self, path):
        self.path = path
        path.touch()

    def add(self, *results):
        with self.path.open("a", encoding="utf-8") as file:
            for result in results:
                file.write(json.dumps(asdict(result)) + "\n")

    def read(self):
        with self.path.open(encoding="utf-8") as file:
            return [Result(**json.loads(line)) for line in file]


def count(results, outcome):
    return sum(result.outcome == outcome for result in results)


def totals(results):
    """The line that a run of tests ends with."""
    return ", ".join(f"{count(results, outcome)} {outcome}" for outcome in (PASSED, FAILED, SKIPPED))


def indented(text, by="    "):
    return "\n".join(by + line for line in text.rstrip().splitlines())


def summary(results):
    """What was skipped and why, what failed and how to run just that, and the totals."""
    lines = [f"SKIPPED: {result.suite}: {result.name}: {result.detail}"
             for result in results if result.outcome == SKIPPED]
    for result in results:
        if result.outcome == FAILED:
            lines += ["", f"FAILED: {result.suite}: {result.name}", indented(result.detail)]
            lines += [f"  again: {result.again}"] if result.again else []
    return "\n".join([*lines, "", totals(results)])
