"""The JSON path dialect of the SDK's local mode: ``get_using_dot_notation`` (sagemaker/local/utils.py:196-238, 2.257).

It splits at every dot before it looks at brackets and quotes, and takes nearly anything as a key. It raises only where
the brackets hold neither a quoted key nor what Python's ``int()`` accepts; a key that is blank or holds an open bracket
counts as refused here, too, for no document has such a key.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.pipeline.jsonpath.problems import JsonPathError
from pipelint.pipeline.jsonpath.reading import Reading, Segment

_QUOTES = ("'", '"')


def read_local_mode(text: str) -> Reading:
    """Return how local mode reads ``text``; raise :class:`JsonPathError` where it cannot."""
    segments: list[Segment] = []
    position = 0
    for piece in text.split("."):
        bodies = list(_bodies(piece))
        key = piece.split("[", 1)[0] if bodies else piece
        if not key.strip():
            raise JsonPathError("expected a key", position)
        if "[" in key:
            raise JsonPathError('the "[" is not closed', position + key.index("["))
        segments.append(key)
        segments.extend(_inside(body, position + at) for at, body in bodies)
        position += len(piece) + 1
    return Reading(tuple(segments))


def _bodies(piece: str) -> Iterator[tuple[int, str]]:
    """Yield what stands between brackets, with its position, as the expression ``\\[(.+?)]`` finds it."""
    at = piece.find("[")
    while at >= 0:
        end = piece.find("]", at + 2)
        if end < 0:
            return
        yield at + 1, piece[at + 1 : end]
        at = piece.find("[", end)


def _inside(body: str, position: int) -> Segment:
    if len(body) > 1 and body[0] == body[-1] and body[0] in _QUOTES:
        return body[1:-1]
    try:
        return int(body)
    except ValueError:
        raise JsonPathError("expected an index or a quoted key", position) from None
