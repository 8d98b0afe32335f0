"""The commonest fault, in few words: one edit, found where its new text stands."""

from __future__ import annotations

from typing import Any

from tests.faults.source.fault import Edit, Fault


def slip(
    base: str,
    kind: str,
    what: str,
    old: str,
    new: str,
    code: str,
    at: str = "",
    *,
    file: str | None = None,
    **more: Any,
) -> Fault:
    """Return the fault of ``base`` that ``new`` stands where ``old`` did; it is found ``at`` another text if given.

    ``file`` is the one to edit; ``more`` are the further fields of :class:`Fault`.
    """
    return Fault(kind, what, base, (Edit(old, new, file),), code, at or new, **more)
