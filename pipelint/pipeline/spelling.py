"""Guess what a misspelt name was meant to be, so that a message can say so."""

from __future__ import annotations

from collections.abc import Iterable

LIKENESS = 0.6  # difflib's own default: "trian" finds "train", "accuracy" does not find "model"
SHORTEST_BEGINNING = 3  # letters: "eval" is taken for "evaluation", "e" is not


def closest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that ``name`` most probably stands for, or None when none is close.

    A candidate that differs in case alone is always close, and wins; then come similar ones, then abbreviations. Among
    equally close ones the first wins. ``name`` itself is never an answer.
    """
    by_folded: dict[str, str] = {}
    for candidate in candidates:
        if candidate != name:
            by_folded.setdefault(candidate.casefold(), candidate)
    folded = name.casefold()
    if folded in by_folded:
        return by_folded[folded]
    import difflib

    matches = difflib.get_close_matches(folded, by_folded, n=1, cutoff=LIKENESS)
    matches = matches or [candidate for candidate in by_folded if _abbreviates(folded, candidate)]
    return by_folded[matches[0]] if matches else None


def _abbreviates(one: str, other: str) -> bool:
    """Tell whether one of the two is the beginning of the other."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= SHORTEST_BEGINNING and longer.startswith(shorter)


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Return ``' did you mean "train"?'``, with its leading blank, or the empty string when no candidate is close."""
    match = closest(name, candidates)
    return "" if match is None else f' did you mean "{match}"?'
