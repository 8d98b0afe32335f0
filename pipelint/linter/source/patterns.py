"""The patterns of ``match``: whether they fit a value, and the names they bind."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from pipelint.linter.source.binding import bind
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.object_logic import is_known, same
from pipelint.linter.source.objects import DictObject, Frame, ListObject, Object
from pipelint.pipeline.values import Literal, Unknown


def fits(run: Interpreter, pattern: cst.MatchPattern, subject: Object, frame: Frame) -> bool | None:
    """Tell whether ``pattern`` fits ``subject``, None where that is not known, and bind its names."""
    if isinstance(pattern, cst.MatchAs):
        inner = True if pattern.pattern is None else fits(run, pattern.pattern, subject, frame)
        if pattern.name is not None:
            bind(run, pattern.name, subject, frame)
        return inner
    if isinstance(pattern, cst.MatchValue):
        return _equal(subject, run.evaluate(pattern.value, frame))
    if isinstance(pattern, cst.MatchSingleton):
        return _equal(subject, run.evaluate(pattern.value, frame))
    if isinstance(pattern, cst.MatchOr):
        return _any([fits(run, one.pattern, subject, frame) for one in pattern.patterns])
    if isinstance(pattern, (cst.MatchList, cst.MatchTuple)):
        return _sequence(run, pattern.patterns, subject, frame)
    if isinstance(pattern, cst.MatchMapping):
        return _mapping(run, pattern, subject, frame)
    _forget(run, pattern, frame)
    return None


def _equal(subject: Object, value: Object) -> bool | None:
    if isinstance(subject, Literal) and isinstance(value, Literal):
        return same(subject, value)
    return None if not is_known(subject) or not is_known(value) else subject is value


def _any(answers: Sequence[bool | None]) -> bool | None:
    if True in answers:
        return True
    return None if None in answers else False


def _all(answers: Sequence[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _sequence(
    run: Interpreter, elements: Sequence[cst.MatchSequenceElement | cst.MatchStar], subject: Object, frame: Frame
) -> bool | None:
    starred = any(isinstance(one, cst.MatchStar) for one in elements)
    if isinstance(subject, (Literal, DictObject)):
        return False
    if not isinstance(subject, ListObject) or not subject.complete or starred:
        for one in elements:
            _forget(run, one, frame)
        return None
    if len(subject.items) != len(elements):
        return False
    pairs = zip(elements, subject.items, strict=True)
    return _all([fits(run, one.value, item, frame) for one, item in pairs if isinstance(one, cst.MatchSequenceElement)])


def _mapping(run: Interpreter, pattern: cst.MatchMapping, subject: Object, frame: Frame) -> bool | None:
    if isinstance(subject, (Literal, ListObject)):
        return False
    if not isinstance(subject, DictObject) or pattern.rest is not None:
        _forget(run, pattern, frame)
        return None
    answers: list[bool | None] = []
    for element in pattern.elements:
        key = run.evaluate(element.key, frame)
        found = subject.entries.get(key.value) if isinstance(key, Literal) else None
        if found is None:
            _forget(run, element, frame)
            answers.append(False if isinstance(key, Literal) and subject.complete else None)
        else:
            answers.append(fits(run, element.pattern, found, frame))
    return _all(answers)


def _forget(run: Interpreter, pattern: cst.CSTNode, frame: Frame) -> None:
    """Bind every name in ``pattern`` to something unknown."""
    pending = [pattern]
    while pending:
        here = pending.pop()
        if isinstance(here, (cst.MatchAs, cst.MatchStar)) and here.name is not None:
            bind(run, here.name, Unknown("a part of an unknown value", run.origin(here)), frame)
        elif isinstance(here, cst.MatchMapping) and here.rest is not None:
            bind(run, here.rest, Unknown("a part of an unknown value", run.origin(here)), frame)
        pending += here.children
