"""One Python file, from bytes to what it builds."""

from __future__ import annotations

import ast
import io
from functools import cache, partial
from typing import TYPE_CHECKING

from pipelint.findings import Finding, Span
from pipelint.linter.problems import problem
from pipelint.linter.reading import WORD, Reading
from pipelint.linter.source import gate, reach
from pipelint.pipeline.record import replace

if TYPE_CHECKING:
    from pipelint.linter.source.percent import Cells
    from pipelint.linter.source.project import Project


LARGEST_TREE = 600_000
"""Most parts of syntax that a file may have: some 60,000 lines, for which libcst takes 20 seconds and 1.5 GB."""


def read_source(
    data: bytes, file: str, explicit: bool = False, project: Project | None = None, cells: Cells | None = None
) -> Reading:
    """Read a Python file into the pipelines it builds; never raises for bad input.

    Nothing is executed. What the file imports is looked for in ``project``, and read like the file itself. A file
    without the word ``sagemaker`` is not even parsed, unless the user named it (``explicit``): then a syntax error is
    still said. ``cells`` are those that the file is cut into.
    """
    if WORD not in data and not explicit:
        return Reading(file, "python")
    try:
        tree = gate.syntax(data, file)
    except (SyntaxError, ValueError, RecursionError) as error:
        refusal = _refusal(error, data, file)
        refusal = refusal if cells is None else replace(refusal, span=cells.placed(refusal.span))
        return Reading(file, "python", findings=(refusal,))
    outline = gate.outline(tree, data)
    if not outline.builds_pipelines and (project is None or not reach.reaches_builder(outline, project)):
        return Reading(file, "python")
    if len(data) > LARGEST_TREE and (parts := sum(1 for _ in ast.walk(tree))) > LARGEST_TREE:  # a part takes a byte
        refusal = problem("SMP018", f"the code has {parts:,} parts; at most {LARGEST_TREE:,} are read", Span(file))
        return Reading(file, "python", findings=(refusal,))
    deep = gate.too_deep(tree)
    if deep is not None:
        span = Span(file, deep) if cells is None else cells.placed(Span(file, deep))
        refusal = problem("SMP018", "an expression here is nested deeper than can be read", span)
        return Reading(file, "python", findings=(refusal,))
    from pipelint.linter.source.quick_libcst import import_libcst

    import_libcst()  # before whatever imports it
    from pipelint.linter.source.evaluation import evaluate_module

    return evaluate_module(data, file, cache(partial(gate.called_names, tree)), project, cells)


def _refusal(error: Exception, data: bytes, file: str) -> Finding:
    """Turn what ``ast`` raised into a finding."""
    if not isinstance(error, SyntaxError):
        reason = (
            "it holds null bytes" if b"\0" in data else f"it is nested too deep to be parsed ({type(error).__name__})"
        )
        return problem("SMP002", f"cannot read as Python: {reason}", Span(file))
    line, column = error.lineno or 1, _column(error, data)
    code = "SMP008" if _is_encoding(error) else "SMP002"
    message = error.msg.removeprefix("(unicode error) ")
    return problem(code, f"cannot read as Python: {message}", Span(file, line, max(column, 1)))


def _column(error: SyntaxError, data: bytes) -> int:
    """Return the column of a fault in characters. Given bytes, Python before 3.13 counts those; given a text, never."""
    import tokenize

    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        with gate.unwarned():
            ast.parse(data.decode(encoding))
    except SyntaxError as again:
        if again.lineno == error.lineno:
            return again.offset or 1
    except (LookupError, ValueError, RecursionError, MemoryError):
        pass
    return error.offset or 1


def _is_encoding(error: SyntaxError) -> bool:
    return "codec can't decode" in error.msg or "encoding problem" in error.msg or "unknown encoding" in error.msg
