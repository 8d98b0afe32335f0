"""What all tests share: how hypothesis runs, and where pipelint keeps what is the user's."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

from hypothesis import settings

# A deadline measures the machine, not the code. In CI the same examples every time: a new one is found by developers,
# not by whoever lands next.
settings.register_profile("developer", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "developer")

# What pipelint keeps for its user must not end up with the developer. Processes that tests start inherit this.
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="pipelint-tests-")
atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)
