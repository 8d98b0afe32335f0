"""What changes in a file, as a unified diff in its own bytes, so that ``patch`` and ``git apply`` take it."""

from __future__ import annotations

import difflib
import re

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


def unified(file: str, before: bytes, after: bytes) -> bytes:
    """Return the difference; empty where there is none."""
    name = file.replace("\\", "/").encode("utf-8", "surrogateescape")
    lines = difflib.diff_bytes(
        difflib.unified_diff, _LINE.findall(before), _LINE.findall(after), b"a/" + name, b"b/" + name
    )
    return b"".join(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines)
