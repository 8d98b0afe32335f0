"""Times and hashes in texts: what differs between two compilations of the same code, and means nothing by itself."""

from __future__ import annotations

import re

TIME, HASH = "a time stamp", "a hash"

_DATE = r"20\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:[01]\d|2[0-3])[-:]?[0-5]\d[-:]?[0-5]\d"
_STAMPS = {
    # sagemaker.utils.name_from_base writes 2025-01-31-12-59-59-123 behind a name, or 250131-1259 where that is short;
    # others write ISO 8601, or the seconds since 1970 as time.time() gives them.
    TIME: re.compile(
        rf"(?<![0-9A-Za-z]){_DATE}(?:[-_T ]?{_CLOCK}(?:[-.,]\d{{1,6}})?(?:Z|[+-]\d\d:?\d\d)?)?(?![0-9A-Za-z])"
        r"|(?<![0-9A-Za-z])\d{6}-\d{4}(?![0-9A-Za-z])"
        r"|(?<![0-9A-Za-z.])1[5-9]\d{8}(?:\d{3}|\.\d{1,7})?(?![0-9A-Za-z])"
    ),
    # MD5, SHA-1, SHA-256 and UUIDs: the SDK puts the hash of the code into the place where it uploads it
    # (sagemaker/workflow/utilities.py, hash_file and hash_files_or_dirs, of sagemaker 2.257).
    HASH: re.compile(
        r"(?<![0-9A-Za-z])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}"
        r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![0-9A-Za-z])"
    ),
}


def only_difference(old: str, new: str) -> tuple[str, ...]:
    """Name what two texts differ in, where they are alike but for time stamps and hashes; else nothing."""
    if old == new:
        return ()
    found = []
    for what, pattern in _STAMPS.items():
        if pattern.findall(old) != pattern.findall(new):
            found.append(what)
        old, new = pattern.sub(what, old), pattern.sub(what, new)
    return tuple(found) if old == new else ()
