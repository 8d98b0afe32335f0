"""An edit of a cell changes its source alone, and the file stays as its program would have written it."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from pipelint.findings import Edit
from pipelint.linter.fixing.applying import applied, edited

STYLES: list[dict[str, Any]] = [
    {"indent": 1, "ensure_ascii": False},
    {"indent": 1},
    {"indent": 4},
    {},
    {"separators": (",", ":"), "ensure_ascii": False},
    {"indent": 2, "sort_keys": True},
]
LETTERS = st.text(alphabet="ab \"\\'é部\t", max_size=8)
TEXTS = st.lists(LETTERS, min_size=1, max_size=5).map("\n".join)


@st.composite
def edits(draw: st.DrawFn, text: str) -> Edit:
    """Draw an edit of ``text``."""
    lines = text.split("\n")
    places = [(row, column) for row, line in enumerate(lines, 1) for column in range(1, len(line) + 2)]
    begin, end = sorted((draw(st.sampled_from(places)), draw(st.sampled_from(places))))
    return Edit(*begin, *end, draw(st.sampled_from(["", "x", "x\n", '"\n  é', "\n"])), 1)


@given(TEXTS.flatmap(lambda text: st.tuples(st.just(text), edits(text))), st.booleans(), st.sampled_from(STYLES))
@example(("a", Edit(1, 1, 1, 2, "", 1)), True, STYLES[0])
@example(("", Edit(1, 1, 1, 1, "x\ny", 1)), True, STYLES[0])
def test_only_the_source_of_the_cell_is_another(drawn: tuple[str, Edit], as_list: bool, style: dict[str, Any]) -> None:
    text, edit = drawn
    before = notebook(text, as_list)
    after = json.loads(applied(json.dumps(before, **style).encode(), [edit]))
    new = "".join(after["cells"][1]["source"])
    assert new == edited(text, [Edit(edit.line, edit.column, edit.end_line, edit.end_column, edit.text)])
    assert after == notebook(new, as_list)


@given(TEXTS.flatmap(lambda text: st.tuples(st.just(text), edits(text))), st.booleans(), st.sampled_from(STYLES[1:4]))
def test_the_file_is_laid_out_as_before(drawn: tuple[str, Edit], as_list: bool, style: dict[str, Any]) -> None:
    text, edit = drawn
    after = applied(json.dumps(notebook(text, as_list), **style).encode(), [edit])
    if "".join(json.loads(after)["cells"][1]["source"]) and text:  # of an empty list the layout is not known
        assert after.decode() == json.dumps(json.loads(after), **style)


def notebook(text: str, as_list: bool) -> dict[str, Any]:
    source: Any = text.splitlines(keepends=True) if as_list else text
    cells = [
        {"cell_type": "markdown", "metadata": {"a": [1, 2]}, "source": ["é\n"]},
        {"cell_type": "code", "source": source, "outputs": [{"text": ["source"]}], "execution_count": 1},
    ]
    return {"nbformat": 4, "cells": cells, "metadata": {"cells": [{"source": "x"}]}, "nbformat_minor": 5}
