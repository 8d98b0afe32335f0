"""The function of a script that AWS Lambda calls for a step: what it takes of the event, and what it returns."""

from __future__ import annotations

from pipelint.pipeline.record import record
from pipelint.pipeline.values import Origin, origin_field


@record
class EventKey:
    """A key of the event without which the function ends: it takes it for certain, and without a default."""

    name: str
    origin: Origin | None = origin_field()


@record
class Returned:
    """What one way through the function returns: an object with these ``keys``.

    ``inner`` are the keys of the objects inside it, each with the key that it stands below; ``nested`` are those whose
    value is an ``object`` or a ``list``, with that word. ``complete`` is false where there may be more keys.
    """

    keys: tuple[str, ...]
    inner: tuple[tuple[str, str], ...] = ()
    nested: tuple[tuple[str, str], ...] = ()
    complete: bool = True
    origin: Origin | None = origin_field()


@record
class Handler:
    """The function ``name`` of a script.

    ``missing`` says that the script has none. ``returns`` has one for each way through it, and none where one of them
    is not known.
    """

    name: str
    missing: bool = False
    takes: tuple[EventKey, ...] = ()
    returns: tuple[Returned, ...] = ()
