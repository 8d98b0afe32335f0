"""Notebooks that are Python files: cells in the percent format of Jupytext and editors, and those of Databricks.

https://jupytext.readthedocs.io/en/latest/formats-scripts.html#the-percent-format,
https://docs.databricks.com/aws/en/notebooks/notebook-export-import
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import takewhile

from pipelint.findings import Span
from pipelint.linter.reading import Reading
from pipelint.linter.source import gate
from pipelint.linter.source.project import Project
from pipelint.linter.source.reader import read_source
from pipelint.pipeline.record import record, replace

_DATABRICKS = "# Databricks notebook source"
_SEPARATOR = {True: re.compile(r"# COMMAND -{10,}\s*$"), False: re.compile(r"# ?%%(?!\w)")}  # a magic is %%word
_MAGIC = re.compile(r"# (?:MAGIC )?(%%?\w.*)")
_LINE_MAGIC = re.compile(r"^[ \t]*[%!](?!=).*$", re.MULTILINE)


def is_notebook(data: bytes) -> bool:
    """Tell whether a Python file is cut into cells."""
    return data.startswith(_DATABRICKS.encode()) or re.search(rb"^# ?%%(?!\w)", data, re.MULTILINE) is not None


@record
class Cells:
    """Where the cells of a file begin: the line (from 1) of the first line of each, and the lines of the file."""

    begins: tuple[int, ...]
    lines: tuple[str, ...]

    def placed(self, span: Span) -> Span:
        """Return ``span`` with the cell it is in, counted from 0, and the line of that cell."""
        before = [number for number, begin in enumerate(self.begins) if span.line is not None and begin <= span.line]
        if not before or span.line is None:
            return span
        return replace(span, cell=before[-1], cell_line=span.line - self.begins[before[-1]] + 1)

    def texts(self) -> Iterator[str]:
        """Yield each cell with what the format has commented out: its magic, and what is below that."""
        for begin, end in zip(self.begins, (*self.begins[1:], len(self.lines) + 2), strict=True):
            lines = self.lines[begin - 1 : end - 2]
            magic = _MAGIC.match(lines[0]) if lines else None
            if magic is None or not magic[1].startswith("%%"):
                yield "\n".join(lines)
                continue
            commented = takewhile(lambda line: line.startswith("#"), lines[1:])
            yield "\n".join((magic[1], *(line[magic.start(1) :] for line in commented), ""))


def cells_in(data: bytes) -> Cells:
    """Return the cells of a file that :func:`is_notebook`; what stands before the first mark is one if it is code."""
    lines = tuple(data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines())
    is_databricks = lines[0].startswith(_DATABRICKS)
    marks = [number for number, line in enumerate(lines, 1) if _SEPARATOR[is_databricks].match(line)]
    if is_databricks:
        marks.insert(0, 1)
    elif any(line.strip() and not line.startswith("#") for line in lines[: marks[0] - 1]):
        marks.insert(0, 0)
    return Cells(tuple(_first(lines, mark + 1, is_databricks) for mark in marks), lines)


def _first(lines: tuple[str, ...], line: int, skips_blank: bool) -> int:
    """Return the first line of a cell; Databricks leaves a blank one below the mark, which is none of the cell's."""
    while skips_blank and line <= len(lines) and not lines[line - 1].strip():
        line += 1
    return line


def read_cells(data: bytes, file: str, explicit: bool, project: Project) -> Reading:
    """Read a file that :func:`is_notebook` into the pipelines it builds; never raises for bad input."""
    project.written = _written_files(data)
    with suppress(ValueError, RecursionError, MemoryError):  # which the reader says
        try:
            gate.syntax(data, file)
        except SyntaxError:
            data = _without_magics(data)
    return read_source(data, file, explicit, project, cells_in(data))


def _without_magics(data: bytes) -> bytes:
    """Return the file with the magics and shell lines blanked out that some editors leave as they are."""
    return _LINE_MAGIC.sub("", data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def _written_files(data: bytes) -> Mapping[str, str]:
    """Return what the ``%%writefile`` cells of a file write, by path."""
    if b"%%writefile" not in data and b"%%file" not in data:
        return {}
    from pipelint.linter.source.notebook import written_files

    return written_files(cells_in(data).texts())
