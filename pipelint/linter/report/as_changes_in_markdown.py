"""What changed between two pipelines, in Markdown for a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from pipelint.changes.changes import Changes, FieldChange, StepChange
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
from pipelint.linter.report.as_markdown import escaped
from pipelint.pipeline.plain_text import clean

_OPEN = 12
"""Rows of a table that is shown unfolded."""

MOST = 300
"""Rows of one table; GitHub takes a comment of 65,536 characters."""

_SIGNS = {"added": "➕", "removed": "➖", "changed": "✏️"}
_CACHES = {"lost": "🔴", "perhaps lost": "🟡", "kept": "🔵"}
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|#~$&@:]")


def write(comparison: Comparison, stream: TextIO) -> None:
    """Write for each pipeline a table of the caches and one of what changed."""
    stream.writelines(f"{line}\n" for line in _lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    yield "## pipelint diff"
    yield ""
    yield f"{code(comparison.old)} → {code(comparison.new)}"
    for one in comparison.pipelines:
        yield ""
        yield from _pipeline(one)
    if comparison.notes:
        yield ""
        yield from (f"- {escaped(note)}" for note in comparison.notes)


def _pipeline(compared: ComparedPipeline) -> Iterator[str]:
    yield f"### {escaped(summary_text(compared))}"
    changes = compared.changes
    caches = [_cache_row(*cache_text(one), _CACHES[one.outcome], one.step) for one in changes.caches]
    yield from _table("caches", "| | step | cache |", "|---|---|---|", caches)
    rows = [*_pipeline_rows(changes), *_parameter_rows(changes)]
    rows += [row for one in changes.steps for row in _step_rows(one)]
    yield from _table("changes", "| | | field | before | after |", "|---|---|---|---|---|", rows)


def _table(what: str, head: str, line: str, rows: list[str]) -> Iterator[str]:
    """Yield a table, folded where it is long."""
    if not rows:
        return
    yield ""
    folded = len(rows) > _OPEN
    if folded:
        yield f"<details><summary>{len(rows)} rows of {what}</summary>"
        yield ""
    yield from (head, line, *rows[:MOST])
    if len(rows) > MOST:
        yield ""
        yield f"and {len(rows) - MOST} more."
    if folded:
        yield ""
        yield "</details>"


def _cache_row(verdict: str, reasons: str, sign: str, step: str) -> str:
    return f"| {sign} | {code(step)} | {verdict}: {escaped(reasons)} |"


def _pipeline_rows(changes: Changes) -> Iterator[str]:
    yield from (_field_row(_SIGNS["changed"], "pipeline", one) for one in changes.fields)


def _parameter_rows(changes: Changes) -> Iterator[str]:
    for one in changes.parameters:
        if one.kind != "changed":
            yield f"| {_SIGNS[one.kind]} | parameter | {escaped(parameter_text(one))} | | |"
        yield from (
            _field_row(_SIGNS["changed"], code(one.name), field) for field in one.fields if one.kind == "changed"
        )


def _step_rows(change: StepChange) -> Iterator[str]:
    sign, name = _SIGNS[change.kind], code(change.name)
    if change.kind != "changed":
        where = f" in {change.place}" if change.place else ""
        yield f"| {sign} | {name} | {escaped((change.type or 'step') + where)} | | |"
    told = [*step_notes(change), *map(rewiring_text, change.rewired)]
    told += [wait_text(one) for one in change.waits if one.kind == "depends_on"]
    yield from (f"| {sign} | {name} | {escaped(text)} | | |" for text in told)
    yield from (_field_row(sign, name, field) for field in told_fields(change))


def _field_row(sign: str, name: str, change: FieldChange) -> str:
    old, new = difference_text(change)
    only = f" (only {' and '.join(change.only)} differs)" if change.only else ""
    before = code(old) if change.old is not None else ""
    after = code(new) if change.new is not None else ""
    return f"| {sign} | {name} | {code(change.text)}{only} | {before} | {after} |"


def code(text: str) -> str:
    """Return ``text`` as code that may stand in a table, whatever is in it.

    A bar parts the cells of a table even in code, and how many backslashes keep it from that is read in two ways. So
    where a text holds a bar or a backtick, all that Markdown could take for its own is written by its number.
    """
    shown = clean(text)
    if shown.strip() == shown and shown and not re.search(r"[`|\\]", shown):
        return f"`{shown}`"
    return f"<code>{_SPECIAL.sub(lambda found: f'&#{ord(found[0])};', shown)}</code>"
