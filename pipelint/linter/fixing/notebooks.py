"""Edits made in the cells of a notebook: of its JSON, only the lines of source that change are written anew."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from pipelint.findings import Edit
from pipelint.linter.definition.positions import offsets
from pipelint.linter.fixing.applying import NotApplicable, edited
from pipelint.pipeline.record import replace

_BYTE_ORDER_MARK = "\ufeff"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def applied_to_notebook(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Return a notebook with ``edits`` made in its cells; raises :class:`NotApplicable`."""
    text = data.decode("utf-8")
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    text = text.removeprefix(mark)
    cells: Any = json.loads(text)["cells"]
    for cell, of_cell in groupby(sorted(edits, key=_cell), key=_cell):
        source = cells[cell].get("source", "")
        if not all(isinstance(line, str) for line in source):
            raise NotApplicable("a line of a cell is no text")
        pointer = ("cells", cell, "source")
        start, end = offsets(text, [pointer])[pointer]
        written = text[start:end]
        lines = source if isinstance(source, list) else None
        before = "".join(source)
        after = edited(before, (replace(one, cell=None) for one in of_cell))
        new = _as_list(written, lines, after) if lines is not None else _dumped(after, written)
        text = text[:start] + new + text[end:]
    return (mark + text).encode("utf-8")


def _cell(edit: Edit) -> int:
    if edit.cell is None:
        raise NotApplicable("an edit of a notebook names no cell")
    return edit.cell


def _as_list(written: str, lines: Sequence[str], after: str) -> str:
    """Return the JSON list of the lines of a cell; lines that stay are written as they were."""
    if not lines:
        return json.dumps(_LINE.findall(after), ensure_ascii=written.isascii())
    pointers: list[tuple[str | int, ...]] = [(number,) for number in range(len(lines))]
    places = offsets(written, pointers)
    new = _LINE.findall(after)
    same = _same(lines, new)
    same_at_end = _same(lines[same:][::-1], new[same:][::-1])
    first, last = places[pointers[0]], places[pointers[-1]]
    between = written[first[1] : places[pointers[1]][0]] if len(lines) > 1 else f",{written[1 : first[0]] or ' '}"
    kept = [written[slice(*places[pointer])] for pointer in pointers]
    changed = [_dumped(line, written) for line in new[same : len(new) - same_at_end]]
    items = [*kept[:same], *changed, *kept[len(kept) - same_at_end :]]
    return written[: first[0]] + between.join(items) + written[last[1] :]


def _same(one: Iterable[str], two: Iterable[str]) -> int:
    """Return how many lines two lists begin with alike."""
    number = 0
    for left, right in zip(one, two, strict=False):
        if left != right:
            break
        number += 1
    return number


def _dumped(text: str, written: str) -> str:
    """Return ``text`` as JSON, other letters than those of ASCII as in ``written``."""
    return json.dumps(text, ensure_ascii=written.isascii())
