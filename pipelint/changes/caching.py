"""Which steps lose what is in their cache, and why.

A step whose cache is on is taken from an earlier run with the same values in the fields of the cache key
(https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-caching.html,
https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-default-keys.html). So it runs again where such a field
changed, and where it reads in such a field what a step makes anew that runs again. What is not in the key may change
unseen: then the step is taken from the cache all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from graphlib import CycleError, TopologicalSorter
from typing import Literal as OneOf

from pipelint.changes.changes import CacheChange, FieldChange, ParameterChange, Reason, StepChange
from pipelint.changes.matching import Matching
from pipelint.changes.renewal import is_made_anew
from pipelint.pipeline.graph import edges
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.service.durations import after, is_duration
from pipelint.pipeline.service.policies import CACHE_KEY, IN_NO_KEY, NEVER_CACHED, PARTS_OF_NO_FIELD
from pipelint.pipeline.values import (
    Literal,
    Member,
    ParameterReference,
    PathPart,
    PropertyFileReference,
    Record,
    StepReference,
    Value,
    walk,
)

_Is = OneOf["yes", "no", "perhaps"]
_SOME_DAY = datetime(2025, 1, 1)


def cache_changes(
    new: Pipeline, matching: Matching, steps: Iterable[StepChange], parameters: Iterable[ParameterChange]
) -> tuple[CacheChange, ...]:
    """Return what becomes of the cache of every step that had one, where anything becomes of it."""
    caches = _Caches(new, matching, steps, parameters)
    return tuple(one for step in new.all_steps() if (one := caches.outcome(step)) is not None)


@record(frozen=False)
class _Renewal:
    """Whether a step runs again that would have been taken from the cache, or runs with other inputs."""

    again: _Is = "no"
    reasons: tuple[Reason, ...] = ()


class _Caches:
    def __init__(
        self,
        new: Pipeline,
        matching: Matching,
        steps: Iterable[StepChange],
        parameters: Iterable[ParameterChange],
    ) -> None:
        self._steps = {step.name: step for step in new.all_steps()}
        self._before = {
            pair.new.step.name: pair.old.step
            for pair in matching.pairs
            if pair.old is not None and pair.new is not None
        }
        self._changes = {one.name: one for one in steps if one.kind == "changed"}
        self._defaults = {
            one.name
            for one in parameters
            if one.kind == "changed" and any(field.text == "DefaultValue" for field in one.fields)
        }
        self._renewals: dict[str, _Renewal] = {}
        for name in _in_order(new, self._steps):
            if name in self._before:
                self._renewals[name] = self._renewal(self._steps[name])

    def outcome(self, step: Step) -> CacheChange | None:
        """Return what becomes of the cache of ``step``; None where it had none, or nothing becomes of it."""
        before = self._before.get(step.name)
        renewal = self._renewals.get(step.name)
        if before is None or renewal is None or before.type in NEVER_CACHED or _is_cached(before) == "no":
            return None
        if renewal.again != "no":
            return CacheChange(step.name, "lost" if renewal.again == "yes" else "perhaps lost", renewal.reasons)
        unseen = tuple(Reason(field.text, True) for field in self._fields(step) if _is_content(field))
        return CacheChange(step.name, "kept", unseen) if unseen else None

    def _fields(self, step: Step) -> tuple[FieldChange, ...]:
        change = self._changes.get(step.name)
        return () if change is None else change.fields

    def _renewal(self, step: Step) -> _Renewal:
        """Say whether ``step`` runs again; of one without a cache, whether it runs with something else."""
        reasons = tuple({(one.text, one.because): one for one in self._reasons(step)}.values())
        if not reasons:
            return _Renewal()
        was = _is_cached(self._before[step.name])
        certain = any(one.certain for one in reasons) and was == "yes"
        return _Renewal("yes" if certain else "perhaps", reasons)

    def _reasons(self, step: Step) -> Iterator[Reason]:
        before = self._before[step.name]
        if _is_cached(step) == "no" and _is_cached(before) != "no":
            yield Reason("its cache is turned off", True)
            return
        yield from self._own_reasons(step, before)
        for value in _key_values(step):
            for part in walk(value):
                if isinstance(part, ParameterReference) and part.name in self._defaults:
                    yield Reason(f'parameter "{part.name}" has another default, unless the execution sets it', False)
                elif isinstance(part, StepReference):
                    yield from self._read(part.step, part.path)
                elif isinstance(part, PropertyFileReference) and part.step is not None:
                    yield from self._read(part.step, None)

    def _own_reasons(self, step: Step, before: Step) -> Iterator[Reason]:
        if step.type != before.type:
            yield Reason(f"it was a {before.type} step", True)
        elif step.name != before.name and before.name_known:
            yield Reason(f'it was called "{before.name}", and AWS looks for earlier runs of the step', False)
        for field in self._fields(step):
            counts = _counts(step, field.path)
            if field.text == "CacheConfig.ExpireAfter" and _is_shorter(field):
                yield Reason(f"results expire sooner: {field.old} → {field.new}", False)
            elif counts != "no":
                yield Reason(_told(step, field, counts), counts == "yes" and field.certain)

    def _read(self, name: str, path: tuple[PathPart, ...] | None) -> Iterator[Reason]:
        """Yield why what is read of the step ``name`` is another thing than before; ``path`` is None for a file."""
        step, renewal = self._steps.get(name), self._renewals.get(name)
        if step is None or renewal is None:
            return
        cached = "no" if step.type in NEVER_CACHED else _is_cached(self._before[name])
        moved = [one for one in self._fields(step) if path is not None and _overlap(one.path, path)]
        if moved and (cached == "no" or renewal.again != "no"):
            certain = moved[0].certain and (cached == "no" or renewal.again == "yes")
            yield Reason(f'it reads {moved[0].text} of "{name}", which changed', certain, name)
        elif renewal.again != "no":
            anew = is_made_anew(step, path)
            if cached == "no" and anew == "yes":
                return  # it is another thing in every execution: nothing was ever found in the cache
            if anew != "no":
                sure = renewal.again == "yes"
                verb = "runs with something else" if cached == "no" else "runs again" if sure else "may run again"
                yield Reason(f'"{name}" {verb}', sure and anew == "yes", name)


def _in_order(pipeline: Pipeline, steps: Mapping[str, Step]) -> list[str]:
    """Return the names of the steps, each after those that it waits for; as they stand where they wait in a circle."""
    sorter = TopologicalSorter(dict.fromkeys(steps, ()))
    for edge in edges(pipeline):
        sorter.add(edge.target, edge.source)
    try:
        return list(sorter.static_order())
    except CycleError:
        return list(steps)


def _is_cached(step: Step) -> _Is:
    """Tell whether the cache of ``step`` is on; nobody can tell where the source does not say how it is configured."""
    config = step.attributes.get("CacheConfig")
    enabled = config.get("Enabled") if isinstance(config, Record) else config
    if enabled is None or isinstance(enabled, Literal):
        return "yes" if enabled is not None and enabled.value is True else "no"
    return "perhaps"


def _key(step: Step) -> Iterator[tuple[str, ...]]:
    """Yield the paths of the fields that may be in the cache key of ``step``."""
    known = CACHE_KEY.get(step.type or "")
    yield from known or ()
    if known is None or step.type in PARTS_OF_NO_FIELD:
        first = {path[0] for path in known or ()}
        held = {**step.attributes.entries, **step.arguments.entries}
        yield from ((name,) for name in held if name not in IN_NO_KEY | first)


def _key_values(step: Step) -> Iterator[Value]:
    for path in _key(step):
        for holder in (step.arguments, step.attributes):
            value = holder.get(*path)
            if value is not None:
                yield value


def _counts(step: Step, path: tuple[PathPart, ...]) -> _Is:
    """Tell whether the field at ``path`` is in the cache key of ``step``."""
    names = tuple(part.name if isinstance(part, Member) else None for part in path)
    if names[0] in IN_NO_KEY or step.type in NEVER_CACHED:
        return "no"
    if names[0] in ("code", "other arguments"):  # where it stands in the request, the source does not tell
        return "perhaps"
    known = CACHE_KEY.get(step.type or "")
    if any(names[: len(one)] == one[: len(names)] for one in known or ()):
        return "yes"
    is_request = names[0] in step.arguments.entries or known is None
    return "perhaps" if is_request and (known is None or step.type in PARTS_OF_NO_FIELD) else "no"


def _told(step: Step, field: FieldChange, counts: _Is) -> str:
    only = f", though only {' and '.join(field.only)} differs" if field.only else ""
    text = f"{field.text} changed{only}"
    if field.path[0] == Member("code"):
        return f"its code changed, and so may the place that the SDK uploads it to{only}"
    if counts == "perhaps":
        return f"{text}, and nothing says whether that is in the key of a {step.type} step"
    return text


def _is_content(field: FieldChange) -> bool:
    """Tell whether a field says what the step does, and not how it is shown, kept or tried again."""
    first = field.path[0]
    return not (isinstance(first, Member) and first.name in IN_NO_KEY)


def _is_shorter(field: FieldChange) -> bool:
    texts = [text.strip('"') if text is not None else "" for text in (field.old, field.new)]
    if not all(map(is_duration, texts)):
        return False
    try:
        old, new = (after(_SOME_DAY, text) for text in texts)
    except OverflowError:
        return False
    return new < old


def _overlap(one: tuple[PathPart, ...], other: tuple[PathPart, ...]) -> bool:
    """Tell whether one of two paths leads to the other, or to something in it."""
    return all(a == b for a, b in zip(one, other, strict=False))
