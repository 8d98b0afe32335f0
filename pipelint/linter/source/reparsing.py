"""Parse a file again of which most is as it was, as an editor's is with every keystroke.

libcst takes most of the time of reading a file, and knows no parsing of a part. So what is parsed is the new text with
a name in place of each simple statement that the old text has, too; then the old statement takes its place again.
Blocks, indentation, and to whom the blank lines and comments between statements belong are libcst's to say, as ever.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import libcst as cst

from pipelint.linter.source import gate

_STAND_IN = b"_pipelint_stand_in_"
_AROUND = re.compile(rb"\A([ \t]*)[^\r\n]*(\r?\n)\Z")
_CONTINUED = re.compile(rb"\\\r?\n\Z")
_BLOCKS = ("body", "handlers", "cases", "orelse", "finalbody")
"""Where statements hold others, for ``ast`` and libcst alike, in the order of the text."""


class Parsed:
    """A text that ``ast`` accepts, and the tree that libcst made of it."""

    def __init__(self, data: bytes, tree: cst.Module) -> None:
        self.data = data
        self.tree = tree

    @cached_property
    def lines(self) -> list[bytes]:
        """The lines as Python counts them, with what ends them."""
        return self.data.splitlines(keepends=True)

    @cached_property
    def statements(self) -> list[tuple[int, int]] | None:
        """For each line of simple statements the first line, counted from 0, and that after the last one.

        Left out is what stands behind a colon. None where a backslash joins a statement to what stands around it.
        """
        found: list[tuple[int, int]] = []
        for node in _in_order(gate.syntax(self.data, "").body):
            begin, end = node.lineno - 1, node.end_lineno or node.lineno
            if self.lines[begin][: node.col_offset].strip():  # behind a colon, or a semicolon
                if found and found[-1][1] > begin:
                    found[-1] = (found[-1][0], end)
                continue
            if _CONTINUED.search(self.lines[end - 1]) or (begin and _CONTINUED.search(self.lines[begin - 1])):
                return None
            found.append((begin, end))
        return found

    def text(self, begin: int, end: int) -> bytes:
        """Return some of the lines."""
        return b"".join(self.lines[begin:end])


def reparsed(old: Parsed, data: bytes) -> Parsed | None:
    """Return what libcst makes of ``data``, with the statements of ``old`` where it has the same.

    None where that cannot be done, or nothing is the same.
    """
    new = Parsed(data, old.tree)
    nodes = list(_simple(old.tree.body))
    if not _is_plain(old) or not _is_plain(new) or old.statements is None or len(old.statements) != len(nodes):
        return None
    known: dict[bytes, list[cst.SimpleStatementLine]] = {}
    for place, node in zip(reversed(old.statements), reversed(nodes), strict=True):  # the first is taken first
        known.setdefault(old.text(*place), []).append(node)
    pieces: list[bytes] = []
    kept: list[cst.SimpleStatementLine] = []
    done = 0
    for begin, end in new.statements or ():
        same = known.get(new.text(begin, end))
        if same and new.lines[end - 1].endswith(b"\n"):
            pieces += (new.text(done, begin), _AROUND.sub(rb"\1" + _STAND_IN + rb"\2", new.lines[begin]))
            kept.append(same.pop())
            done = end
    if not kept:
        return None
    try:
        new.tree = cst.parse_module(b"".join([*pieces, *new.lines[done:]]))
    except cst.ParserSyntaxError:  # libcst says what it is of the text itself
        return None
    is_encoded_alike = new.tree.encoding == old.tree.encoding == "utf-8"
    return new if is_encoded_alike and _restored(new.tree, iter(kept)) == len(kept) else None


def _is_plain(parsed: Parsed) -> bool:
    """Tell whether a line of the text means the same wherever it stands, to libcst, too, and no stand-in is in it."""
    data = parsed.data
    returns = data.count(b"\r")
    ends_alike = returns == data.count(b"\r\n") and returns in (0, data.count(b"\n"))
    return ends_alike and b"\f" not in data and _STAND_IN not in data


def _restored(block: cst.Module | cst.IndentedBlock, kept: Iterator[cst.SimpleStatementLine]) -> int:
    """Put statements back into ``block``, a new node that nothing else refers to; return how many stood in."""
    count = 0
    body: list[cst.CSTNode] = []
    for node in block.body:
        if isinstance(node, cst.SimpleStatementLine) and _is_stand_in(node):
            count += 1
            old = next(kept)
            body.append(cst.SimpleStatementLine(old.body, node.leading_lines, old.trailing_whitespace))
        else:
            count += sum(_restored(inner, kept) for inner in _inner(node))
            body.append(node)
    object.__setattr__(block, "body", tuple(body))
    return count


def _is_stand_in(node: cst.SimpleStatementLine) -> bool:
    only = node.body[0]
    return isinstance(only, cst.Expr) and isinstance(only.value, cst.Name) and only.value.value == _STAND_IN.decode()


def _simple(body: Sequence[cst.CSTNode]) -> Iterator[cst.SimpleStatementLine]:
    """Yield the lines of simple statements in the order of the text, but for those that stand behind a colon."""
    for node in body:
        if isinstance(node, cst.SimpleStatementLine):
            yield node
        for block in _inner(node):
            yield from _simple(block.body)


def _inner(node: Any) -> Iterator[Any]:
    """Yield the indented blocks of a compound statement, in the order of the text."""
    if isinstance(node, cst.IndentedBlock):
        yield node
    elif not isinstance(node, (cst.SimpleStatementLine, cst.SimpleStatementSuite)):
        for name in _BLOCKS:
            part = getattr(node, name, None)
            for one in part if isinstance(part, (list, tuple)) else (part,):
                if one is not None:
                    yield from _inner(one)


def _in_order(body: Sequence[Any]) -> Iterator[ast.stmt]:
    """Yield the simple statements in ``body``, in the order of the text."""
    for node in body:
        inner = [part for name in _BLOCKS if isinstance(part := getattr(node, name, None), list)]
        if not inner:
            yield node
        for part in inner:
            yield from _in_order(part)
