"""Notebooks that are Python files: cells in the percent format of Jupytext and editors, and those of Databricks.

https://jupytext.readthedocs.io/en/latest/formats-scripts.html#the-percent-format,
https://docs.databricks.com/aws/en/notebooks/notebook-export-import
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import StringIO
from itertools import takewhile

from pipelint.findings import Span
from pipelint.linter.reading import WORD, Reading
from pipelint.linter.source import gate
from pipelint.linter.source.notebook import python_of, written_files
from pipelint.linter.source.project import Project
from pipelint.linter.source.reader import read_source
from pipelint.pipeline.record import record, replace

_DATABRICKS = "# Databricks notebook source"
_SEPARATOR = {True: re.compile(r"# COMMAND -{10,}\s*$"), False: re.compile(r"# ?%%(?!\w)")}  # a magic is %%word
_CELL_MAGIC = re.compile(r"# (?:MAGIC )?(%%)\w")


def is_notebook(data: bytes) -> bool:
    """Tell whether a Python file is cut into cells."""
    return data.startswith(_DATABRICKS.encode()) or re.search(rb"^# ?%%(?!\w)", data, re.MULTILINE) is not None


@record
class Cells:
    """Where the cells of a file begin and end: lines from 1, the end being the mark after it; and the file's lines."""

    begins: tuple[int, ...]
    ends: tuple[int, ...]
    lines: tuple[str, ...]

    def placed(self, span: Span) -> Span:
        """Return ``span`` with the cell it is in, counted from 0, and the line of that cell."""
        before = [number for number, begin in enumerate(self.begins) if span.line is not None and begin <= span.line]
        if not before or span.line is None:
            return span
        return replace(span, cell=before[-1], cell_line=span.line - self.begins[before[-1]] + 1)

    def texts(self) -> Iterator[str]:
        """Yield the text of each cell."""
        for begin, end in zip(self.begins, self.ends, strict=True):
            yield "\n".join(self.lines[begin - 1 : end - 1])


def cells_in(data: bytes) -> Cells:
    """Return the cells of a file that :func:`is_notebook`; what stands before the first mark is one if it is code."""
    lines = _lines(data.decode("utf-8", "replace"))
    is_databricks = lines[0].startswith(_DATABRICKS)
    marks = [number for number, line in enumerate(lines, 1) if _SEPARATOR[is_databricks].match(line)]
    if is_databricks:
        marks.insert(0, 1)
    elif any(line.strip() and not line.startswith("#") for line in lines[: marks[0] - 1]):
        marks.insert(0, 0)
    begins = tuple(_first(lines, mark + 1, is_databricks) for mark in marks)
    return Cells(begins, (*marks[1:], len(lines) + 1), lines)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(StringIO(text.removeprefix("\ufeff"), None).read().split("\n"))


def _first(lines: tuple[str, ...], line: int, skips_blank: bool) -> int:
    """Return the first line of a cell; Databricks leaves a blank one below the mark, which is none of the cell's."""
    while skips_blank and line <= len(lines) and not lines[line - 1].strip():
        line += 1
    return line


def read_cells(data: bytes, file: str, explicit: bool, project: Project) -> Reading:
    """Read a file that :func:`is_notebook` into the pipelines it builds; never raises for bad input."""
    if WORD not in data and not explicit:
        return Reading(file, "python")
    cells = cells_in(data)
    project.written = _written_files(cells)
    with suppress(ValueError, RecursionError):  # which the reader says
        try:
            gate.syntax(data, file)
        except SyntaxError:
            data = _without_magics(data, cells)
    return read_source(data, file, explicit, project, cells)


def _without_magics(data: bytes, cells: Cells) -> bytes:
    """Return the file without the magics that some editors leave as they are, and without cells in other languages.

    A cell that is no Python for another reason stays, so that the reader says where it breaks. Raises
    UnicodeDecodeError, a ValueError, where the file is not UTF-8.
    """
    lines = list(_lines(data.decode()))
    for begin, end, text in zip(cells.begins, cells.ends, cells.texts(), strict=True):
        python = python_of(text) if text else None
        if python is not None:
            lines[begin - 1 : end - 1] = python.split("\n")
        elif text.lstrip().startswith("%%"):
            lines[begin - 1 : end - 1] = [""] * (end - begin)
    return "\n".join(lines).encode()


def _written_files(cells: Cells) -> Mapping[str, str]:
    """Return what the ``%%writefile`` cells of a file write, by path."""
    return written_files(map(_uncommented, cells.texts()))


def _uncommented(text: str) -> str:
    """Return a cell as it runs: Jupytext and Databricks comment out a cell magic and all that is below it."""
    magic = _CELL_MAGIC.match(text)
    if magic is None:
        return text
    first, *rest = text.split("\n")
    body = takewhile(lambda line: line.startswith("#"), rest)
    return "\n".join((first[magic.start(1) :], *(line[magic.start(1) :] for line in body), ""))
