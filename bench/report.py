#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""report FOLDER: the table of medians, what it must show, and a chart, of the results in FOLDER."""
import json
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

FORMS = {"wall": "{:.3f} s", "cpu": "{:.2f} s CPU", "rss": "{:.1f} MiB", "calls": "{} calls", "share": "{:.2%} of the CPU",
         "interval": "every {:.1f} s", "overlaps": "{} overlaps", "wrong": "{} wrong lines", "left": "{} rows left"}


def medians(values):
    """What was measured several times, by (measure, what, size, subject), each number's median."""
    together = {}
    for value in values:
        key = tuple(value[name] for name in ("measure", "what", "size", "subject"))
        together.setdefault(key, []).append({name: value[name] for name in FORMS if name in value})
    return {key: {name: statistics.median(one[name] for one in all_of) for name in all_of[0]}
            for key, all_of in together.items()}


@dataclass(frozen=True)
class Rule:
    """`number` of `key` is at most `most` times that of `base`, or `most` itself where there is no base."""

    sentence: str
    number: str
    most: float
    key: tuple
    base: tuple = None


RULES = (
    Rule("lvsctl apply, everything included, against the floor", "wall", 2.5,
         ("fill", "fill", "1x", "lvsctl apply"), ("fill", "fill", "1x", "floor")),
    Rule("lvsctl apply against ipvsadm -R", "wall", 1 / 5,
         ("fill", "fill", "1x", "lvsctl apply"), ("fill", "fill", "1x", "ipvsadm")),
    Rule("reload, every weight, CPU against keepalived's", "cpu", 1 / 3,
         ("reload", "reload, every weight", "1x", "lvsd"), ("reload", "reload, every weight", "1x", "keepalived")),
    Rule("reload, nothing changed, against dumping the table", "wall", 1.3,
         ("reload", "reload, nothing", "1x", "lvsd"), ("reload", "dump", "1x", "floor")),
    Rule("reload, one weight, against dumping the table", "wall", 1.3,
         ("reload", "reload, one weight", "1x", "lvsd"), ("reload", "dump", "1x", "floor")),
    *(Rule(f"8,000 servers under {scheduler}: {ours} against ipvsadm -R", "wall", 1 / 10,
           ("one_service", scheduler, "8000", ours), ("one_service", scheduler, "8000", "ipvsadm"))
      for scheduler in ("wrr", "mh") for ours in ("lvsctl apply", "our ipvsadm")),
    Rule("ten times the services: time", "wall", 12,
         ("fill_tenfold", "fill", "10x", "lvsctl apply"), ("fill", "fill", "1x", "lvsctl apply")),
    Rule("ten times the services: memory", "rss", 12,
         ("fill_tenfold", "fill", "10x", "lvsctl apply"), ("fill", "fill", "1x", "lvsctl apply")),
    Rule("lvsd's steady memory, MiB", "rss", 48, ("idle", "idle", "1x", "lvsd")),
    Rule("an idle lvsd's share of the CPU", "share", 0.02, ("idle", "idle", "1x", "lvsd")),
    Rule("a config change while a reload runs: wrong lines", "wrong", 0,
         ("newer_file", "newer file during a reload", "1x", "lvsd")),
    Rule("a config change while a reload runs: overlapping turns", "overlaps", 0,
         ("newer_file", "newer file during a reload", "1x", "lvsd")),
)


def judged(rule, found):
    """PASSED, FAILED or NOT MEASURED, and the number that says so."""
    if rule.key not in found or (rule.base and rule.base not in found):
        return "NOT MEASURED", ""
    value = found[rule.key][rule.number]
    if rule.base:
        below = found[rule.base][rule.number]
        if below == 0:
            return "NOT MEASURED", f"{rule.number} of {' '.join(rule.base)} is too small"
        value /= below
    return "PASSED" if value <= rule.most else "FAILED", f"{value:.3g}, at most {rule.most:.3g}"


def shown(numbers):
    return ", ".join(FORMS[name].format(value) for name, value in numbers.items())


def verdicts(found):
    for rule in RULES:
        verdict, why = judged(rule, found)
        yield f"  {verdict:13} {rule.sentence}: {why}"


def text(results):
    found = medians(results["values"])
    part = "" if results["part"] == 1 else f"; tables of {results['part']:.0%} of the size: these are no figures, only a trial"
    lines = [f"Linux {results['kernel']}, medians of {results['rounds']} rounds{part}", ""]
    for measure in dict.fromkeys(key[0] for key in found):
        lines.append(measure)
        lines += [f"  {size:15} {what:38} {subject:14} {shown(numbers)}"
                  for (of, what, size, subject), numbers in found.items() if of == measure]
    lines += ["", "What it must show", *(verdicts(found) if results["part"] == 1 else ["  is judged on whole tables only"])]
    return "\n".join([*lines, *([""] if results["notes"] else []), *results["notes"]])


## The chart: one row of bars for each thing that was measured, longest bar as long as the panel

COLOURS = {"floor": "#9e9e9e", "ipvsadm": "#c62828", "keepalived": "#ef6c00"}
OURS = "#1565c0"
LEFT, WIDTH, BAR, GAP = 330, 420, 15, 12


def groups(found):
    together = {}
    for (measure, what, size, subject), numbers in found.items():
        if "wall" in numbers and measure not in ("idle", "pure"):
            together.setdefault((measure, size, what), {})[subject] = numbers["wall"]
    return together


def bar(y, label, value, longest, colour):
    length = max(1, WIDTH * value / longest)
    return (f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR - 3}" fill="{colour}"/>'
            f'<text x="{LEFT - 6}" y="{y + 10}" text-anchor="end">{escape(label)}</text>'
            f'<text x="{LEFT + length + 5:.1f}" y="{y + 10}">{value:.3f} s</text>')


def chart(results):
    y, parts = 40, []
    for (measure, size, what), subjects in groups(medians(results["values"])).items():
        parts.append(f'<text x="8" y="{y + 10}" font-weight="bold">{escape(f"{measure} {size}: {what}")}</text>')
        for subject, value in subjects.items():
            y += BAR
            parts.append(bar(y, subject, value, max(subjects.values()), COLOURS.get(subject, OURS)))
        y += BAR + GAP
    title = f"Wall seconds on Linux {results['kernel']}; each group has a scale of its own"
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="860" height="{y + 10}" font-family="sans-serif" font-size="11">'
            f'<rect width="100%" height="100%" fill="white"/><text x="8" y="20" font-size="14">{escape(title)}</text>\n'
            + "\n".join(parts) + "\n</svg>\n")


def write(folder, results):
    (folder / "results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (folder / "results.txt").write_text(text(results) + "\n", encoding="utf-8")
    (folder / "chart.svg").write_text(chart(results), encoding="utf-8")


def read(folder):
    return json.loads((folder / "results.json").read_text(encoding="utf-8"))


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent / "results")
    results = read(folder)
    write(folder, results)
    print(text(results))


if __name__ == "__main__":
    main()
