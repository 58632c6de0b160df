# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a Catch2 program and reads its report: one result for each TEST_CASE, one more where it crashed."""
import re
import shlex
import signal
import subprocess
import tempfile
import xml.etree.ElementTree as xml
from dataclasses import dataclass, replace
from pathlib import Path

from results import FAILED, PASSED, SKIPPED, Result

CANNOT_RUN = 77  # as Meson has it
SKIP_LINE = re.compile(r"^SKIPPED: (.+?): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    name: str
    outcome: str
    detail: str = ""
    seconds: float = 0.0


def words(element):
    return " ".join((element.text or "").split())


def what_failed(case):
    """Each failed check of a TestCase element: where, what was written, what it came to."""
    lines = []
    for element in case.iter():
        where = f"{Path(element.get('filename', '?')).name}:{element.get('line', '?')}"
        if element.tag == "Expression" and element.get("success") == "false":
            lines.append(f"{where}: {element.get('type')}({words(element.find('Original'))})")
            lines.append(f"  came to: {words(element.find('Expanded'))}")
        elif element.tag in ("Exception", "Failure", "FatalErrorCondition"):
            lines.append(f"{where}: {element.tag}: {words(element)}")
        elif element.tag in ("Info", "Warning"):
            lines.append(f"  {words(element)}")
        elif element.tag == "Section":
            lines.append(f"in section '{element.get('name')}':")
    return "\n".join(lines)


def read_case(element):
    """The case that a finished TestCase element tells of."""
    overall = element.find("OverallResult")
    seconds = float(overall.get("durationInSeconds", 0))
    name = element.get("name")
    if overall.get("success") != "true":
        return Case(name, FAILED, what_failed(element), seconds)
    said = SKIP_LINE.search("\n".join(element.itertext()))
    catch3 = element.find(".//Skip")
    if said or catch3 is not None:
        return Case(name, SKIPPED, said[2] if said else words(catch3), seconds)
    return Case(name, PASSED, "", seconds)


def read_report(text):
    """The finished cases of a report, and the name of the one that was never finished, or None."""
    parser = xml.XMLPullParser(["start", "end"])
    cases, unfinished = [], None
    try:
        parser.feed(text)
    except xml.ParseError:
        unfinished = "(a report that cannot be read)"
    for event, element in parser.read_events():
        if element.tag == "TestCase" and event == "start":
            unfinished = element.get("name")
        elif element.tag == "TestCase":
            cases.append(read_case(element))
            unfinished = None
    return cases, unfinished


def run_program(program, seconds, environment):
    """Exit status (None where it still ran after `seconds`), report, and what went past the report."""
    with tempfile.NamedTemporaryFile(suffix=".xml") as report:
        command = [str(program), "--reporter", "xml", "--durations", "yes", "--out", report.name]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, env=environment)
        try:
            output = process.communicate(timeout=seconds)[0]
        except subprocess.TimeoutExpired:
            process.kill()
            output = process.communicate()[0]
            return None, Path(report.name).read_text(errors="replace"), output.decode(errors="replace")
        return process.returncode, Path(report.name).read_text(errors="replace"), output.decode(errors="replace")


def how_it_ended(status, seconds):
    """What was wrong with the end of a program; None where it ended well."""
    if status is None:
        return f"still ran after {seconds} s"
    if status < 0:
        return f"was ended by {signal.Signals(-status).name}"
    return f"exited with {status}" if status else None


def skipped_on_stderr(case, output):
    """A case that passed the report by when it said that it was skipped."""
    reasons = dict(SKIP_LINE.findall(output))
    if case.outcome == PASSED and case.name in reasons:
        return replace(case, outcome=SKIPPED, detail=reasons[case.name])
    return case


def judge(status, report, output, seconds):
    """The cases of one run; a crash, a hang or a leak is a failed case of its own."""
    cases, unfinished = read_report(report)
    cases = [skipped_on_stderr(case, output) for case in cases]
    problem = how_it_ended(status, seconds)
    if status == CANNOT_RUN and not cases:
        return [Case("(all of it)", SKIPPED, output.strip())]
    if problem and status and status > 0 and not unfinished and any(c.outcome == FAILED for c in cases):
        problem = None  # it exited so because of the cases that failed
    if not cases and not problem:
        problem = "ran no test"
    if problem or unfinished:
        detail = f"{problem or 'ended early'}\n{output[-4000:]}"
        cases.append(Case(unfinished or "(its end)", FAILED, detail))
    return cases


def only(name):
    """The argument that makes Catch2 run one test case."""
    return re.sub(r"([\\,\[\]*\"])", r"\\\1", name)


def run_catch(suite, program, seconds, again="{}", environment=None):
    """Runs `program` for at most `seconds`; `again` has {} where the command for one test case goes."""
    cases = judge(*run_program(program, seconds, environment), seconds)
    return [Result(suite, f"{program.name}: {case.name}", case.outcome, case.detail,
                   again.format(shlex.join([str(program), only(case.name)])), case.seconds)
            for case in cases]
