# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests that are a sentence each: what differs from the original on purpose, and what random cases cannot reach."""
from named.bench import TESTS, Bench  # noqa: F401
# A test joins TESTS when its module is imported: they run in this order.
from named import saves, listings, reading, streams, connections, counters  # noqa: F401
from named import json_listings, atomic_restores, wrappers, permission, scripts  # noqa: F401
