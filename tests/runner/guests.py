# SPDX-License-Identifier: GPL-2.0-or-later
"""The suites that need a kernel with IPVS: each kernel boots once and runs them all."""
import os
import shlex
import subprocess
import tempfile
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from catch import run_catch
from results import FAILED, SKIPPED, Result, Results
from suites import ROOT, programs, relative

PROGRAM_SECONDS = 300
GUEST_SECONDS = 2700


def inside(build, kernel, suites, results):
    """What the guest does: runs the suites one after the other, says each result as it comes."""
    begun = time.monotonic()
    if "kernel" in suites:
        again = f"./dev vm {kernel} " + "{}"
        for program in programs(build, "kernel", "kernel_*"):
            for result in run_catch(f"kernel on {kernel}", relative(program), PROGRAM_SECONDS, again):
                results.add(result)
                say(result)
    scenarios = ROOT / "tests/scenarios/run"
    if "scenarios" in suites and scenarios.exists():
        subprocess.run([scenarios, "--build", build, "--kernel", kernel, "--results", results.path], check=False)
    differential = ROOT / "tests/differential/run"
    if "differential" in suites and differential.exists():
        subprocess.run([differential, "--build", build, "--kernel", kernel, "--results", results.path], check=False)
    print(f"done after {time.monotonic() - begun:.0f} s", flush=True)


def say(result):
    detail = f": {result.detail}" if result.detail else ""
    print(f"{result.outcome:7} {result.name} ({result.seconds:.1f} s){detail}", flush=True)


def follow(process, kernel):
    """Prints what a guest says while it says it; gives back its last lines."""
    last = deque(maxlen=40)
    for line in process.stdout:
        last.append(line)
        print(f"{kernel:>6} | {line}", end="", flush=True)
    return "".join(last)


def run_guest(build, kernel, suites):
    return boot("run", kernel, [ROOT / "tests/runner/run.py", "inside", f"--build={build}", *suites])


def run_systemd(build, kernel):
    return boot("systemd", kernel, [ROOT / "tests/systemd/run", f"--build={build}"])


def boot(mode, kernel, program):
    """Runs a program that hands its results over in one guest; `mode` says who is its first process."""
    with tempfile.TemporaryDirectory(prefix="lvsd-results.") as folder:
        results = Results(Path(folder, "results"))
        command = shlex.join(["python3", *map(str, program), f"--kernel={kernel}", f"--results={results.path}"])
        vm = subprocess.Popen([ROOT / "tests/vm/vm", mode, "--keep", folder, kernel, command], cwd=ROOT,
                              env={**os.environ, "LVSD_VM_TIMEOUT": str(GUEST_SECONDS)}, text=True, errors="replace",
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        last = follow(vm, kernel)
        status = vm.wait()
        found = results.read()
    if status != 0:
        found.append(Result(f"kernel {kernel}", "the guest ran all tests", FAILED, f"it exited with {status}\n{last}"))
    elif not found:
        found.append(Result(f"kernel {kernel}", "the guest found tests to run", FAILED, "it found none"))
    return found


def guests(build, kernels, suites):
    return on_each(kernels, lambda kernel: run_guest(build, kernel, suites))


def systemd(build, kernels):
    """A systemd of its own wants a kernel of its own, so this machine's is none for it."""
    found = on_each([kernel for kernel in kernels if kernel != "native"], lambda kernel: run_systemd(build, kernel))
    return found or [Result("systemd", "lvsd as a service", SKIPPED, "it wants a guest, and there is none but native")]


def on_each(kernels, run):
    with ThreadPoolExecutor(max(1, len(kernels))) as pool:
        return [result for results in pool.map(run, kernels) for result in results]
