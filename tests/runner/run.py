#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs suites of tests and counts what came of them. ./dev test calls it; people seldom need to.

run.py all --build DIR --sanitized DIR --kernels '6.1 6.12' SUITE...   every suite named, then the totals
run.py inside --build DIR --kernel 6.1 --results FILE SUITE...         the part that a guest does
run.py fuzz --sanitized DIR [--seconds N] [NAME...]                    fuzzes for long, keeping what it finds
"""
import argparse
import sys
from pathlib import Path

import guests
import suites
from results import FAILED, Results, count, summary, totals

HOST_SUITES = {
    "lint": lambda options: suites.lint(),
    "unit": lambda options: suites.unit(options.build),
    "sanitized": lambda options: suites.sanitized(options.sanitized),
    "fuzz": lambda options: suites.fuzz(options.sanitized),
}
GUEST_SUITES = ("kernel", "scenarios", "differential")


def show(name, found):
    print(f"== {name}: {totals(found)} ({sum(result.seconds for result in found):.1f} s)", flush=True)
    for result in found:
        if result.outcome == FAILED:
            print(f"   FAILED: {result.name}", flush=True)


def run_all(options):
    found = []
    for name, run in HOST_SUITES.items():
        if name in options.suites:
            results = run(options)
            show(name, results)
            found += results
    in_guests = [name for name in GUEST_SUITES if name in options.suites]
    if in_guests:
        results = guests.guests(options.build, options.kernels.split(), in_guests)
        show(" and ".join(in_guests), results)
        found += results
    if "systemd" in options.suites:
        results = guests.systemd(options.build, options.kernels.split())
        show("systemd", results)
        found += results
    print(summary(found))
    return 1 if count(found, FAILED) or not found else 0


def run_inside(options):
    guests.inside(options.build, options.kernel, options.suites, Results(Path(options.results)))
    return 0


def run_fuzz(options):
    failed = 0
    for program in suites.programs(options.sanitized, "fuzz", "*_fuzzer"):
        name = program.name.removesuffix("_fuzzer")
        if options.suites and name not in options.suites:
            continue
        corpus = Path(options.sanitized, "corpus", name)
        corpus.mkdir(parents=True, exist_ok=True)
        print(f"{name}: {options.seconds} s, keeping what it finds in {corpus}", flush=True)
        result = suites.fuzz_one(program, options.seconds, corpus)[0]
        print(f"{result.outcome}: {result.name}\n{result.detail}")
        failed += result.outcome == FAILED
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("all", "inside", "fuzz"))
    parser.add_argument("suites", nargs="*")
    for option in ("--build", "--sanitized", "--kernels", "--kernel", "--results"):
        parser.add_argument(option)
    parser.add_argument("--seconds", type=int, default=600)
    options = parser.parse_intermixed_args()
    return {"all": run_all, "inside": run_inside, "fuzz": run_fuzz}[options.what](options)


if __name__ == "__main__":
    sys.exit(main())
