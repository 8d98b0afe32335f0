"""What AWS says of the members that properties lead through: a sentence each, read when the first is asked for.

``documentation.json`` is written by ``tools/build_service_digest.py``, from the same botocore as the digest of shapes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("documentation.json")


def sentence(shape: str, member: str) -> str | None:
    """Return what AWS says of a member of the shape called ``shape``; None where it says nothing."""
    return _sentences().get(shape, {}).get(member)


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = json.loads(_FILE.read_bytes())["shapes"]
    return found
