#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes a C++ source that holds the schemas: embed.py OUTPUT NAME.schema.json..."""

import json
import pathlib
import sys

SUFFIX = ".schema.json"


def literal(text):
    # A compiler need not take a string literal of more than 65536 bytes, so each line is one.
    return "\n".join(f"    {json.dumps(line, ensure_ascii=True)}" for line in text.splitlines(True))


def main(output, *schemas):
    entries = []
    for schema in map(pathlib.Path, schemas):
        text = schema.read_text(encoding="ascii")
        json.loads(text)
        name = schema.name[: -len(SUFFIX)]
        entries.append(f'    {{"{name}",\n{literal(text)}}},\n')
    pathlib.Path(output).write_text(
        "// Made by schemas/embed.py.\n"
        '#include "schemas/schemas.hpp"\n\n'
        "namespace lvsd {\n\n"
        "const std::map<std::string_view, std::string_view>& schemas()\n"
        "{\n"
        "  static const std::map<std::string_view, std::string_view> texts{\n"
        + "".join(entries)
        + "  };\n  return texts;\n}\n\n}  // namespace lvsd\n",
        encoding="ascii",
    )


main(*sys.argv[1:])
