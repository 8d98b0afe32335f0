"""Make a crashing input smaller: leave out halves, quarters, lines and bytes, as long as it fails in the same way."""

from __future__ import annotations

import tempfile
import traceback
from pathlib import Path

from fuzz.guard import TooSlow, attempt
from fuzz.target import Target


def smaller(target: Target, data: bytes) -> bytes:
    """Return the part of ``data`` that fails as it does. Raises ValueError where it does not fail."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = failure(target, data, Path(folder))
        if wanted is None:
            raise ValueError("it does not fail")
        for separator in (b"\n", b",", b" ", b""):
            parts = data.split(separator) if separator else [bytes([one]) for one in data]
            if separator or len(parts) <= 2000:
                kept = _fewest(target, parts, separator, wanted, Path(folder))
                data = separator.join(kept)
    return data


def failure(target: Target, data: bytes, folder: Path) -> str | None:
    """Say in a word how ``data`` fails: what is raised where; None where it does not."""
    try:
        attempt(target, data, folder)
    except (Exception, TooSlow) as error:
        if isinstance(error, TooSlow):
            return "TooSlow"
        last = traceback.extract_tb(error.__traceback__)[-1]
        words = ":".join(str(error).split(":")[:2]) if type(error).__name__ == "Failed" else ""
        return f"{type(error).__name__} {words} {last.name}"
    return None


def _fewest(target: Target, parts: list[bytes], separator: bytes, wanted: str, folder: Path) -> list[bytes]:
    size = max(1, len(parts) // 2)
    while True:
        begin = 0
        while begin < len(parts):
            fewer = parts[:begin] + parts[begin + size :]
            if failure(target, separator.join(fewer), folder) == wanted:
                parts = fewer
            else:
                begin += size
        if size == 1:
            return parts
        size = max(1, size // 2)
