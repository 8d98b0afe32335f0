"""Outcomes as lists that JSON can hold, and back. What is read back is foreign until every part of it has its type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from pipelint.findings import Edit, Finding, Fix, Related, Severity, Span
from pipelint.linter.outcome import Outcome
from pipelint.pipeline.record import fields

if TYPE_CHECKING:
    from pipelint.linter.reading import Kind
    from pipelint.linter.suppression_comments import Comment

_KINDS: dict[str, Kind] = {"python": "python", "notebook": "notebook", "definition": "definition"}
Value = TypeVar("Value")
_SEVERITIES = {severity.value: severity for severity in Severity}
_Number = (int, type(None))
_Text = (str, type(None))


class Foreign(Exception):
    """Raised for what pipelint has not written."""


def of_outcome(outcome: Outcome | None) -> Any:
    """Return an outcome as JSON; that of a file in which there is nothing is the name of its kind."""
    if outcome is None:
        return None
    if outcome == Outcome(outcome.file, outcome.kind):
        return outcome.kind
    findings = [_of_finding(finding) for finding in outcome.findings]
    comments = [[_of_comment(comment), _parts(span)] for comment, span in outcome.comments.items()]
    return [outcome.kind, findings, comments, outcome.pipelines, outcome.built, outcome.steps, outcome.gaps]


def outcome(value: Any, file: str) -> Outcome | None:
    """Return the outcome of ``file`` that ``value`` is; raises :class:`Foreign`."""
    if value is None:
        return None
    word, *parts = [value] if isinstance(value, str) else checked_list(value, 7)
    kind = _one_of(_KINDS, word)
    if not parts:
        return Outcome(file, kind)
    findings, comments, pipelines, built, steps, gaps = parts
    return Outcome(
        file,
        kind,
        tuple(map(_finding, checked_list(findings))),
        dict(map(_comment, checked_list(comments))),
        checked(pipelines, int),
        tuple(checked(document, str) for document in checked_list(built)),
        checked(steps, int),
        checked(gaps, int),
    )


def _parts(record: object) -> list[Any]:
    return [getattr(record, name) for name in fields(record)]


def _of_comment(comment: Comment) -> list[Any]:
    *parts, written = _parts(comment)
    return [*parts, None if written is None else _parts(written)]


def _of_finding(finding: Finding) -> list[Any]:
    fix = finding.fix
    return [
        finding.code,
        finding.name,
        finding.severity.value,
        finding.message,
        _parts(finding.span),
        finding.pipeline,
        finding.step,
        finding.help,
        finding.url,
        [[_parts(related.span), related.message] for related in finding.related],
        None if fix is None else [fix.title, fix.safe, fix.file, [_parts(edit) for edit in fix.edits]],
    ]


def _finding(value: Any) -> Finding:
    code, name, severity, message, span, pipeline, step, help_, url, related, fix = checked_list(value, 11)
    return Finding(
        checked(code, str),
        checked(name, str),
        _one_of(_SEVERITIES, severity),
        checked(message, str),
        _span(span),
        checked(pipeline, _Text),
        checked(step, _Text),
        checked(help_, _Text),
        checked(url, _Text),
        tuple(_related(one) for one in checked_list(related)),
        None if fix is None else _fix(fix),
    )


def _span(value: Any) -> Span:
    file, *numbers, pointer = checked_list(value, 8)
    line, column, end_line, end_column, cell, cell_line = (checked(one, _Number) for one in numbers)
    return Span(checked(file, str), line, column, end_line, end_column, cell, cell_line, checked(pointer, _Text))


def _related(value: Any) -> Related:
    span, message = checked_list(value, 2)
    return Related(_span(span), checked(message, str))


def _fix(value: Any) -> Fix:
    title, safe, file, edits = checked_list(value, 4)
    return Fix(checked(title, str), checked(safe, bool), checked(file, str), tuple(map(_edit, checked_list(edits))))


def _edit(value: Any) -> Edit:
    *place, text, cell = checked_list(value, 6)
    line, column, end_line, end_column = (checked(one, int) for one in place)
    return Edit(line, column, end_line, end_column, checked(text, str), checked(cell, _Number))


def _comment(value: Any) -> tuple[Any, Span]:
    from pipelint.linter.suppression_comments import Comment, Written

    comment, span = checked_list(value, 2)
    *place, codes, first, last, fault, cell, written = checked_list(comment, 9)
    row, column, end_column = (checked(one, int) for one in place)
    texts = tuple(checked(code, str) for code in checked_list(codes))
    first, last, cell = (checked(one, _Number) for one in (first, last, cell))
    stands = None
    if written is not None:
        *columns, whole, follows = checked_list(written, 6)
        codes_at, codes_end, begin, end = (checked(one, int) for one in columns)
        stands = Written(codes_at, codes_end, begin, end, checked(whole, bool), checked(follows, bool))
    return Comment(row, column, end_column, texts, first, last, checked(fault, _Text), cell, stands), _span(span)


def checked_list(value: Any, length: int | None = None) -> list[Any]:
    """Return ``value`` if it is a list, of ``length`` where that is given; raises :class:`Foreign`."""
    if not isinstance(value, list) or (length is not None and len(value) != length):
        raise Foreign
    return value


def _one_of(known: Mapping[str, Value], word: Any) -> Value:
    if not isinstance(word, str) or word not in known:
        raise Foreign
    return known[word]


def checked(value: Any, kind: Any) -> Any:
    """Return ``value`` if it is of ``kind``; raises :class:`Foreign`."""
    if not isinstance(value, kind):
        raise Foreign
    return value
