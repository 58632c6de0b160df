# SPDX-License-Identifier: GPL-2.0-or-later
"""What is in a node's kernel, as the real ipvsadm, nft and ip show it."""
import json
import re


def services(node):
    """The IPVS table as the set of lines that `ipvsadm -Sn` writes."""
    return set(node.run("ipvsadm", "-Sn").split("\n")) - {""}


def weights(node, service):
    """Server and weight of one service, such as `-t 192.0.2.10:80`."""
    lines = [line.split() for line in services(node)]
    return {words[words.index("-r") + 1]: int(words[words.index("-w") + 1])
            for words in lines if words[0] == "-a" and " ".join(words[1:3]) == service}


def schedulers_of(node):
    """The scheduler of each service."""
    lines = [line.split() for line in services(node)]
    return [words[words.index("-s") + 1] for words in lines if words[0] == "-A"]


def connections(node, service):
    """Server and its (active, inactive) connections, of one service, such as `-t 192.0.2.10:80`."""
    lines = [line.split() for line in node.run("ipvsadm", "-Ln", *service.split()).splitlines()]
    return {words[1]: (int(words[4]), int(words[5])) for words in lines if words[0] == "->" and words[4].isdigit()}


def connection_entries(node):
    """The words of each line of the kernel's table of connections: protocol, client, port, VIP, port, server, …"""
    return [line.split() for line in node.run("cat", "/proc/net/ip_vs_conn").splitlines()[1:]]


def mac_address(node, nic):
    return json.loads(node.run("ip", "-j", "link", "show", nic))[0]["address"]


def syns_sent_again(node):
    """How many SYNs the node has sent a second time, for want of an answer within a second."""
    return int(node.run("nstat", "-asz", "TcpExtTCPSynRetrans").split()[-2])


def count_syns(node):
    """Begins to count TCP's SYNs as they come in, and as they go on to IPVS."""
    syn = "tcp flags & (fin | syn | rst | ack) == syn counter"
    node.run("nft", f"""table inet witness {{
        chain coming {{ type filter hook prerouting priority -400; {syn}; }}
        chain going_on {{ type filter hook input priority 98; {syn}; }}
    }}""")


def counted_syns(node):
    """How many came in, and how many went on."""
    found = re.findall(r"counter packets (\d+)", node.run("nft", "list", "table", "inet", "witness"))
    return tuple(int(number) for number in found)


def ruleset(node):
    """All of nftables, without counters."""
    return node.run("nft", "--stateless", "list", "ruleset")


def addresses(node):
    """(interface, address/length, label) of every address that is not of the link alone; label "" for none."""
    found = set()
    for link in json.loads(node.run("ip", "-j", "address")):
        for address in link.get("addr_info", ()):
            label = address.get("label", "")
            if address.get("scope") != "link" and link["ifname"] != "lo":
                found.add((link["ifname"], f"{address['local']}/{address['prefixlen']}",
                           "" if label == link["ifname"] else label))
    return found


def everything(node):
    """One text to compare: two moments with the same text have the same IPVS table, rules and addresses."""
    lines = sorted(services(node)) + sorted(" ".join(address) for address in addresses(node))
    return "\n".join([*lines, ruleset(node)])
