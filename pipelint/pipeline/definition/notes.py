"""What all parts of the reader share: places in the document, and the gaps met on the way."""

from __future__ import annotations

from typing import Any

from pipelint.pipeline.model import Gap
from pipelint.pipeline.record import field, record
from pipelint.pipeline.values import Origin

Pointer = tuple[str | int, ...]
JsonObject = dict[str, Any]

# Exact places of ever deeper values would cost the square of the depth. The deepest value in all of
# fixtures/definitions has a place of 14 keys; what lies deeper than this is shown at its ancestor.
DEEPEST_PLACE = 100


def below(pointer: Pointer, *keys: str | int) -> Pointer:
    """Return the place of ``keys`` under ``pointer``, or ``pointer`` itself where that is too deep."""
    return (*pointer, *keys) if len(pointer) < DEEPEST_PLACE else pointer


def kind(content: object) -> str:
    """Name the JSON type of ``content`` for a message."""
    if content is None:
        return "null"
    if isinstance(content, bool):
        return "a truth value"
    names = ((str, "a string"), ((int, float), "a number"), ((list, tuple), "a list"), (dict, "an object"))
    return next((name for types, name in names if isinstance(content, types)), type(content).__name__)


@record(frozen=False)
class Notes:
    """The document being read, and what could not be read in it so far."""

    document: str
    gaps: list[Gap] = field(default_factory=list)
    unnamed_steps: int = 0

    def origin(self, pointer: Pointer) -> Origin:
        """Return the origin of what stands at ``pointer``."""
        return Origin(self.document, pointer)

    def gap(self, what: str, why: str, pointer: Pointer) -> None:
        """Write down that ``what``, at ``pointer``, could not be read, and why."""
        self.gaps.append(Gap(what, why, self.origin(pointer)))

    def listed(self, content: object, what: str, pointer: Pointer) -> tuple[list[object], bool]:
        """Return the items of ``content`` and whether it was a list at all; if not, there are none, and a gap."""
        if isinstance(content, (list, tuple)):
            return list(content), True
        self.gap(what, f"expected a list, found {kind(content)}", pointer)
        return [], False

    def objects(self, content: object, what: str, pointer: Pointer) -> tuple[list[tuple[JsonObject, Pointer]], bool]:
        """Return the objects in the list ``content`` with their places, and whether it held nothing else."""
        items, complete = self.listed(content, what, pointer)
        objects: list[tuple[JsonObject, Pointer]] = []
        for index, item in enumerate(items):
            if isinstance(item, dict):
                objects.append((item, below(pointer, index)))
            else:
                self.gap(f"an item of {what}", f"expected an object, found {kind(item)}", below(pointer, index))
                complete = False
        return objects, complete
