# SPDX-License-Identifier: GPL-2.0-or-later
# What Debian 13 has otherwise in /etc/default/ipvsadm than Debian 12.
s/^# if you want to start ipvsadm on boot set this to true$/# if you want to clear and restore the virtual server table when stopping and\n# starting ipvsadm, set this to true/
s/^# daemon method (none|master|backup)$/# daemon method (none|master|backup|both)/
${/^$/d}
