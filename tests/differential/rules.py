# SPDX-License-Identifier: GPL-2.0-or-later
"""What differs from the original on purpose: one rule each, and nothing else may differ.

A rule alters what the original is given or what it gave, or takes from ours what the original lacks; then
both must be equal to the last byte. The same rules, in words, are in ipvsadm(8) under COMPATIBILITY.
"""
import re
from dataclasses import replace

from table import in_numeric_order

SEGMENTATION_FAULT = -11


class GiveUp(Exception):
    """The original went astray: what follows in this case cannot be compared."""


# What the original is given instead

def netmask_of(length):
    bits = (0xffffffff << (32 - length)) & 0xffffffff
    return ".".join(str(bits >> shift & 255) for shift in (24, 16, 8, 0))


def is_ipv6_by_now(words):
    """Whether the words before -M have made the service an IPv6 one."""
    text = " ".join(words)
    return "-6" in words or "--ipv6" in words or re.search(
        r"(-\w*[tu]|--(tcp|udp|sctp)-service)[ =]?(\[[0-9a-f:.]*:[0-9a-f:.]*\]|[0-9a-f]*:[0-9a-f]*:)", text) is not None


def prefix_lengths(words):
    """IPv4 -M 24 is a prefix length; the original takes it for the mask 0.0.0.24."""
    words = list(words)
    for at, word in enumerate(words):
        stuck = re.fullmatch(r"(-\w*M=?|--netmask=)(\d+)", word)
        value = stuck[2] if stuck else word if at > 0 and re.fullmatch(r"-\w*M|--netmask", words[at - 1]) else ""
        if re.fullmatch(r"0|[1-9]\d?", value) and int(value) <= 32 and not is_ipv6_by_now(words[:at]):
            words[at] = (stuck[1] if stuck else "") + netmask_of(int(value))
    return tuple(words)


def without_comments(text):
    """Restores may have comments; they stop the original."""
    return re.sub(r"(^|[ \t\r]+)#[^\n]*", "", text, flags=re.MULTILINE)


def restore_line(line):
    """With its blanks as they are."""
    parts = re.split(r"([ \t\r]+)", line)
    parts[::2] = prefix_lengths(parts[::2])
    return "".join(parts)


def restore_text(text):
    return "\n".join(map(restore_line, without_comments(text).split("\n")))


def for_the_original(run):
    return replace(run, words=prefix_lengths(run.words), stdin=restore_text(run.stdin))


# What came of it

def numeric_order(theirs, ours, run):
    """Tables are in numeric order; the original's order is none where numbers are 2^31 apart."""
    if "--nosort" in run.words:
        return theirs, ours
    theirs = replace(theirs, out=in_numeric_order(theirs.out))
    # A restore may list with --nosort, too, and two namespaces have two orders.
    return theirs, replace(ours, out=in_numeric_order(ours.out)) if run.stdin else ours


def with_unsigned_mark(line):
    negative = re.match(r"FWM  (-\d+)(?: IPv6)?", line)
    if negative is None:
        return line
    label = negative[0].replace(negative[1], str(int(negative[1]) % 2**32))
    in_column = line[:33].rstrip() == negative[0] and len(line) > 33
    return label.ljust(33) + line[33:] if in_column else label + line[negative.end():]


def unsigned_marks(theirs, ours, run):
    """Marks above 2^31 are unsigned; the original writes them as negative numbers, which it cannot read."""
    out = "".join(map(with_unsigned_mark, theirs.out.splitlines(keepends=True)))
    out = re.sub(r"(?<=-f )-\d+", lambda match: str(int(match[0]) % 2**32), out)
    return replace(theirs, out=out), ours


def saved_thresholds(theirs, ours, run):
    """Saves keep thresholds, which the original loses."""
    return theirs, replace(ours, out=re.sub(r"(?m)^(-a .* -w \d+)(?: -x \d+)?(?: -y \d+)?", r"\1", ours.out))


def saved_flags(theirs, ours, run):
    """Saves keep the third flag of sh and mh, for which the original writes nothing, or no more than -b."""
    def named(match):
        rest = [flag for flag in match[2].split(",") if flag != "flag-3"]
        return match[1] + ",".join(rest)

    return theirs, replace(ours, out=re.sub(r"(?m)^(-A .* -s [sm]h(?: .*)? -b )(\S+)", named, ours.out))


LONGEST_NAME = 59  # bytes of HOST:PORT that the original writes


def saved_names(theirs, ours, run):
    """Saves with names write IPv6 addresses as numbers and no name cut short: names of IPv6 are never looked up."""
    whole = {word for word in ours.out.split() if len(word) > LONGEST_NAME}

    def completed(match):
        found = [word for word in whole if word.startswith(match[0])] if len(match[0]) == LONGEST_NAME else []
        return found[0] if len(found) == 1 else match[0]

    def with_names(line):
        return re.sub(r"\S+", completed, line[0].replace("[six.example]", "[2001:db8::1]"))

    return replace(theirs, out=re.sub(r"(?m)^-[Aa] .*$", with_names, theirs.out)), ours


def line_numbers(theirs, ours, run):
    """Restores name the line in each message."""
    if not run.stdin:
        return theirs, ours
    return theirs, replace(ours, err=re.sub(r"(?m)^line \d+: ", "", ours.err))


def help_text(theirs, ours, run):
    """The help is in our own words, and names our own options."""
    first = "ipvsadm v1.31 2019/12/24 (compiled with popt and IPVS v1.2.1)\nUsage:\n"

    def shortened(text):
        begin, usage, rest = text.partition(first)
        return begin + first if usage and "Daemon" in rest or "Of a daemon" in rest else text

    return replace(theirs, out=shortened(theirs.out)), replace(ours, out=shortened(ours.out))


def commas_alone(theirs, ours, run):
    """-b with nothing but commas says nothing; the original crashes."""
    if theirs.status == SEGMENTATION_FAULT and re.search(r"(-\w*b=?|--sched-flags=?)[ \t]*,+(\s|$)",
                                                         " ".join(run.words) + "\n" + run.stdin):
        raise GiveUp
    return theirs, ours


RULES = (commas_alone, help_text, unsigned_marks, saved_thresholds, saved_flags, saved_names, line_numbers,
         numeric_order)

ALL = (prefix_lengths, without_comments, *RULES)


def adjusted(theirs, ours, run):
    """Both outcomes after all rules, and the names of those that mattered."""
    used = []
    for rule in RULES:
        before = (theirs, ours)
        theirs, ours = rule(theirs, ours, run)
        if before != (theirs, ours):
            used.append(rule.__name__)
    return theirs, ours, used
