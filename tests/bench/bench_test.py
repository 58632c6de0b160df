#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The bench measures one table in three forms, and judges what it measured."""
import json
import sys
import unittest
import xml.dom.minidom
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

import report  # noqa: E402
import table as tables  # noqa: E402


def results(*values):
    return {"kernel": "6.1", "part": 1, "rounds": 3, "notes": [],
            "values": [dict(zip(("measure", "what", "size", "subject", "wall"), value)) for value in values]}


def fill(subject, wall):
    return "fill", "fill", "1x", subject, wall


def verdict_on(sentence, *values):
    rule = next(rule for rule in report.RULES if rule.sentence == sentence)
    return report.judged(rule, report.medians(results(*values)["values"]))[0]


class Table(unittest.TestCase):
    def test_the_site_has_its_services_and_servers_and_is_always_the_same(self):
        site = tables.site()
        self.assertEqual((len(site), sum(len(service.servers) for service in site)), (2284, 37298))
        self.assertEqual(site, tables.site())

    def test_no_service_has_a_server_twice_and_no_two_have_one_address(self):
        site = tables.site(0.1)
        self.assertEqual(len({service.address for service in site}), len(site))
        for service in site:
            self.assertEqual(len({server.address for server in service.servers}), len(service.servers))

    def test_all_forms_have_each_server_with_its_weight(self):
        site = tables.site(0.01)
        servers = [(server.address, server.weight) for service in site for server in service.servers]
        config = json.loads(tables.lvsd_json(site))
        self.assertEqual([(server["address"], server["weight"]) for service in config["services"]
                          for server in service["servers"]], servers)
        for address, weight in servers:
            self.assertIn(f"-r {address}:80 -i -w {weight} ", tables.rules(site))
            self.assertIn(f"real_server {address} 80 {{\n  weight {weight}\n", tables.keepalived_conf(site))

    def test_changes_change_what_they_say(self):
        def weights(table):
            return [server.weight for service in table for server in service.servers]

        def changed(one, other):
            return sum(a != b for a, b in zip(weights(one), weights(other), strict=True))

        site = tables.site(0.01)
        self.assertEqual(changed(site, tables.one_weight_changed(site)), 1)
        self.assertEqual(changed(site, tables.every_weight_changed(site)), len(weights(site)))


class Report(unittest.TestCase):
    AGAINST_FLOOR = "lvsctl apply, everything included, against the floor"

    def test_a_ratio_of_medians_is_judged_by_its_limit(self):
        floor = [fill("floor", wall) for wall in (1.0, 9.0, 1.0)]
        self.assertEqual(verdict_on(self.AGAINST_FLOOR, *floor, fill("lvsctl apply", 2.5)), "PASSED")
        self.assertEqual(verdict_on(self.AGAINST_FLOOR, *floor, fill("lvsctl apply", 2.6)), "FAILED")

    def test_what_was_not_measured_has_not_passed(self):
        self.assertEqual(verdict_on(self.AGAINST_FLOOR, fill("lvsctl apply", 1.0)), "NOT MEASURED")

    def test_the_chart_is_xml_and_has_a_bar_for_each_subject(self):
        chart = xml.dom.minidom.parseString(report.chart(results(fill("floor", 1.0), fill("<ours>", 2.0))))
        self.assertEqual(len(chart.getElementsByTagName("rect")), 3)


if __name__ == "__main__":
    unittest.main()
