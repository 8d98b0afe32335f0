"""The form of the tables of this package: a class of the SDK, or one of its methods, and how a table is spelled."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.pipeline.record import record


@record
class SdkClass:
    """A class of the SDK, or one of its methods (``Processor.run``).

    ``kind`` says what it means to a pipeline; ``signature`` holds the parameter names in order, without ``self``;
    ``step_type`` is the definition's ``Type`` for the steps.
    """

    name: str
    kind: str
    signature: tuple[str, ...]
    step_type: str | None = None


def rows(table: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the first word and the others of each line of a table; a line that ends in a backslash goes on."""
    for line in table.replace("\\\n", " ").strip().splitlines():
        name, *rest = line.split()
        yield name, rest


def classes(kind: str, table: str) -> dict[str, SdkClass]:
    """Read a table of classes of one kind: name, parameters."""
    return {name: SdkClass(name, kind, tuple(signature)) for name, signature in rows(table)}


def classes_by_kind(table: str) -> dict[str, SdkClass]:
    """Read a table of classes of several kinds: name, kind, parameters."""
    return {name: SdkClass(name, kind, tuple(signature)) for name, (kind, *signature) in rows(table)}


def steps(table: str) -> dict[str, SdkClass]:
    """Read a table of steps: name, ``Type``, parameters."""
    found = {name: (step_type, tuple(signature)) for name, (step_type, *signature) in rows(table)}
    return {name: SdkClass(name, "step", signature, step_type) for name, (step_type, signature) in found.items()}
