# SPDX-License-Identifier: GPL-2.0-or-later
"""The configs that are shipped as examples: what is documented is what is played here."""
import json
import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "doc/examples"
TEXT_OR_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', re.DOTALL)


def text_of(name):
    """The file itself, for a director to read."""
    return (FOLDER / f"{name}.json").read_text(encoding="utf-8")


def config_of(name):
    """What is in the file, to change something in it."""
    return json.loads(TEXT_OR_COMMENT.sub(lambda found: found[1] or "", text_of(name)))


def named(entries, name):
    """The entry of a list (services, servers, vips) that has this name."""
    return next(entry for entry in entries if entry.get("name") == name)
