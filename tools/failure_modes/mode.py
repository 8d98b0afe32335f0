"""What is recorded of a failure mode."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mode:
    """One way in which a pipeline goes wrong, ``what`` in a few words.

    ``codes`` are the rules and problems that find it. Where they do not find all of it, ``missing`` says what stays
    unfound and why; without codes it says why nothing finds it.
    """

    what: str
    codes: tuple[str, ...] = ()
    missing: str = ""


def mode(what: str, codes: str = "", missing: str = "") -> Mode:
    """Return the mode that the rules of ``codes``, joined by blanks, find."""
    return Mode(what, tuple(codes.split()), missing)
