"""The values a pipeline is made of: literals, containers, references and functions, each knowing where it was written.

A value read from Python source and the same value read from a compiled definition are equal: ``origin`` takes no part
in comparison. What the source cannot tell is an :class:`Unknown`, never a guess.

The expression forms are those of definition Version 2020-12-01 as the SDKs emit them (``entities.py``,
``properties.py``, ``functions.py``, ``parameters.py`` and ``execution_variables.py`` in ``sagemaker/workflow`` of
sagemaker 2.257).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Union

from pipelint.pipeline.record import field, record

Scalar = Union[str, int, float, bool, None]


@record
class Origin:
    """Where a piece of the model was written.

    ``document`` is the file's path as the user gave it. ``place`` belongs to the reader that made it (a syntax node for
    Python, a tuple of keys and indexes for JSON): only that reader turns it into a line and a column, and only when a
    finding needs it, because computing positions costs more than parsing.
    """

    document: str
    place: object


def origin_field() -> Origin | None:
    """Declare an ``origin`` field: optional, and outside equality, hashing and repr.

    Typed as the field's value, as :func:`~pipelint.pipeline.record.field` itself is.
    """
    origin: Origin | None = field(default=None, compare=False, repr=False)
    return origin


@record
class Literal:
    """A JSON scalar written out: a string, a number, a truth value or null."""

    value: Scalar
    origin: Origin | None = origin_field()


@record
class Unknown:
    """A value that cannot be known without running the code; ``reason`` says why, for people."""

    reason: str
    origin: Origin | None = origin_field()


@record
class Stamp(Unknown):
    """A value that holds a time, or a random number, of the compilation; ``function`` says where it comes from.

    ``address`` is true of a text that surely begins as an S3 URI does.
    """

    function: str = ""
    address: bool = False


@record
class ListValue:
    """A list. When ``complete`` is false, there may be further items that could not be read."""

    items: tuple[Value, ...]
    complete: bool = True
    origin: Origin | None = origin_field()


@record
class Record:
    """A JSON object. When ``complete`` is false, there may be further keys that could not be read."""

    entries: Mapping[str, Value] = field(default_factory=dict)
    complete: bool = True
    origin: Origin | None = origin_field()

    def get(self, *keys: str) -> Value | None:
        """Follow ``keys`` through nested records; None where a key is absent or its parent is no record."""
        here: Value | None = self
        for key in keys:
            if not isinstance(here, Record):
                return None
            here = here.entries.get(key)
        return here


@record
class Member:
    """``.Name`` in a property path."""

    name: str
    origin: Origin | None = origin_field()

    def __str__(self) -> str:
        return f".{self.name}"


@record
class Index:
    """``[3]`` in a property path; ``position`` is None when the index is unknown."""

    position: int | None
    origin: Origin | None = origin_field()

    def __str__(self) -> str:
        return "[…]" if self.position is None else f"[{self.position}]"


@record
class Key:
    """``['name']`` in a property path; ``name`` is None when the key is unknown."""

    name: str | None
    origin: Origin | None = origin_field()

    def __str__(self) -> str:
        return "[…]" if self.name is None else f"['{self.name}']"


PathPart = Union[Member, Index, Key]


def path_text(parts: tuple[PathPart, ...]) -> str:
    """Spell a property path as the SDK does: ``A.B['c'][0]``, without a leading dot."""
    return "".join(map(str, parts)).removeprefix(".")


@record
class ParameterReference:
    """``{"Get": "Parameters.<name>"}``."""

    name: str
    origin: Origin | None = origin_field()

    def __str__(self) -> str:
        return f"Parameters.{self.name}"


@record
class ExecutionVariable:
    """``{"Get": "Execution.<name>"}``."""

    name: str
    origin: Origin | None = origin_field()

    def __str__(self) -> str:
        return f"Execution.{self.name}"


@record
class StepReference:
    """``{"Get": "Steps.<step>.<path>"}``: a property of a step, known when that step has run."""

    step: str
    path: tuple[PathPart, ...] = ()
    origin: Origin | None = origin_field()

    def __str__(self) -> str:
        return f"Steps.{self.step}{''.join(map(str, self.path))}"


@record
class PropertyFileReference:
    """``{"Get": "Steps.<step>.PropertyFiles.<name>"}``, legal only inside ``Std:JsonGet``.

    ``step`` or ``name`` is None when the source does not tell. The two further origins are for findings that concern
    only that part.
    """

    step: str | None
    name: str | None
    origin: Origin | None = origin_field()
    step_origin: Origin | None = origin_field()
    name_origin: Origin | None = origin_field()

    def __str__(self) -> str:
        return f"Steps.{self.step or '…'}.PropertyFiles.{self.name or '…'}"


@record
class OtherReference:
    """A ``Get`` in another namespace (``ForEach.CurrentItem``, ``IterationOutput``) or of no known form: its text."""

    text: str
    origin: Origin | None = origin_field()

    def __str__(self) -> str:
        return self.text


@record
class Spelling:
    """How a definition spells one of its objects where the SDK would spell it otherwise: for its writer alone.

    ``keys`` are the keys that stand in the object, out of those that the model has fields for: one that was left out
    means the same as its default. ``extras`` holds what the fields do not, that is keys that nobody has described and
    what could not be read: as values, or as the JSON it was.
    """

    keys: frozenset[str]
    extras: Mapping[str, object]


@record
class Join:
    """``{"Std:Join": {"On": …, "Values": […]}}``."""

    on: Value
    values: Value
    origin: Origin | None = origin_field()
    spelling: Spelling | None = field(default=None, compare=False, repr=False)


@record
class JsonGet:
    """``{"Std:JsonGet": …}``: a value read at run time from a JSON file.

    ``source`` is a :class:`PropertyFileReference`, or the S3 URI the file stands at. ``path`` is a literal string in
    every definition the SDK accepts, a literal None when ``json_path`` was left out.
    """

    source: Value
    path: Value
    origin: Origin | None = origin_field()
    spelling: Spelling | None = field(default=None, compare=False, repr=False)


Reference = Union[ParameterReference, ExecutionVariable, StepReference, PropertyFileReference, OtherReference]
Value = Union[Literal, Unknown, ListValue, Record, Reference, Join, JsonGet]

EMPTY_RECORD = Record()


def children(value: Value) -> tuple[Value, ...]:
    """Return the values directly inside ``value``."""
    if isinstance(value, Record):
        return tuple(value.entries.values())
    if isinstance(value, ListValue):
        return value.items
    if isinstance(value, Join):
        return (value.on, value.values)
    if isinstance(value, JsonGet):
        return (value.source, value.path)
    return ()


def walk(value: Value) -> Iterator[Value]:
    """Yield ``value`` and everything inside it, outer before inner, in written order; without recursion."""
    pending = [value]
    while pending:
        here = pending.pop()
        yield here
        pending.extend(reversed(children(here)))
