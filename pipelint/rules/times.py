"""Points of time in text, as clocks and the SDK spell them."""

from __future__ import annotations

import re

# A date with the time of day to the second, as the SDK and Python spell it; seconds or milliseconds since 1970.
_STAMP = re.compile(
    r"(?<!\d)20\d\d-?[01]\d-?[0-3]\d[-_T ]?(?P<time>[0-2]\d[-:]?[0-5]\d[-:]?[0-5]\d)"
    r"|(?<![\d.])1[6-9]\d{8}(?:\d{3})?(?!\d)"
)
_DAY_BOUNDS = frozenset({"000000", "235959"})  # people write these, clocks hardly ever show them


def holds_time(text: str) -> bool:
    """Tell whether ``text`` holds a point of time as a clock shows it, to the second."""
    return any(
        found["time"] is None or re.sub(r"\D", "", found["time"]) not in _DAY_BOUNDS for found in _STAMP.finditer(text)
    )
