"""What changed between two pipelines, for people: by step and field, then what it costs in caches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from pipelint.changes.changes import CacheChange, Changes, FieldChange, Kind, ParameterChange, StepChange
from pipelint.changes.compared import ComparedPipeline, Comparison
from pipelint.changes.words import (
    cache_text,
    difference_text,
    parameter_text,
    rewiring_text,
    step_notes,
    summary_text,
    told_fields,
    wait_text,
)
from pipelint.linter.report.as_text import Piece, write_pieces
from pipelint.pipeline.plain_text import clean

_SIGNS: dict[Kind, Piece] = {"added": ("+ ", "green"), "removed": ("- ", "red"), "changed": ("~ ", "yellow")}
_CACHES = {"lost": "bold red", "perhaps lost": "yellow", "kept": "cyan"}


def write_text(comparison: Comparison, stream: TextIO) -> None:
    """Write what differs, pipeline by pipeline."""
    write_pieces(([(clean(text), style) for text, style in line] for line in _lines(comparison)), stream)


def _lines(comparison: Comparison) -> Iterator[list[Piece]]:
    yield [(f"{comparison.old} → {comparison.new}", "bold")]
    for one in comparison.pipelines:
        yield []
        yield from _pipeline(one)
    for note in comparison.notes:
        yield [(f"note: {note}", "dim")]


def _pipeline(compared: ComparedPipeline) -> Iterator[list[Piece]]:
    yield [*([_SIGNS[compared.kind]] if compared.kind != "changed" else []), (summary_text(compared), "bold")]
    changes = compared.changes
    yield from _fields(changes.fields, "  ")
    yield from _titled("parameters", [line for one in changes.parameters for line in _parameter(one)])
    yield from _titled("steps", [line for one in changes.steps for line in _step(one)])
    yield from _titled("caches", list(map(_cache, changes.caches)))
    yield from _counted(changes)


def _titled(title: str, lines: list[list[Piece]]) -> Iterator[list[Piece]]:
    if lines:
        yield [(title, "bold")]
        yield from lines


def _parameter(change: ParameterChange) -> Iterator[list[Piece]]:
    yield [("  ", ""), _SIGNS[change.kind], (parameter_text(change), "")]
    if change.kind == "changed":
        yield from _fields(change.fields, "      ")


def _step(change: StepChange) -> Iterator[list[Piece]]:
    where = f" in {change.place}" if change.place and change.kind != "changed" else ""
    yield [
        ("  ", ""),
        _SIGNS[change.kind],
        (change.name, "bold"),
        (f" ({change.type or 'of unknown type'}){where}", ""),
    ]
    yield from ([(f"      {note}", "")] for note in step_notes(change))
    yield from _fields(told_fields(change), "      ")
    yield from ([(f"      {rewiring_text(one)}", "")] for one in change.rewired)
    yield from ([(f"      {wait_text(one)}", "")] for one in change.waits if one.kind == "depends_on")


def _fields(changes: Iterable[FieldChange], indent: str) -> Iterator[list[Piece]]:
    for one in changes:
        old, new = difference_text(one)
        pieces: list[Piece] = [(f"{indent}{one.text}: ", "")]
        pieces += [(old, "red"), (" → ", "dim"), (new, "green")]
        if one.only:
            pieces.append((f" (only {' and '.join(one.only)} differs)", "dim"))
        yield pieces


def _cache(change: CacheChange) -> list[Piece]:
    verdict, reasons = cache_text(change)
    return [("  ", ""), (change.step, "bold"), (f" {verdict}", _CACHES[change.outcome]), (f": {reasons}", "")]


def _counted(changes: Changes) -> Iterator[list[Piece]]:
    stamps = sum(bool(one.only) for one in changes.every_field())
    if stamps:
        verb = "field differs" if stamps == 1 else "fields differ"
        yield [(f"{stamps} {verb} in time stamps or hashes alone", "dim")]
    if changes.not_compared:
        noun = "value" if changes.not_compared == 1 else "values"
        yield [(f"{changes.not_compared} {noun} not compared: the source does not tell them", "dim")]
