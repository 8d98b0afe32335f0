"""JSON documents in the making: a value is put at its path, with the objects and lists around it."""

from __future__ import annotations

from typing import Any

from pipelint.harness.generation.inputs import NotChosen
from pipelint.pipeline.record import record

_LONGEST_LIST = 1000  # a path with a larger index is no example that anybody would read


@record(frozen=False)
class Building:
    """A JSON document in the making."""

    content: Any = None


def put(document: Building, path: tuple[str | int, ...], value: Any) -> None:
    """Put ``value`` at ``path``, with the objects and lists around it.

    Raises:
        NotChosen: something else stands there: two paths cannot both be right.
    """
    if not path:
        if document.content is not None:
            raise NotChosen("a document is read both as a whole and in parts")
        document.content = value
        return
    if document.content is None:
        document.content = {} if isinstance(path[0], str) else []
    here = document.content
    for key, following in zip(path, [*path[1:], None], strict=True):
        _make_room(here, key, path)
        if following is None:
            if here[key] is not None:
                raise NotChosen(f"{path} is read as a whole, and something inside it, too")
            here[key] = value
        elif here[key] is None:
            here[key] = {} if isinstance(following, str) else []
        here = here[key]


def _make_room(here: Any, key: str | int, path: tuple[str | int, ...]) -> None:
    if isinstance(key, str) and isinstance(here, dict):
        here.setdefault(key)
    elif isinstance(key, int) and isinstance(here, list) and -1 <= key < _LONGEST_LIST:
        here.extend([None] * (max(key + 1, 1) - len(here)))
    else:
        raise NotChosen(f"no document can hold {path} besides what else is read of it")
