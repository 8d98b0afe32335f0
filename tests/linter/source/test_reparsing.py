"""The next text of an editor gets the tree that libcst makes of it from the start, though most is not parsed again."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import libcst as cst
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from libcst import matchers

from pipelint.linter.source.sources import Sources

FILE = Path("pipeline.py")
STATEMENTS = """\
# -*- coding: utf-8 -*-
a = f(
    1,  # one
    'é',
)
b = 1; c = 2
    b = 1; c = 2
        return g(b)
    return g(
        c)
'''a text

    of lines'''
    '''a text

    of lines'''
if a: b = 1
    if a: b = (1,
        2)
if a:
    else:
else: c = 3
elif b:
for a in b:
    while c:
try:
except E:
finally:
@decorated
def f(a, b=1):
    async def g(): pass
    def method(self):
class C:
with a as b:
match a:
    case 1:
x = 1 \\
    + 2
a = 1; \\

# a note
    # a note
        # a note
   # between


    """
LINES = st.lists(st.sampled_from(STATEMENTS.splitlines()), max_size=12)
ENDINGS = st.sampled_from(["\n", "\r\n"])
HOUSE = """\
import os


def get_pipeline(role):
    # first
    first = Step(
        "First",
        role,
    )

    second = Step("Second", first)  # then
    if role:
        return 1
    try:
        import json
    except ImportError:
        json = None
    match role:
        case "r":
            second.last = True
    return second
    # the end


get_pipeline("r")
"""


def as_python(lines: list[str], ending: str, last: str) -> bytes:
    """Return what is Python, to ``ast`` and libcst, of the lines: without those that they blame."""
    left = list(lines)
    while True:
        data = (ending.join(left) + last).encode()
        try:
            ast.parse(data)
            cst.parse_module(data)
        except SyntaxError as error:
            opened = re.search(r"expected an indented block after .* on line (\d+)", error.msg)
            del left[min(int(opened[1]) if opened else error.lineno or 1, len(left)) - 1]
        except (ValueError, cst.ParserSyntaxError, cst.CSTValidationError):
            del left[-1]
        else:
            return data


@st.composite
def edited(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """A file, and the same with some lines in place of others."""
    lines = draw(st.one_of(st.just(HOUSE.splitlines()), LINES))
    begin = draw(st.integers(0, len(lines)))
    end = draw(st.integers(begin, min(begin + 6, len(lines))))
    other = [*lines[:begin], *draw(LINES), *lines[end:]]
    last = draw(st.sampled_from(["", "\n"]))
    ways = draw(ENDINGS), draw(ENDINGS)
    return as_python(lines, ways[0], last), as_python(other, ways[1], last)


@given(edited())
@example((b"def f():\n    a = g(\n        1)\n    b\n", b"def f():\n\x0c    b\n    a = g(\n        1)\n"))
@example((b"a\nb\n", b"\r\na\r\nb\n"))
@example((b"f(a\r, b)\n\n", b"f(a\r, b)\n\nc\n"))
@example((b"a = 1\\\n\nb\n", b"b\na = 1\\\n\n"))
@example((b"a; \"\"\"\n''' \"\"\" # '''\nb\n", b"b\na; \"\"\"\n''' \"\"\" # '''\n"))
@example(("a = 'é'\nb\n".encode(), "# coding: latin-1\na = 'é'\n".encode()))
@example((b"\xef\xbb\xbfa\nb\n", b"\xef\xbb\xbfa\nc\n"))
@example((b"a\nb", b"c\nb"))
@example((b"b\n", b"b\n_pipelint_stand_in_\n"))
def test_the_tree_is_the_one_from_the_start(texts: tuple[bytes, bytes]) -> None:
    sources = Sources()
    sources.for_editor = True
    for text in texts:
        tree = sources.parsed(text, FILE)
        expected = cst.parse_module(text)
        assert tree.bytes == expected.bytes
        assert tree.deep_equals(expected)


def test_statements_that_are_alike_stay_two() -> None:
    sources = Sources()
    sources.for_editor = True
    sources.parsed(b"a = 1\na = 1\n", FILE)
    first, second, third = statements(sources.parsed(b"a = 1\na = 1\na = 1\n", FILE))
    assert first is not second and second is not third and third is not first


@pytest.mark.parametrize("last", ["\n", ""])
@pytest.mark.parametrize(
    ("before", "parsed_again"),
    [("import os\n", 0), ("# first\n", 0), ("        role,\n", 1), ("# then\n", 0), ("        return 1\n", 0)],
)
def test_a_keystroke_leaves_the_statements_that_it_does_not_touch(before: str, parsed_again: int, last: str) -> None:
    sources = Sources()
    sources.for_editor = True
    text = HOUSE.removesuffix("\n") + last
    old = sources.parsed(text.encode(), FILE)
    new = sources.parsed(text.replace(before, before + "#\n").encode(), FILE)
    kept = {id(node) for node in statements(new)} & {id(node) for node in statements(old)}
    assert len(kept) == 9 - parsed_again - (last == "")


def statements(tree: cst.Module) -> list[cst.BaseSmallStatement]:
    """Return the simple statements of a file, of which ``HOUSE`` has nine."""
    lines = matchers.findall(tree, matchers.SimpleStatementLine())
    return [node for line in lines if isinstance(line, cst.SimpleStatementLine) for node in line.body]
