"""Where nodes stand in the text of their module, and how a new item is laid out among those that are there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import libcst as cst
from libcst._nodes.internal import CodegenState

from pipelint.findings import Edit
from pipelint.linter.source.deep import with_room
from pipelint.pipeline.record import record

NEWLINE = re.compile(r"\r\n?|\n")


@record
class Piece:
    """What takes the place of the characters from ``start`` to before ``end``."""

    start: int
    end: int
    text: str


class _Recorder(CodegenState):
    """Follow the generated code, and note where each node begins and ends, with its parentheses and without."""

    def __init__(self, module: cst.Module) -> None:
        super().__init__(default_indent=module.default_indent, default_newline=module.default_newline)
        self.offset = 0
        self.begins: list[int] = []
        self.whole: dict[int, tuple[int, int]] = {}
        self.inner: dict[int, tuple[int, int]] = {}

    def add_token(self, value: str) -> None:
        self.offset += len(value)

    def add_indent_tokens(self) -> None:
        self.offset += sum(map(len, self.indent_tokens))

    def pop_trailing_newline(self) -> None:
        """Nothing to take back: the tokens themselves are not kept."""

    def before_codegen(self, node: cst.CSTNode) -> None:
        self.begins.append(self.offset)

    def after_codegen(self, node: cst.CSTNode) -> None:
        self.whole[id(node)] = (self.begins.pop(), self.offset)

    @contextmanager
    def record_syntactic_position(
        self, node: cst.CSTNode, *, start_node: cst.CSTNode | None = None, end_node: cst.CSTNode | None = None
    ) -> Iterator[None]:
        start = self.offset
        yield
        self.inner[id(node)] = (start, self.offset)


def _recorded(tree: cst.Module) -> _Recorder:
    recorder = _Recorder(tree)
    tree._codegen(recorder)
    return recorder


class Layout:
    """The text of a module and the places of its nodes in it; built by one walk.

    ``data`` is what the tree was read from: libcst loses the form feeds that a line may begin with.
    """

    def __init__(self, tree: cst.Module, data: bytes) -> None:
        self.text = with_room(lambda: tree.code)
        self._read = NEWLINE.split(data.decode(tree.encoding, "replace").removeprefix("\ufeff"))
        recorder = with_room(lambda: _recorded(tree))
        self._whole = recorder.whole
        self._inner = recorder.inner
        self._starts = [0, *(newline.end() for newline in NEWLINE.finditer(self.text))]

    def inner(self, node: cst.CSTNode) -> tuple[int, int]:
        """Return where an expression or a statement begins and ends, without the parentheses around it."""
        return self._inner[id(node)]

    def whole(self, node: cst.CSTNode) -> tuple[int, int]:
        """Return where a node begins and ends, with the parentheses around it, and blanks that are its own."""
        return self._whole[id(node)]

    def code(self, node: cst.CSTNode) -> str:
        """Return the text of an expression, without the parentheses around it."""
        start, end = self.inner(node)
        return self.text[start:end]

    def edit(self, piece: Piece) -> Edit:
        """Return ``piece`` in lines and columns; its own lines end in a line feed."""
        return Edit(*self._place(piece.start), *self._place(piece.end), NEWLINE.sub("\n", piece.text))

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        read = self._read[line - 1]
        return line, offset - self._starts[line - 1] + 1 + len(read) - len(read.lstrip("\f"))

    def before(self, statement: cst.CSTNode, text: str) -> Piece:
        """Return what puts a line above a statement and its decorators, indented alike and apart from a definition."""
        start = self._line_of(statement)
        code = self.text[start:]
        indentation = code[: len(code) - len(code.lstrip(" \t"))]
        apart = "\n" * (1 if indentation else 2) if isinstance(statement, (cst.FunctionDef, cst.ClassDef)) else ""
        return Piece(start, start, f"{indentation}{text}\n{apart}")

    def behind(self, statement: cst.CSTNode, text: str) -> Piece:
        """Return what puts a line of a module below a statement."""
        at = self._line_end(self.inner(statement)[1])
        return Piece(at, at, f"\n{text}")

    def _line_of(self, statement: cst.CSTNode) -> int:
        decorators = getattr(statement, "decorators", ())
        first = decorators[0].decorator if decorators else statement
        return self._starts[bisect_right(self._starts, self.inner(first)[0]) - 1]

    def appended(self, owner: cst.Call | cst.List | cst.ImportFrom, text: str) -> list[Piece]:
        """Return what adds ``text`` as the last argument of a call or item of a list, laid out like the others."""
        items = _items(owner)
        if not items:
            at = self._closing(owner)
            return [Piece(at, at, text)]
        last = items[-1]
        begin, end = self.whole(last)[0], self.whole(_content(last))[1]
        line_end = self._line_end(end)
        before = self._break_before(begin)
        if isinstance(owner, cst.ImportFrom) and owner.rpar is None:
            return [Piece(end, end, f", {text}")]
        closes_below = NEWLINE.search(self.text, end, self._closing(owner)) is not None
        if isinstance(last.comma, cst.Comma):
            comma = self.text.index(",", end) + 1
            at = comma if before == " " or not closes_below else self._line_end(comma)
            return [Piece(at, at, f"{before}{text},")]
        if before == " " or not closes_below:
            return [Piece(end, end, f",{before}{text}")]
        return [Piece(end, end, ","), Piece(line_end, line_end, f"{before}{text}")]

    def _line_end(self, offset: int) -> int:
        found = NEWLINE.search(self.text, offset)
        return found.start() if found is not None else len(self.text)

    def _closing(self, owner: cst.CSTNode) -> int:
        """Return where the closing bracket of a call or a list stands."""
        return self.inner(owner)[1] - 1

    def _break_before(self, begin: int) -> str:
        """Return what parts the item at ``begin`` from the next: a blank, or a new line where it begins one itself."""
        line = self._starts[bisect_right(self._starts, begin) - 1]
        indentation = self.text[line:begin]
        return f"\n{indentation}" if not indentation.strip() else " "


_Item = cst.Arg | cst.BaseElement | cst.ImportAlias


def _items(owner: cst.Call | cst.List | cst.ImportFrom) -> Sequence[_Item]:
    if isinstance(owner, cst.ImportFrom):
        return () if isinstance(owner.names, cst.ImportStar) else owner.names
    return owner.args if isinstance(owner, cst.Call) else owner.elements


def _content(item: _Item) -> cst.CSTNode:
    """Return what an item is without the comma behind it."""
    if isinstance(item, cst.ImportAlias):
        return item.asname or item.name
    return item.value
