#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes a C++ source that holds the completions: embed.py OUTPUT lvsctl.SHELL..."""

import json
import pathlib
import sys


def entry(path):
    lines = path.read_text(encoding="ascii").splitlines(True)
    return f'    {{"{path.suffix[1:]}",\n' + "\n".join(f"    {json.dumps(line)}" for line in lines) + "},\n"


pathlib.Path(sys.argv[1]).write_text(
    "// Made by cli/lvsctl/completions/embed.py.\n"
    '#include "cli/lvsctl/completion_texts.hpp"\n\n'
    "namespace lvsctl {\n\n"
    "const std::map<std::string_view, std::string_view>& completion_texts()\n"
    "{\n"
    "  static const std::map<std::string_view, std::string_view> texts{\n"
    + "".join(entry(pathlib.Path(name)) for name in sys.argv[2:])
    + "  };\n  return texts;\n}\n\n}  // namespace lvsctl\n",
    encoding="ascii",
)
