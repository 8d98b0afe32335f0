"""Which pipelines of a project a branch test can be written for, and how the test gets at what they compile to."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelint.linter.reading import Reading
from pipelint.linter.source.gate import syntax
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.record import record
from pipelint.pipeline.values import Literal


@record
class Candidate:
    """A pipeline that was recognised: ``name`` is what people call it, ``file`` where it is built.

    ``line`` is counted from 1. ``target`` is what compiles it, as ``pipelint compile`` takes it, None where nothing
    does. ``definition`` says that the file is what a pipeline was compiled to. ``decides`` that it has a condition.
    """

    name: str
    file: str
    line: int | None
    target: str | None
    definition: bool
    decides: bool


def candidates(readings: Iterable[Reading]) -> list[Candidate]:
    """Return the pipelines in ``readings``: those that decide something first, and else in the order of the files."""
    found = [candidate for reading in readings for candidate in _candidates(reading)]
    return sorted(found, key=lambda one: not one.decides)


def _candidates(reading: Reading) -> Iterator[Candidate]:
    for pipeline in reading.pipelines:
        if pipeline.origin is None:  # steps that another file puts into a pipeline
            continue
        span = reading.span(pipeline.origin)
        if span.file != reading.file:
            continue  # it is one of that file
        definition = reading.kind == "definition"
        target = None
        if reading.kind == "python" and span.line is not None:
            builder = _builder(Path(reading.file), span.line)
            target = f"{reading.file}:{builder}" if builder else None
        decides = any(step.conditions for step in pipeline.all_steps())
        name = _name_of_definition(Path(reading.file)) if definition else _name(pipeline, reading)
        yield Candidate(name, reading.file, span.line, target, definition, decides)


def _name_of_definition(file: Path) -> str:
    """Return what to call a pipeline whose definition does not tell: its file, or the folder of a file like others."""
    alike = file.stem.lower() in ("definition", "pipeline", "pipeline_definition", "pipeline-definition")
    return file.absolute().parent.name if alike and file.absolute().parent.name else file.stem


def _name(pipeline: Pipeline, reading: Reading) -> str:
    name = pipeline.name
    return name.value if isinstance(name, Literal) and isinstance(name.value, str) else Path(reading.file).stem


def _builder(file: Path, line: int) -> str | None:
    """Return the function, or the variable, at the top of ``file`` that the code in ``line`` makes the pipeline for."""
    try:
        statements = syntax(file.read_bytes(), str(file)).body
    except (OSError, SyntaxError, ValueError, RecursionError):
        return None
    for statement in statements:
        if not statement.lineno <= line <= (statement.end_lineno or statement.lineno):
            continue
        if isinstance(statement, ast.FunctionDef):
            return statement.name
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            return statement.targets[0].id
    return None
