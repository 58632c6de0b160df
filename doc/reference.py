#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Fills the reference of keys into lvsd.json(5): reference.py lvsd.schema.json lvsd.json.5.in OUTPUT

Every key, type, range, default and example comes from the schema that the daemon itself validates with.
"""
import json
import sys
from pathlib import Path

SECTIONS = (  # the heading, and where in the schema its keys are
    ("The whole file", ()),
    ("director", ("director",)),
    ("director.timeouts", ("timeouts",)),
    ("director.sync, each of the list", ("sync",)),
    ("director.ipvs", ("ipvs",)),
    ("vips, each of the list", ("vip",)),
    ("masquerade, each of the list", ("masquerade",)),
    ("services, each of the list", ("service",)),
    ("virtual, of a service", ("virtual",)),
    ("persistence, of a service, as an object", ("persistence",)),
    ("persistence.netmask, as an object", ("persistence", "netmask")),
    ("forward, of a service or a server, as an object", ("forward",)),
    ("servers, each of a service's list", ("server",)),
    ("director.marks, as an object", ("director", "marks")),
    ("defaults", ("defaults",)),
)


def escaped(text):
    text = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return "\\&" + text if text[:1] in ".'" else text


def sentences(text):
    """Each sentence on a line of its own, as mdoc wants it."""
    return [escaped(line) for line in text.replace(". ", ".\n").splitlines()]


def dumped(value):
    return json.dumps(value, ensure_ascii=True)


def as_object(node):
    """`node`, or the alternative of it that is an object."""
    return next(one for one in (node, *node.get("anyOf", ())) if "properties" in one)


class Schema:
    def __init__(self, schema):
        self.top = schema
        self.definitions = schema["definitions"]

    def section(self, path):
        node = as_object(self.definitions[path[0]]) if path else self.top
        for key in path[1:]:
            node = as_object(node["properties"][key])
        return node

    def whole(self, node):
        """`node` with what it refers to; its own words win."""
        name = node.get("$ref", "").removeprefix("#/definitions/")
        return {**self.whole(self.definitions[name]), **node} if name else node

    def kind(self, node):
        node = self.whole(node)
        if "title" in node:
            return node["title"]
        if "enum" in node:
            return " or ".join(dumped(value) for value in node["enum"])
        if node["type"] == "integer":
            return f"a whole number from {node['minimum']} to {node['maximum']}"
        if node["type"] == "array":
            return f"a list, each {self.kind(node['items'])}"
        return {"boolean": "true or false", "object": "an object", "string": "a text"}[node["type"]]


def entry(schema, key, node, required):
    facts = [schema.kind(node)]
    if required:
        facts.append("required")
    if "default" in node:
        facts.append(f"default {dumped(node['default'])}")
    lines = [f".It Cm {escaped(key)}", escaped("; ".join(facts)) + ".", ".br"]
    lines += sentences(node["description"])
    for value in node.get("examples", ())[:2]:
        shown = dumped({key: value})[1:-1]
        if len(shown) <= 90:
            lines += [".br", "Example:", f".Ql {escaped(shown)}"]
    return lines


def reference(schema):
    lines = []
    for heading, path in SECTIONS:
        section = schema.section(path)
        lines += [f".Ss {escaped(heading)}", ".Bl -tag -width Ds"]
        for key, node in section["properties"].items():
            lines += entry(schema, key, node, key in section.get("required", ()))
        lines.append(".El")
    return "\n".join(lines)


def main(schema, page, output):
    schema = Schema(json.loads(Path(schema).read_text(encoding="ascii")))
    text = Path(page).read_text(encoding="ascii")
    assert text.count("@REFERENCE@") == 1
    Path(output).write_text(text.replace("@REFERENCE@", reference(schema)), encoding="ascii")


if __name__ == "__main__":
    main(*sys.argv[1:])
