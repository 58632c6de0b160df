# SPDX-License-Identifier: GPL-2.0-or-later
"""Words for command lines: good ones from small pools, so that they meet again, and bad ones."""

HOSTS = {  # what the namespaces know; IPv4 first, since only that is looked up by name
    "localhost": "127.0.0.1",
    "web.example": "10.0.0.1",
    "db.example": "10.0.0.2",
    "a-host-name-of-some-length-that-does-not-fit.example": "10.0.0.3",
    "six.example": "2001:db8::1",
}

ADDRESSES4 = ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.1.2.3", "172.16.0.1", "192.168.100.200", "100.64.0.1",
              "223.255.255.254", "1.2.3.4"]
NEAR_ADDRESSES4 = ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.1.2.3", "100.64.0.1"]
ADDRESSES6 = ["2001:db8::1", "2001:db8::2", "2001:db8:1::28", "fd00::1", "::ffff:10.0.0.1"]
ODD_ADDRESSES = ["0.0.0.0", "255.255.255.255", "224.0.0.1", "127.0.0.1", "ff02::1", "::", "::1", "fe80::1"]
NAMES4 = ["web.example", "db.example", "localhost"]
PORTS = ["80", "443", "8080", "53", "5060", "65535"]
SERVICE_NAMES = ["http", "domain", "https", "sip", "tftp", "nosuchservice", "HTTP"]
MARKS = ["1", "5", "7", "2147483647", "2147483648", "4294967295"]

BAD_HOST_PORTS = ["80", "", ":80", ":", "0", "1.2.3.4:", "1.2.3.4:65536", "1.2.3.4:-1", "1.2.3.4:80x", "1.2.3.4:0x50",
                  "256.1.1.1:80", "1.2.3.4.5:80", "nosuch.invalid:80", "nosuch.invalid", "[::1]", "[::1]:", "[::1]80",
                  "[::1", "::1]:80", "[[::1]]:80", "[::1]:80:90", "[fe80::1%lo]:80", "1::2::3", "*:80", "[]:80",
                  "1.2.3.4:80:81", "1.2.3.4 80", "six.example:80", "[six.example]:80", "-t", "--", "-", "a:b",
                  "1.2.3.4:99999999999999999999", "[1.2.3.4:80"]
ODD_HOST_PORTS = ["1.2:80", "1:80", "0x7f.1:80", "010.0.0.1:080", "1.2.3.4:+80", "[1.2.3.4]:80", "[1.2]:80",
                  "[web.example]:80", "[1.2.3.4]:nonsense", "1.2.3.4:-0", "1.2.3.4:00", "1.2.3.4:0", "0:80",
                  "2001:db8::1:80", "::ffff:1.2.3.4", "[::ffff:1.2.3.4]:80", "[::1]:http"]

SCHEDULERS = ["rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf", "mh", "none"]
BAD_SCHEDULERS = ["nosuch", "", "RR", "nosuchschedulernamelongerthan16", "wlcwlcwlcwlcwlcw", "ip_vs", "-p", "../rr"]
GOOD_FLAGS = ["flag-1", "flag-2", "flag-3", "sh-fallback", "sh-port", "mh-fallback", "mh-port"]
BAD_FLAGS = ["flag-4", "bogus", "FLAG-1", " flag-1", "sh", "sh-", "flag-1 "]
PERSISTENCE = ["1", "60", "300", "360", "2678400", "+5", " 7", "007"]
BAD_PERSISTENCE = ["0", "-1", "2678401", "foo", "", "5x", "0x5", "1 ", "99999999999999999999", "2,5"]
NETMASKS4 = ["255.255.255.0", "255.255.0.0", "255.255.255.255", "0.0.0.0", "255.0.255.0", "24", "0", "32", "8"]
ODD_NETMASKS4 = ["255.255", "0xffffff00", "33", "localhost", "4294967040", "024", "0.0.0.24", "255"]
NETMASKS6 = ["64", "48", "128", "1", "64::", "4294967360"]
BAD_NETMASKS = ["/24", "foo", "", " 24", "129", "-1", "255.255.255.256", "24x", "+24", "1::"]
ENGINES = ["sip", "nosuch", "", "averyveryverylongpersistenceenginename"]
WEIGHTS = ["0", "1", "2", "5", "100", "65535", "65536", "2147483647", "+5", " 6"]
BAD_WEIGHTS = ["-1", "2147483648", "foo", "", "0x5", "5x", "1.5", "99999999999999999999", "5 "]
TUNNEL_TYPES = ["ipip", "gue", "gre"]
BAD_TUNNEL_TYPES = ["GUE", "", "gu", "guex", "vxlan"]
TUNNEL_PORTS = ["1", "6080", "65535"]
BAD_TUNNEL_PORTS = ["0", "65536", "-1", "", "x"]
TIMEOUTS = ["0", "1", "10", "900", "120", "300", "2678400", "+8", " 9", "010"]
BAD_TIMEOUTS = ["-1", "2678401", "x", "", "1x", "0x1"]
ROLES = ["master", "backup"]
BAD_ROLES = ["", "MASTER", "mas", "masters", "both", "-n"]
INTERFACES = ["lo", "lo", "lo", "eth0", "nosuch0", "", "averyveryverylonginterfacename"]
SYNC_IDS = ["0", "1", "5", "255"]
BAD_SYNC_IDS = ["256", "-1", "", "x", "1x"]
MAX_LENGTHS = ["1", "1000", "1472", "65507"]
BAD_MAX_LENGTHS = ["0", "65508", "", "-1", "x"]
GROUPS = ["224.0.0.81", "239.1.2.3", "224.0.0.1"]
BAD_GROUPS = ["10.0.0.1", "foo", "", "239.1", " 239.1.1.1", "fe80::1", "foo:bar", "::", "240.0.0.1", "223.255.255.255",
              "ff02::1%lo"]
MCAST_PORTS = ["1", "8848", "65535"]
TTLS = ["1", "3", "255"]
BAD_TTLS = ["0", "256", "-1", "x", ""]
