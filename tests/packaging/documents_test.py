#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The documents: what they link to is there, and what they name of the config and of lvsctl exists."""
import json
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "doc").glob("*.md")), ROOT / "doc/examples/README.md"]

MISSPELT_ON_PURPOSE = {"shceduler"}

WORDS = {  # what an administrator looks for in coming-from.md
    "ipvsadm": """-A -E -D -C -R -S -a -e -d -L -Z --set --start-daemon --stop-daemon -t -u --sctp-service -f -s -b -p -M --pe -o -r
        -g -i -m -w -x -y --tun-type --tun-port --tun-nocsum --tun-csum --tun-remcsum -c --stats --rate --thresholds
        --persistent-conn --tun-info --timeout --daemon --mcast-interface --syncid --sync-maxlen --mcast-group --mcast-port
        --mcast-ttl ipvsadm-save ipvsadm-restore /etc/ipvsadm.rules /etc/default/ipvsadm""",
    "keepalived": """virtual_server fwmark virtual_server_group lvs_sched lb_algo flag-1 sh-port mh-fallback ops hashed lvs_method
        lb_kind persistence_timeout persistence_granularity persistence_engine protocol ip_family ha_suspend alpha omega quorum
        hysteresis quorum_up quorum_down sorry_server sorry_server_inhibit connect_timeout retry delay_before_retry warmup
        delay_loop inhibit_on_failure weight virtualhost snmp_name smtp_alert real_server uthreshold lthreshold notify_up
        notify_down nftables_ipvs nftables_ipvs_priority nftables_ipvs_start_fwmark lvs_sync_daemon lvs_timeouts lvs_flush
        lvs_flush_on_stop net_namespace net_namespace_ipvs lvs_notify_fifo instance script_user reload_check_config
        reload_time_file reload_file include startup_script TCP_CHECK HTTP_GET SSL_GET SMTP_CHECK DNS_CHECK MISC_CHECK UDP_CHECK
        PING_CHECK BFD_CHECK FILE_CHECK vrrp_instance vrrp_sync_group virtual_ipaddress virtual_ipaddress_excluded
        virtual_routes virtual_rules garp_master_delay static_ipaddress SIGHUP SIGUSR1 SIGUSR2 SIGJSON SNMP DBus""",
    "ldirectord": """checktimeout negotiatetimeout checkinterval checkcount failurecount autoreload callback fallback fallback6
        fallbackcommand logfile emailalert emailalertfrom emailalertfreq emailalertstatus smtp execute supervised fork quiescent
        readdquiescent cleanstop maintenancedir virtual virtual6 real real6 checktype service checkcommand checkport request
        receive httpmethod virtualhost login passwd database secret scheduler schedflags persistent netmask protocol ops
        monitorfile servicename comment load gate masq ipip""",
    "Piranha": """serial_no primary primary_private backup backup_private backup_active heartbeat heartbeat_port keepalive
        deadtime network nat_router nat_nmask service rsh_command syncdaemon syncd_iface syncd_id tcp_timeout tcpfin_timeout
        udp_timeout monitor_links hard_shutdown active_cmd inactive_cmd reservation_conflict_action debug_level active address
        vip_nmask sorry_server fwmark protocol port scheduler persistent pmask send expect use_regex send_program timeout
        reentry load_monitor quiesce_server client_monitor start_cmd stop_cmd server failover weight pulse nanny send_arp""",
}


def keys_of(node):
    if isinstance(node, dict):
        yield from node.get("properties", {})
        for one in node.values():
            yield from keys_of(one)
    elif isinstance(node, list):
        for one in node:
            yield from keys_of(one)


class Documents(unittest.TestCase):
    def test_what_they_link_to_is_there(self):
        links = 0
        for document in DOCUMENTS:
            for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text()):
                with self.subTest(f"{document.name}: {link}"):
                    self.assertTrue((document.parent / link).exists())
                    links += 1
        self.assertGreater(links, 20)

    def test_the_keys_of_the_config_that_they_quote_exist(self):
        known = MISSPELT_ON_PURPOSE | set(keys_of(json.loads((ROOT / "schemas/lvsd.schema.json").read_text())))
        for document in DOCUMENTS:
            for key in re.findall(r'"([a-z_]+)":', document.read_text()):
                with self.subTest(f"{document.name}: {key}"):
                    self.assertIn(key, known)

    def test_no_word_of_those_that_people_come_from_is_missing(self):
        parts = re.split(r"^## ", (ROOT / "doc/coming-from.md").read_text(), flags=re.MULTILINE)
        for name, words in WORDS.items():
            part = next(part for part in parts if part.startswith(name))
            for word in words.split():
                with self.subTest(f"{name}: {word}"):
                    self.assertRegex(part, rf"(?<![\w-]){re.escape(word)}(?!\w)")

    def test_every_tutorial_is_played(self):
        played = set(re.findall(r'play\(lab, "(\w+)"', (ROOT / "tests/scenarios/test_tutorials.py").read_text()))
        written = {document.stem for document in DOCUMENTS if "```console" in document.read_text()}
        self.assertEqual(written, played)

    def test_no_command_of_a_tutorial_is_without_a_prompt(self):
        """But for what test_tutorials.py takes out of them by itself, and configs."""
        for document in DOCUMENTS:
            if "```console" not in document.read_text():
                continue
            for kind, block in re.findall(r"^```(\w*)\n(.*?)^```$", document.read_text(), re.MULTILINE | re.DOTALL):
                with self.subTest(f"{document.name}: {block}"):
                    self.assertIn(kind, ("", "console", "ini", "jsonc") + (("sh",) if document.name in ("nat.md", "marks.md") else ()))
                    if kind == "":
                        self.assertRegex(block, "──|[\u2500-\u257f]")   # a picture


if __name__ == "__main__":
    unittest.main()
