"""What all tests share: how hypothesis runs."""

from __future__ import annotations

import os

from hypothesis import settings

# A deadline measures the machine, not the code. In CI the same examples every time: a new one is found by developers,
# not by whoever lands next.
settings.register_profile("developer", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "developer")
