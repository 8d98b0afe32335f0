"""What mends a fault, as plain data: changes of places of the model, which only their reader can carry out.

A rule says what should change, never how a file is written. Where the reader cannot be certain that a change does that
and nothing else (the place is shared by other code, a name is not bound there), there is no fix: see
``linter/source/edits``.
"""

from __future__ import annotations

from typing import Union

from pipelint.pipeline.record import record
from pipelint.pipeline.values import Origin, Scalar


@record
class ArgumentOf:
    """A place in the source: what is passed as ``name`` to the call that made the object at ``maker``."""

    maker: Origin
    name: str


Place = Union[Origin, ArgumentOf]
"""An expression: where a value was written, or an argument of a call."""


@record
class Around:
    """Put ``before`` and ``after`` around an expression: ``[`` and ``]``."""

    at: Place
    before: str
    after: str


@record
class Behind:
    """Put ``text`` behind an expression: ``.to_string()``, in parentheses where Python needs them."""

    at: Place
    text: str


@record
class Rewritten:
    """Write ``value`` where another literal is written."""

    at: Place
    value: Scalar


@record
class MemberRenamed:
    """Take another attribute than the last one of ``at``, or of what ``at`` is an item of: ``name`` may have dots."""

    at: Place
    name: str


@record
class KeywordRenamed:
    """Pass an argument under another name."""

    at: ArgumentOf
    name: str


@record
class Instead:
    """Where an object is used at ``at``, use ``text`` of the object that was made at ``maker``, by its name there."""

    at: Origin
    maker: Origin
    text: str


@record
class Added:
    """Add to the list that is passed as ``argument`` to the call at ``maker``, which is passed if it was not.

    What is added is the object that is used, or was made, at ``item``, by its name.
    """

    maker: Origin
    argument: str
    item: Origin


@record
class Extracted:
    """Make a parameter of the literal at ``at``: created with it as its default, used, and declared by ``pipeline``.

    ``parameter_class`` is the SDK's, ``name`` that of the parameter; the name of the variable follows from it.
    ``finds_image`` says that the SDK looks up an image by such a value, and refuses a parameter where it does.
    """

    at: Origin
    pipeline: Origin
    parameter_class: str
    name: str
    finds_image: bool = False


Change = Union[Around, Behind, Rewritten, MemberRenamed, KeywordRenamed, Instead, Added, Extracted]


@record
class Repair:
    """Changes that mend one fault together; ``title`` says what they do, in the imperative.

    It is ``safe`` where the pipeline then does what its author certainly meant, and nothing else changes.
    """

    title: str
    changes: tuple[Change, ...]
    safe: bool = True
