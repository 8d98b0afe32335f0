"""Which parameter an argument is for that is passed by its position, where versions of an SDK differ in that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelint.linter.source.objects import Object, SdkObject
from pipelint.linter.source.sdk.classes import SdkClass, dialect_of
from pipelint.pipeline.values import Literal

_MOVED: Mapping[str, Mapping[str, int]] = {
    "v2": {
        "ClarifyCheckStep": 4,
        "Estimator": 4,
        "JumpStartEstimator": 2,
        "QualityCheckStep": 4,
        "SelectiveExecutionConfig": 1,
    },
    "v3": {"Pipeline": 3},
}
"""Classes to which a later version added a parameter before others: from which position on (2.90 and 2.200, compared
with 2.257, and 3.2 with 3.27; ``tools/sdk_matrix/drift.py``)."""

_COUNT, _TYPE = "instance_count", "instance_type"
_SWAPPED = frozenset({"SKLearnProcessor"})
"""Classes whose former versions (2.90) took the type of the instances before their number; a text tells that."""


def by_position(made: SdkObject, positional: Sequence[Object]) -> dict[str, Object]:
    """Return what is passed to ``made`` by position, by parameter.

    What versions take for different parameters goes by its number, which is in no table; then the object is open: more
    may have been passed than is known.
    """
    dialect = dialect_of(made.dotted)
    names = made.cls.signature if dialect == "v3" else _signature(made.cls, positional)
    moved = _MOVED[dialect].get(made.cls.name, len(names))
    if moved < len(positional):
        made.open = True
        names = (*names[:moved], *(f"argument {number + 1}" for number in range(moved, len(positional))))
    return dict(zip(names, positional, strict=False))


def _signature(cls: SdkClass, positional: Sequence[Object]) -> tuple[str, ...]:
    if cls.name not in _SWAPPED:
        return cls.signature
    place = cls.signature.index(_COUNT)
    if not any(map(_is_text, positional[place : place + 1])):
        return cls.signature
    return tuple({_COUNT: _TYPE, _TYPE: _COUNT}.get(name, name) for name in cls.signature)


def _is_text(value: Object) -> bool:
    if isinstance(value, SdkObject):
        return value.cls.name == "ParameterString"
    return isinstance(value, Literal) and isinstance(value.value, str)
