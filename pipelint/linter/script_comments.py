"""Comments in which a script says what pipelint cannot see: ``# pipelint: writes /opt/ml/x.json {"a": 1}``, ``reads``.

They are looked for line by line, so they work in a script of any language whose comments begin with ``#``.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

from pipelint.pipeline.record import record

WORDS = ("writes", "reads")
_COMMENT = re.compile(r"#\s*pipelint:\s*(?P<word>writes|reads)\b(?P<rest>.*)")
_EXAMPLE = '`# pipelint: writes /opt/ml/processing/report/report.json {"metrics": {"accuracy": 0.0}}`'


@record
class ScriptComment:
    """A comment, with its place counted from 1: the script ``writes`` a file, or else reads it.

    ``folder`` is true of a ``path`` that ends with a slash: all files in it. ``document`` is an example of the JSON
    that is written, where there is one; ``has_document`` tells it from none.
    """

    row: int
    column: int
    end_column: int
    writes: bool
    path: str
    folder: bool = False
    document: Any = None
    has_document: bool = False


def script_comments(text: str) -> Iterator[ScriptComment]:
    """Yield the comments in ``text`` that can be read; of the others, linting the script tells."""
    for row, line in enumerate(io.StringIO(text, None), 1):
        match = _COMMENT.search(line)
        read = understood(match["word"], match["rest"]) if match is not None else None
        if match is not None and read is not None and not isinstance(read, str):
            yield ScriptComment(row, match.start() + 1, len(line.rstrip()) + 1, match["word"] == "writes", *read)


def understood(word: str, rest: str) -> tuple[str, bool, Any, bool] | str:
    """Return the path, whether it is a folder, the document and whether there is one; or what is wrong, as words."""
    path, _, said = rest.strip().partition(" ")
    if not path.startswith("/"):
        return f'"{word}" wants a path in the container, as in {_EXAMPLE}'
    said = said.strip()
    if not said:
        return path.rstrip("/") or "/", path.endswith("/"), None, False
    if word == "reads":
        return f'"reads" takes a path and no more, but there is "{said[:40]}"'
    try:
        return path, False, json.loads(said), True
    except (ValueError, RecursionError) as error:
        return f"what is written is no JSON ({error}); the form is {_EXAMPLE}"
