"""Jupyter notebooks: the code cells in order as one program, positions given as cell and line as well as raw line.

Outputs are never read. Magics and shell lines are passed over; a cell in another language or one that is no Python on
its own is left out, and said so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from io import StringIO
from typing import TYPE_CHECKING, Any

from pipelint.findings import Finding, Span
from pipelint.linter.problems import problem
from pipelint.linter.reading import WORD, Reading
from pipelint.linter.source.gate import parses
from pipelint.linter.source.reader import read_source
from pipelint.pipeline.record import record, replace
from pipelint.pipeline.values import Origin

if TYPE_CHECKING:
    from pipelint.findings import Edit, Fix
    from pipelint.linter.definition.positions import Pointer
    from pipelint.linter.source.project import Project
    from pipelint.linter.suppression_comments import Comment
    from pipelint.rules.repair import Repair

_PYTHON_CELL_MAGICS = frozenset({"%%time", "%%timeit", "%%capture", "%%prun"})
# Blanks are those within a line, and none can be taken in two ways: each takes time linear in the text.
_LINE_MAGIC = re.compile(r"^([^\S\n]*)[%!?].*$", re.MULTILINE)
_ASSIGNED_MAGIC = re.compile(r"^([^\S\n]*[\w.,](?:[\w.,]|[^\S\n])*=[^\S\n]*)[%!].*$", re.MULTILINE)
_WRITE = re.compile(r"%%(?:writefile|file)\s+(?P<append>(?:-a|--append)\s+)?(?P<path>\"[^\"]+\"|'[^']+'|\S+)\s*$")
_HELP = re.compile(r"^([^\S\n]*)[\w.]+\?{1,2}[^\S\n]*$", re.MULTILINE)


@record
class Cell:
    """A code cell: its number among all cells from 0, and its text."""

    number: int
    text: str


class NotebookReading(Reading):
    """What a notebook yielded: the reading of its cells as one program, with places moved back into the notebook.

    ``written`` holds the files that ``%%writefile`` cells write when they run, by path as it is written there.
    """

    def __init__(
        self,
        file: str,
        data: bytes,
        inner: Reading,
        lines: Sequence[tuple[int, int]],
        written: Mapping[str, str],
    ) -> None:
        super().__init__(file, "notebook", inner.pipelines)
        self.written = written
        self._data = data
        self._inner = inner
        self._lines = lines
        self.findings = tuple(map(self._moved, inner.findings))
        self.mentions = inner.mentions

    def _moved(self, finding: Finding) -> Finding:
        return replace(finding, span=self._in_notebook(finding.span))

    def prepare(self, origins: Sequence[Origin]) -> None:
        """Compute the places of several origins in one walk."""
        self._inner.prepare(origins)

    def span(self, origin: Origin | None) -> Span:
        """Return the place of ``origin``, in the notebook or in a module it imports."""
        return self._in_notebook(self._inner.span(origin))

    def fix(self, repair: Repair) -> Fix | None:
        """Return the edits of the cells that carry ``repair`` out."""
        found = self._inner.fix(repair)
        if found is None:
            return None
        edits = tuple(edit for one in found.edits if (edit := self._in_cell(one)) is not None)
        return replace(found, edits=edits) if len(edits) == len(found.edits) else None

    def _in_cell(self, edit: Edit) -> Edit | None:
        """Return an edit of the whole program as one of a cell; None where it reaches over its end."""
        cell, line = self._lines[edit.line - 1]
        end_cell, end_line = self._lines[edit.end_line - 1]
        return replace(edit, line=line, end_line=end_line, cell=cell) if cell == end_cell else None

    def _in_notebook(self, span: Span) -> Span:
        if span.file != self.file or span.line is None or not 0 < span.line <= len(self._lines):
            return span
        cell, cell_line = self._lines[span.line - 1]
        end_cell, end_cell_line = self._lines[min(span.end_line or span.line, len(self._lines)) - 1]
        line = self._raw_line(cell, cell_line)
        end_line = self._raw_line(end_cell, end_cell_line)
        return replace(span, line=line, end_line=end_line, cell=cell, cell_line=cell_line)

    def comment_span(self, comment: Comment) -> Span:
        """Return the place of a suppression, whose row counts the lines of its cell."""
        line = self._raw_line(comment.cell or 0, comment.row)
        return Span(self.file, line, comment.column, line, comment.end_column, comment.cell, comment.row)

    def _raw_line(self, cell: int, cell_line: int) -> int:
        """Return the line of the raw file that a line of a cell stands on."""
        return self._raw_lines.get((cell, cell_line)) or self._raw_lines[cell, 0]

    @cached_property
    def _raw_lines(self) -> Mapping[tuple[int, int], int]:
        """The lines of the raw file that cells begin on, as their line 0, and those of the lines in their lists."""
        from pipelint.linter.definition.positions import locate

        text = self._data.decode("utf-8-sig")
        cells: Any = json.loads(text)["cells"]
        pointers: dict[tuple[int, int], Pointer] = {}
        for number, cell in enumerate(cells):
            source = cell.get("source") if isinstance(cell, dict) else None
            pointers[number, 0] = ("cells", number, "source")
            row = 1
            for index, line in enumerate(source if isinstance(source, list) else ()):
                rows = _as_lines(line).count("\n") if _is_text(line) else 0
                for one in range(row, row + max(rows, 1)):
                    pointers.setdefault((number, one), ("cells", number, "source", index))
                row += rows
        places = locate(text, pointers.values())
        return {key: places[pointer][0] for key, pointer in pointers.items()}


def read_notebook(data: bytes, file: str, explicit: bool = False, project: Project | None = None) -> Reading:
    """Read a notebook of format 4 into the pipelines it builds; never raises for bad input.

    What its cells import is looked for in ``project``.
    """
    if WORD not in data and not explicit:
        return Reading(file, "notebook", (), ())
    try:
        cells = _cells(json.loads(data.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        return _refused("SMP008", f"not UTF-8: {error.reason} at byte {error.start}", Span(file))
    except json.JSONDecodeError as error:
        place = Span(file, error.lineno, error.colno)
        return _refused("SMP010", f"broken or truncated notebook: {error.msg}", place)
    except RecursionError:
        return _refused("SMP010", "broken notebook: it is nested too deep", Span(file))
    if cells is None:
        expected = "an object with a list of `cells` (nbformat 4) was expected"
        return _refused("SMP010", f"not a notebook: {expected}", Span(file))
    text, lines = _program(cells)
    written = written_files(cell.text for cell in cells)
    if project is not None:
        project.written = written
    inner = read_source(text.encode(), file, explicit, project)
    reading = NotebookReading(file, data, inner, lines, written)
    if b"pipelint:" in data:
        reading.suppressions = tuple(_suppressions(cells))
    if inner.pipelines:
        reading.findings += tuple(_left_out(reading, cells))
    return reading


def _suppressions(cells: Iterable[Cell]) -> Iterator[Comment]:
    from pipelint.linter.suppression_comments import comments_in

    for cell in cells:
        yield from comments_in(python_of(cell.text) or "", cell.number)


def _refused(code: str, message: str, place: Span) -> Reading:
    return Reading(place.file, "notebook", (), (problem(code, message, place),))


def _cells(content: Any) -> list[Cell] | None:
    """Return the code cells, or None when ``content`` is no notebook of format 4."""
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        return None
    found: list[Cell] = []
    for number, cell in enumerate(content["cells"]):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        found.append(Cell(number, text_of(cell)))
    return found


def text_of(cell: object) -> str:
    """Return the text of a cell, which JSON has as a text or a list of lines; what is none of them is no text.

    Its lines end with a newline, wherever Python ends them.
    """
    source = cell.get("source") if isinstance(cell, dict) else None
    text = "".join(filter(_is_text, source)) if isinstance(source, list) else source
    return _as_lines(text) if isinstance(text, str) else ""


def _is_text(line: object) -> bool:
    return isinstance(line, str)


def _as_lines(text: str) -> str:
    return StringIO(text, None).read()


def python_of(text: str) -> str | None:
    """Return a cell's text with what only IPython understands blanked out, line for line; None when it is no Python.

    Empty cells are Python. A cell magic such as ``%%bash`` makes the cell another language; ``%%time`` does not.
    """
    first, _, rest = text.lstrip().partition("\n")
    if first.startswith("%%"):
        if first.split()[0] not in _PYTHON_CELL_MAGICS:
            return None
        text = "\n" * text[: text.index(first)].count("\n") + "pass\n" + rest
    if parses(text):
        return text
    text = _ASSIGNED_MAGIC.sub(r"\1None", text)
    text = _HELP.sub(r"\1pass", _LINE_MAGIC.sub(r"\1pass", text))
    return text if parses(text) else None


def written_files(cells: Iterable[str]) -> dict[str, str]:
    """Return what ``%%writefile`` cells write, by path; the last one of a path counts, ``-a`` adds to it.

    A path that holds a variable names no file that is known.
    """
    found: dict[str, str] = {}
    for text in cells:
        first, _, body = text.lstrip().partition("\n")
        match = _WRITE.match(first)
        if match is None or any(sign in match["path"] for sign in "{$"):
            continue
        path = match["path"].strip("\"'")
        found[path] = found.get(path, "") + body if match["append"] else body
    return found


def _program(cells: Sequence[Cell]) -> tuple[str, list[tuple[int, int]]]:
    """Join the cells to one module; the list tells the cell and its line for each line of the module."""
    pieces: list[str] = []
    lines: list[tuple[int, int]] = []
    for cell in cells:
        python = python_of(cell.text)
        if python is None:
            continue
        rows = python.split("\n")
        pieces.extend(rows)
        lines.extend((cell.number, row) for row in range(1, len(rows) + 1))
    return "\n".join(pieces) + "\n", lines


def _left_out(reading: Reading, cells: Sequence[Cell]) -> list[Finding]:
    """Say which cells should have been Python and are not; those that name another language are passed over."""
    broken = [cell for cell in cells if not cell.text.lstrip().startswith("%%") and python_of(cell.text) is None]
    if not broken:
        return []
    numbers = ", ".join(str(cell.number) for cell in broken)
    which = f"cell {numbers} is" if len(broken) == 1 else f"cells {numbers} are"
    return [problem("SMP009", f"{which} no Python and left out", Span(reading.file, cell=broken[0].number))]
