# SPDX-License-Identifier: GPL-2.0-or-later
"""The listings as JSON."""
import json
import re

from named.bench import TABLE, expect_equal, test
from named.traffic import TRAFFIC_TABLE, with_traffic


@test("json has what all listings have")
def json_has_what_all_listings_have(bench):
    one_family = TABLE.replace("-a --sctp-service 10.0.0.2:5060 -r 2001:db8::7 -i\n", "")  # which a daemon wants
    with_traffic(bench, one_family + TRAFFIC_TABLE +
                 "--start-daemon master --mcast-interface lo --syncid 5\n--set 901 121 301\n")
    document = json.loads(bench.ours("-L", "--json").out)
    expect_equal(document["timeouts"], {"tcp": 901, "tcp_fin": 121, "udp": 301})
    expect_equal([(one["role"], one["interface"], one["sync_id"]) for one in document["sync_daemons"]], [("master", "lo", 5)])
    for view, fields in (("--thresholds", ("upper_threshold", "lower_threshold", "active", "inactive")),
                         ("--persistent-conn", ("weight", "persistent", "active", "inactive"))):
        listed = re.findall(r"(?m)^  -> (\S+:\d+) +(\d+) +(\d+) +(\d+) +(\d+) *$", bench.theirs("-L", "-n", view).out)
        expect_equal(sorted(listed), sorted((name, *(str(server[field]) for field in fields))
                                            for name, server in servers_of(document)), view)
    totals = re.findall(r"(?m)^  -> (\S+:\d+)" + r" +(\d+)" * 5 + "$", bench.theirs("-L", "-n", "--stats", "-X").out)
    expect_equal(sorted(totals), sorted((name, *map(str, server["totals"].values())) for name, server in servers_of(document)))


def servers_of(document):
    for service in document["services"]:
        for server in service["servers"]:
            host = f"[{server['address']}]" if ":" in server["address"] else server["address"]
            yield f"{host}:{server['port']}", server


@test("json is one document for every listing")
def json_is_one_document_for_every_listing(bench):
    bench.begin_with(TABLE)
    whole = json.loads(bench.ours("-L", "--json").out)
    for words in (["--stats"], ["--rate", "-n"], ["--thresholds"], ["--tun-info", "-X"], ["--timeout"], ["--daemon"], ["-c"]):
        document = json.loads(bench.ours("-L", *words, "--json").out)
        expect_equal(document.pop("connections", None), [] if words == ["-c"] else None)
        expect_equal(document, whole, " ".join(words))
    one = json.loads(bench.ours("-L", "-t", "10.0.0.1:80", "--json").out)["services"]
    expect_equal(one, [service for service in whole["services"] if service.get("address") == "10.0.0.1"])
