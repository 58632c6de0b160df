# SPDX-License-Identifier: GPL-2.0-or-later
"""The suites that need no kernel of their own: each gives back its results."""
import json
import os
import re
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from catch import run_catch
from results import FAILED, PASSED, Result

ROOT = Path(__file__).resolve().parents[2]
UNIT_SECONDS = 120
FUZZ_SECONDS = 10
SANITIZERS = {
    "ASAN_OPTIONS": "detect_stack_use_after_return=1:strict_string_checks=1:allow_addr2line=1",
    "UBSAN_OPTIONS": "print_stacktrace=1:allow_addr2line=1",
}


def side_by_side(run, things):
    """run(thing) for each, as many at a time as there are processors; the results in the order of things."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [result for results in pool.map(run, things) for result in results]


def relative(path):
    """`path` as one types it in the project's folder."""
    path = Path(path)
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def run_check(suite, name, command, seconds=UNIT_SECONDS, environment=None):
    """A command that is one test: its exit status says how it went."""
    begun = time.monotonic()
    try:
        ran = subprocess.run(command, cwd=ROOT, timeout=seconds, stdin=subprocess.DEVNULL, text=True, errors="replace",
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             env={**os.environ, **(environment or {})})
        problem = f"exited with {ran.returncode}\n{ran.stdout[-6000:]}" if ran.returncode else ""
    except subprocess.TimeoutExpired:
        problem = f"still ran after {seconds} s"
    again = " ".join(str(relative(word)) for word in command)
    return [Result(suite, name, FAILED if problem else PASSED, problem, again, time.monotonic() - begun)]


def lint():
    scripts = [*ROOT.glob("tests/lint/check_*.py"), *ROOT.glob("tests/*/*_test.py")]
    names = sorted({script.relative_to(ROOT).as_posix() for script in scripts})
    return side_by_side(lambda name: run_check("lint", name, ["python3", name]), names)


def meson_tests(build):
    listed = subprocess.run(["meson", "introspect", "--tests", build], check=True, capture_output=True, text=True)
    return [test for test in json.loads(listed.stdout) if any(s.endswith(":unit") for s in test["suite"])]


def unit(build):
    """Everything that meson calls a unit test; a program named unit_… is one of Catch2."""
    def run(test):
        program = Path(test["cmd"][0])
        if program.name.startswith("unit_"):
            return run_catch("unit", relative(program), UNIT_SECONDS, environment={**os.environ, **test["env"]})
        return run_check("unit", test["name"], test["cmd"], environment=test["env"])

    return side_by_side(run, meson_tests(build))


def programs(build, folder, pattern):
    return sorted(path for path in Path(build, "tests", folder).glob(pattern)
                  if path.is_file() and os.access(path, os.X_OK))


def sanitized(build):
    environment = {**os.environ, **SANITIZERS}
    return side_by_side(
        lambda program: run_catch("unit, sanitized", relative(program), 3 * UNIT_SECONDS, environment=environment),
        programs(build, "unit", "unit_*"))


def fuzz_one(program, seconds, corpus, *more):
    """Fuzzes for `seconds`, adding what it finds to the folder `corpus`."""
    name = program.name.removesuffix("_fuzzer")
    seeds = ROOT / "tests/fuzz/corpus" / name
    begun = time.monotonic()
    command = [str(program), f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048",
               "-print_final_stats=1", f"-artifact_prefix={program.parent}/{name}-", *more, str(corpus)]
    command += [str(seeds)] if seeds.is_dir() else []
    ran = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                         text=True, errors="replace", env={**os.environ, **SANITIZERS})
    done = re.search(r"Done (\d+) runs", ran.stdout)
    artifact = re.search(r"Test unit written to (\S+)", ran.stdout)
    good = ran.returncode == 0 and done and int(done[1]) > 0
    return [Result("fuzz", f"{program.name}: {done[1] if done else 'no'} inputs", PASSED if good else FAILED,
                   "" if good else ran.stdout[-6000:],
                   f"{relative(program)} {relative(artifact[1]) if artifact else ''}", time.monotonic() - begun)]


def fuzz(build, seconds=FUZZ_SECONDS):
    with tempfile.TemporaryDirectory() as scratch:
        def run(program):
            corpus = Path(scratch, program.name)
            corpus.mkdir()
            # The same inputs every time, as far as the time reaches: `./dev fuzz` looks for others.
            return fuzz_one(program, seconds, corpus, "-seed=1")

        return side_by_side(run, programs(build, "fuzz", "*_fuzzer"))
