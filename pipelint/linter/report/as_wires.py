"""The wires of pipelines, for ``pipelint wires``: a picture and a table for people, Mermaid, or JSON for programs."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, TextIO, Union

from pipelint.drawing.as_mermaid import arrow_line, node_line
from pipelint.drawing.telling import deed_text
from pipelint.linter.reading import Reading
from pipelint.linter.report.as_text import place_text
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.plain_text import clean
from pipelint.pipeline.scripts import ReadFile, WrittenFile, spelled
from pipelint.pipeline.values import Literal
from pipelint.pipeline.wires import End, Wire, wires

NOBODY = "no step reads it"
_WIDEST = 72  # columns on the left; a longer text, an S3 URI for example, pushes its own right side away


def write_text(readings: Sequence[Reading], stream: TextIO) -> None:
    """Write for each pipeline who hands what to whom, then where each piece lies and what the scripts do with it."""
    for number, (pipeline, reading, found) in enumerate(_every(readings)):
        lines = [_title(pipeline, reading), ""]
        lines += [*_picture(pipeline, found), "", *_table(found)] if found else ["no wires"]
        stream.write("\n" if number else "")
        stream.writelines(f"{clean(line)}".rstrip() + "\n" for line in lines)


def write_mermaid(readings: Sequence[Reading], stream: TextIO) -> None:
    """Write a flowchart for each pipeline (https://mermaid.js.org/syntax/flowchart.html)."""
    for pipeline, reading, found in _every(readings):
        stream.write(f"%% {clean(_title(pipeline, reading))}\n")
        stream.writelines(f"{line}\n" for line in _flowchart(pipeline, found))


def write_json(readings: Sequence[Reading], stream: TextIO) -> None:
    """Write one object with the wires of every pipeline; the places are those that findings have."""
    pipelines = [
        {
            "name": pipeline.name.value if isinstance(pipeline.name, Literal) else None,
            "file": reading.span(pipeline.origin).file,
            "line": reading.span(pipeline.origin).line,
            "wires": [
                {
                    "from": _end_object(wire.source, reading),
                    "to": _end_object(wire.target, reading),
                    "outside": wire.outside,
                    "json_path": wire.json_path,
                }
                for wire in found
            ],
        }
        for pipeline, reading, found in _every(readings)
    ]
    json.dump({"version": 1, "pipelines": pipelines}, stream, indent=2)
    stream.write("\n")


def _every(readings: Iterable[Reading]) -> Iterator[tuple[Pipeline, Reading, tuple[Wire, ...]]]:
    for reading in readings:
        for pipeline in reading.pipelines:
            yield pipeline, reading, wires(pipeline)


def _title(pipeline: Pipeline, reading: Reading) -> str:
    name = f' "{pipeline.name.value}"' if isinstance(pipeline.name, Literal) else ""
    return f"pipeline{name} ({place_text(reading.span(pipeline.origin))})"


def _picture(pipeline: Pipeline, found: Sequence[Wire]) -> Iterator[str]:
    """Yield each writer with a branch to every reader; first what comes from outside."""
    for name in _outside(found):
        yield from _branches(f"({name})", [wire for wire in found if wire.outside == name])
    leaving: dict[str, list[Wire]] = {}
    for wire in found:
        if wire.source is not None:
            leaving.setdefault(wire.source.step, []).append(wire)
    for step in pipeline.all_steps():
        if step.name in leaving:
            yield from _branches(step.name, leaving[step.name])


def _outside(found: Sequence[Wire]) -> list[str]:
    return list(dict.fromkeys(wire.outside for wire in found if wire.outside is not None))


def _branches(name: str, leaving: Sequence[Wire]) -> Iterator[str]:
    yield name
    said = [
        (f"{_written(wire)} " if wire.source is not None else "")
        + (f"──► {wire.target.step} ({wire.target.called})" if wire.target is not None else f"── {NOBODY}")
        for wire in leaving
    ]
    for number, text in enumerate(said):
        yield f"{'└' if number == len(said) - 1 else '├'}─ {text}"


def _written(wire: Wire) -> str:
    called = wire.source.called if wire.source is not None else wire.outside or ""
    return called if wire.json_path is None else f"{called} {wire.json_path}"


def _table(found: Sequence[Wire]) -> Iterator[str]:
    """Yield two columns: what is written, and what reads it; below each what is known of its container and script."""
    rows = [(_column(wire.source, wire), _column(wire.target, wire)) for wire in found]
    lengths = [len(line) for left, _ in rows for line in left]
    width = max(one for one in (len("WRITTEN BY"), *lengths) if one <= _WIDEST)
    yield f"{'WRITTEN BY':{width}}   READ BY"
    for left, right in rows:
        for one, other in zip_longest(left, right, fillvalue=""):
            yield f"{one:{width}}   {other}"


def _column(end: End | None, wire: Wire) -> list[str]:
    if end is None:
        return [NOBODY] if wire.target is None else [wire.outside or ""]
    lines = [f"{end.step}: {end.called}"]
    if end.place is not None:
        lines.append(f"  in {end.place}")
    if end is wire.target and wire.json_path is not None:
        lines.append(f"  json path {wire.json_path}")
    return lines + [f"  {posixpath.basename(end.script or '')} {deed_text(one, end.place or '')}" for one in end.files]


def _flowchart(pipeline: Pipeline, found: Sequence[Wire]) -> Iterator[str]:
    yield "flowchart LR"
    steps = {step.name: f"s{number}" for number, step in enumerate(pipeline.all_steps())}
    outside = {name: f"o{number}" for number, name in enumerate(_outside(found))}
    yield from (f"  {node_line(identifier, [name])}" for name, identifier in steps.items())
    yield from (f"  {node_line(identifier, [name], 'outside')}" for name, identifier in outside.items())
    for wire in found:
        if wire.target is not None:
            source = steps[wire.source.step] if wire.source is not None else outside[wire.outside or ""]
            ends = [_written(wire)] if wire.source is not None else []
            yield f"  {arrow_line(source, steps[wire.target.step], [*ends, f'as {wire.target.called}'])}"


def _end_object(end: End | None, reading: Reading) -> dict[str, Any] | None:
    if end is None:
        return None
    return {
        "step": end.step,
        "as": end.called,
        "place": end.place,
        "script": end.script,
        "files": [_file_object(one, reading) for one in end.files],
    }


def _file_object(file: Union[WrittenFile, ReadFile], reading: Reading) -> dict[str, Any]:
    span = reading.span(file.origin)
    documents = [spelled(one) for one in file.documents] if isinstance(file, WrittenFile) else []
    return {"path": file.path, "file": span.file, "line": span.line, "documents": documents}
