"""Comparing a step's arguments with a part of them, and saying what does not match."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipelint.pipeline.expression_text import shortened
from pipelint.pipeline.spelling import did_you_mean


class PartialArguments(Mapping[str, Any]):
    """The resolved arguments of one step, equal to every dict of which they hold all that it says.

    Dicts inside are compared in the same way, and lists item by item: they must be as long. Everything else is compared
    by ``==``, so that ``unittest.mock.ANY`` and ``pytest.approx`` may stand anywhere.
    """

    def __init__(self, step: str, arguments: Mapping[str, Any]) -> None:
        self.step = step
        self._arguments = arguments

    def __getitem__(self, name: str) -> Any:
        return self._arguments[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._arguments)

    def __len__(self) -> int:
        return len(self._arguments)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, PartialArguments):
            return self._arguments == other._arguments
        return not any(differences(self._arguments, other)) if isinstance(other, Mapping) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<arguments of {self.step}: {shortened(self._arguments)}>"


def differences(whole: Any, part: Any, place: str = "") -> Iterator[str]:
    """Yield, a line each, what ``part`` says that ``whole`` does not hold."""
    if isinstance(part, Mapping) and isinstance(whole, Mapping):
        for key, expected in part.items():
            inner = f"{place}.{key}" if place else str(key)
            if key in whole:
                yield from differences(whole[key], expected, inner)
            else:
                has = ", ".join(map(str, whole)) or "nothing"
                yield f"{inner} is not there;{did_you_mean(str(key), map(str, whole))} {place or 'there'} has {has}"
    elif isinstance(part, (list, tuple)) and isinstance(whole, (list, tuple)):
        if len(part) != len(whole):
            yield f"{place} has {len(whole)} items, expected {len(part)}"
        for index, (found, expected) in enumerate(zip(whole, part, strict=False)):
            yield from differences(found, expected, f"{place}[{index}]")
    elif not whole == part:  # noqa: SIM201 - an expected value may define == alone
        yield f"{place} is {shortened(whole)}, expected {_shown(part)}"


def _shown(value: Any) -> str:
    return shortened(value) if isinstance(value, (str, int, float, list, dict, type(None))) else repr(value)
