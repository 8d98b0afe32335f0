"""Values worth trying: those beside the one that an input is compared with, then those that its other uses suggest."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from pipelint.harness.generation.inputs import Domain

_UNNAMED: dict[str, tuple[Any, ...]] = {
    "integer": (1, 0),
    "number": (0.5, 1),
    "string": ("a", "b"),
    "boolean": (True, False),
    "any": (0.5, "a", True),
}
_OTHER = "other"


def beside(value: Any, domain: Domain) -> Iterator[Any]:
    """Yield ``value`` and what is as near to it as can be, above and below: thresholds hide their faults there."""
    yield value
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, (int, float)):
        yield from _beside_number(value, domain)
    elif isinstance(value, str):
        yield from _beside_text(value)


def _beside_number(value: int | float, domain: Domain) -> Iterator[int | float]:
    if not math.isfinite(value):
        return
    if domain.kind == "integer" or (isinstance(value, int) and domain.kind != "number"):
        yield from (math.floor(value) + 1, math.ceil(value) - 1)
        return
    step = epsilon(value)
    above, below = float(Decimal(repr(value)) + step), float(Decimal(repr(value)) - step)
    yield above if above > value else math.nextafter(value, math.inf)
    yield below if below < value else math.nextafter(value, -math.inf)


def epsilon(value: int | float) -> Decimal:
    """Return a tenth of the last decimal place of ``value``: 0.01 for 0.8, so that 0.79 and 0.81 lie beside it."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return Decimal(10) ** (min(int(exponent), 0) - 1)


def _beside_text(value: str) -> Iterator[str]:
    if value != _OTHER:
        yield _OTHER
    yield f"{value}a"
    if value:
        yield value[:-1] or chr(max(ord(value) - 1, 1))


def between(values: Iterable[Any], domain: Domain) -> Iterator[int | float]:
    """Yield a number between each two neighbours of ``values``: what lies above one threshold and below the next."""
    numbers = sorted({one for one in values if isinstance(one, (int, float)) and not isinstance(one, bool)})
    for one, other in pairwise(numbers):
        middle = one + (other - one) / 2
        yield math.floor(middle) if domain.kind == "integer" else middle


def unnamed(domain: Domain) -> Iterator[Any]:
    """Yield values for an input of which nothing but its domain is known."""
    yield from domain.among or _UNNAMED[domain.kind]


def legal(values: Iterable[Any], domain: Domain) -> Iterator[Any]:
    """Yield those of ``values`` that are in ``domain``, each once: 1 and True are not the same, nor are 1 and 1.0."""
    seen: set[tuple[type, str]] = set()
    for value in values:
        key = (type(value), repr(value))
        if key not in seen and domain.holds(value):
            seen.add(key)
            yield value
