"""Lines and columns of syntax nodes, computed only for the nodes that a finding shows.

libcst's own position provider records every node and costs more than the parse; the same walk over the code, recording
only the nodes asked for and stopping at the last of them, costs a fraction of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

import libcst as cst
from libcst._nodes.internal import CodegenState

from pipelint.linter.source.deep import with_room

Range = tuple[int, int, int, int]
"""Line and column of the first character, line and column after the last one; all count from 1."""

_NEWLINE = re.compile(r"\r\n?|\n")


class _AllFound(Exception):
    """Raised inside the walk once every wanted node has its place."""


class _Recorder(CodegenState):
    """Follow the generated code's line and column, and note those of the wanted nodes."""

    def __init__(self, module: cst.Module, wanted: set[int] | None) -> None:
        super().__init__(default_indent=module.default_indent, default_newline=module.default_newline)
        self.wanted = wanted
        self.found: dict[int, Range] = {}
        self.line = 1
        self.column = 1

    def add_token(self, value: str) -> None:
        if "\n" in value or "\r" in value:
            pieces = _NEWLINE.split(value)
            self.line += len(pieces) - 1
            self.column = len(pieces[-1]) + 1
        else:
            self.column += len(value)

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self.column += len(token)

    def pop_trailing_newline(self) -> None:
        """Nothing to take back: the tokens themselves are not kept."""

    @contextmanager
    def record_syntactic_position(
        self, node: cst.CSTNode, *, start_node: cst.CSTNode | None = None, end_node: cst.CSTNode | None = None
    ) -> Iterator[None]:
        line, column = self.line, self.column
        yield
        if self.wanted is None:
            self.found[id(node)] = (line, column, self.line, self.column)
        elif id(node) in self.wanted:
            self.found[id(node)] = (line, column, self.line, self.column)
            if len(self.found) == len(self.wanted):
                raise _AllFound


def locate(module: cst.Module, nodes: Iterable[object] | None) -> dict[int, Range]:
    """Return the range of each of ``nodes`` by ``id``, of all there are for None; parentheses around one are left out.

    Only expressions and statements have a place of their own in libcst; a node of another kind is absent.
    """
    wanted = None if nodes is None else {id(node) for node in nodes}

    def found() -> dict[int, Range]:
        recorder = _Recorder(module, wanted)
        with suppress(_AllFound):
            module._codegen(recorder)
        return recorder.found

    return with_room(found)
