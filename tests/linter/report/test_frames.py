"""The line of code below a finding, and the carets below what is meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelint.findings import Span
from pipelint.linter.report.frames import WIDTH, SourceLines, frame


def framed(text: str | bytes, span: Span) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [gutter + line for gutter, line in frame(span, SourceLines({span.file: data}))]


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("a = 1\nbad = word\n", Span("p.py", 2, 7, 2, 11), ["2 | bad = word", "  |       ^^^^"]),
        ("\n" * 9 + "    f(x)\n", Span("p.py", 10, 7, 10, 8), ["10 | f(x)", "   |   ^"]),
        ("\tf(\tx)\n", Span("p.py", 1, 5, 1, 6), ["1 | f( x)", "  |    ^"]),
        ("f(\n  x,\n)\n", Span("p.py", 1, 1, 3, 2), ["1 | f(", "  | ^^"]),
        ("f(\n", Span("p.py", 1, 3), ["1 | f(", "  |   ^"]),
        ('x = "名前", y\n', Span("p.py", 1, 11, 1, 12), ['1 | x = "名前", y', "  |             ^"]),
        ('x = "e\u0301", y\n', Span("p.py", 1, 11, 1, 12), ['1 | x = "e\u0301", y', "  |          ^"]),
        ('x = "\x1b[2J", y\n', Span("p.py", 1, 13, 1, 14), ['1 | x = " [2J", y', "  |             ^"]),
        (b"\xef\xbb\xbfx = y\n", Span("p.py", 1, 5, 1, 6), ["1 | x = y", "  |     ^"]),
        (b"# coding: latin-1\nx = '\xe9'\n", Span("p.py", 2, 6, 2, 7), ["2 | x = 'é'", "  |      ^"]),
        ('{"a": 1}'.encode("utf-16"), Span("d.json", 1, 7, 1, 8, pointer="/a"), ['1 | {"a": 1}', "  |       ^"]),
    ],
)
def test_carets_stand_below_what_is_meant(text: str | bytes, span: Span, expected: list[str]) -> None:
    assert framed(text, span) == expected


@pytest.mark.parametrize("mark", ["\f", "\x1c", "\u2028"])
def test_what_ends_no_line_of_python_ends_none_here(mark: str) -> None:
    assert framed(f'x = "{mark}"\ny = word\n', Span("p.py", 2, 5, 2, 9)) == ["2 | y = word", "  |     ^^^^"]


def test_of_a_long_line_what_is_around_the_place_is_shown() -> None:
    text = "[" + ", ".join(f'"{number:04}"' for number in range(5000)) + "]"
    column = text.index('"3000"') + 1
    code, carets = framed(text, Span("d.json", 1, column, 1, column + 6))
    assert code.startswith('1 | …2997", ') or "…" in code[:6]
    assert len(code) <= len("1 | ") + WIDTH + 2
    assert code[carets.index("^") : carets.rindex("^") + 1] == '"3000"'


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("a\n", Span("p.py")),
        ("a\n", Span("p.py", 1)),
        ("a\n", Span("p.py", 7, 1)),
        (b"\xff\xfe\x00", Span("p.py", 1, 1)),
        ("# coding: klingon\n", Span("p.py", 1, 1)),
        ("{", Span("n.ipynb", 1, 1, 1, 2, 0, 1)),
        ('{"cells": []}', Span("n.ipynb", 1, 1, 1, 2, 3, 1)),
        ('{"cells": [{}]}', Span("n.ipynb", 1, 1, 1, 2, 0, 1)),
        ('{"cells": [{"source": 3}]}', Span("n.ipynb", 1, 1, 1, 2, 0, 1)),
    ],
)
def test_where_there_is_no_code_there_is_no_frame(text: str | bytes, span: Span) -> None:
    assert framed(text, span) == []


def test_a_file_that_is_gone_has_no_frame() -> None:
    assert list(frame(Span("gone.py", 1, 1), SourceLines())) == []


@pytest.mark.parametrize("source", ["%%time\nx = word\n", ["%%time\n", "x = word\n"]])
def test_in_a_notebook_the_line_of_the_cell_is_shown(tmp_path: Path, source: object) -> None:
    file = tmp_path / "n.ipynb"
    file.write_text(json.dumps({"cells": [{"source": []}, {"cell_type": "code", "source": source}]}, indent=1))
    span = Span(str(file), 9, 5, 9, 9, cell=1, cell_line=2)
    assert ["".join(parts) for parts in frame(span, SourceLines())] == ["2 | x = word", "  |     ^^^^"]
