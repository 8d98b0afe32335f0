"""The cache of steps: whether an earlier execution has done what a step is about to do.

https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-caching.html: a step whose cache is on is taken from the
newest earlier run of it that succeeded, is not expired, and had the same values in the fields of the cache key
(https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-default-keys.html). What is cached keeps its age when it is
taken. Types whose key is not documented (Lambda, Callback, endpoints) are taken when nothing at all differs; where
something does, the answer is not known. The same holds for the arguments of the two types of checks, whose key has
parts that are no fields of a definition.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from pipelint.harness.errors import InvalidDefinition, Unsettled
from pipelint.harness.results import Result
from pipelint.pipeline.expression_text import shortened
from pipelint.pipeline.model import Step
from pipelint.pipeline.record import record
from pipelint.pipeline.service.durations import after, is_duration
from pipelint.pipeline.service.policies import CACHE_KEY, IN_NO_KEY, NEVER_CACHED, PARTS_OF_NO_FIELD

if TYPE_CHECKING:
    from pipelint.harness.run import Run
    from pipelint.harness.step_run import StepRun

_MISSING = object()


@record
class Hit:
    """What the cache says: the ``result`` to take and when it was made, None for a miss; ``note`` says why."""

    note: str | None = None
    result: Result | None = None
    made: datetime | None = None


@record
class _Earlier:
    step: StepRun
    made: datetime


class Cache:
    """The cache as an execution finds it that starts at ``started``, after the ``previous`` ones."""

    def __init__(self, previous: Sequence[Run], started: datetime) -> None:
        self._previous = sorted(previous, key=lambda run: run.started, reverse=True)
        self._started = started

    def hit(
        self, name: str, step: Step, arguments: Mapping[str, Any], attributes: Mapping[str, Any], time: float
    ) -> Hit:
        """Return what the cache has for the step that runs as ``name``, ``time`` seconds after the start.

        Raises:
            InvalidDefinition: the cache's expiry is no duration.
            Unsettled: it has no expiry; or something differs of which nothing says whether it is in the key.
        """
        config = attributes.get("CacheConfig")
        if not isinstance(config, Mapping) or config.get("Enabled") is not True:
            return Hit()
        if step.type in NEVER_CACHED:
            return Hit(f"not in the cache: a {step.type} step has none")
        expiry = _expiry(name, config)
        earlier = list(self._earlier(name))
        if not earlier:
            return Hit("not in the cache: no earlier execution ran it")
        now = self._started + timedelta(seconds=time)
        differences = []
        for one in earlier:
            found = _difference(step, one.step, arguments, attributes)
            if found is None and one.step.result is not None:
                if _expires(one.made, expiry) <= now:
                    return Hit(f"not in the cache: it expired, {expiry} after {one.made.isoformat()}")
                return Hit(f"taken from the cache, made at {one.made.isoformat()}", one.step.result, one.made)
            differences += [found] if found is not None else []
        unsettled = next((one for one in differences if not one.settled), None)
        if unsettled is not None:
            raise Unsettled(
                f'step "{name}" may be in the cache: {unsettled.text}, and nothing says whether that is in the cache '
                f"key of a {step.type} step. Turn its cache off, or leave out previous="
            )
        return Hit(f"not in the cache: {differences[0].text}" if differences else None)

    def _earlier(self, name: str) -> Iterator[_Earlier]:
        """Yield the earlier successful runs of the step, the newest first."""
        for run in self._previous:
            step = run.steps.get(name)
            if step is not None and step.executed:
                yield _Earlier(step, step.cached_at or run.started + timedelta(seconds=step.ended))


def _expiry(name: str, config: Mapping[str, Any]) -> str:
    expiry = config.get("ExpireAfter")
    if expiry is None:
        raise Unsettled(
            f'the cache of step "{name}" is on and has no ExpireAfter; AWS wants one, and nothing says what it does '
            "without"
        )
    if not isinstance(expiry, str) or not is_duration(expiry):
        raise InvalidDefinition(f'the cache of step "{name}" expires after {expiry!r}, which is no ISO 8601 duration')
    return expiry


def _expires(made: datetime, expiry: str) -> datetime:
    try:
        return after(made, expiry)
    except OverflowError:
        return datetime.max.replace(tzinfo=made.tzinfo)


@record
class _Difference:
    """What differs from an earlier run, in words; ``settled`` says that it is in the cache key for certain."""

    text: str
    settled: bool


def _difference(
    step: Step, earlier: StepRun, arguments: Mapping[str, Any], attributes: Mapping[str, Any]
) -> _Difference | None:
    """Return the first field of the cache key that differs, those that are in it for certain first; else None."""
    before = {**(earlier.resolved_attributes or {}), **(earlier.resolved_arguments or {})}
    now = {**attributes, **arguments}
    for path, settled in _key(step, before, now):
        found = _first_difference(".".join(path), _at(before, path), _at(now, path))
        if found is not None:
            return _Difference(found, settled)
    return None


def _key(step: Step, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield the fields that are compared, and whether each is in the key for certain."""
    key = CACHE_KEY.get(step.type or "")
    yield from ((path, True) for path in key or ())
    if key is None or step.type in PARTS_OF_NO_FIELD:
        known = {path[0] for path in key or ()}
        yield from (((name,), False) for name in {**before, **now} if name not in IN_NO_KEY | known)


def _at(values: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    here: Any = values
    for name in path:
        here = here.get(name, _MISSING) if isinstance(here, Mapping) else _MISSING
    return here


def _first_difference(what: str, before: Any, now: Any) -> str | None:
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for name in {**before, **now}:
            found = _first_difference(f"{what}.{name}", before.get(name, _MISSING), now.get(name, _MISSING))
            if found is not None:
                return found
        return None
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for index, (one, other) in enumerate(zip(before, now, strict=True)):
            found = _first_difference(f"{what}[{index}]", one, other)
            if found is not None:
                return found
        return None
    if before is now or _same(before, now):
        return None
    return f"{what} was {_shown(before)} and is {_shown(now)}"


def _same(before: Any, now: Any) -> bool:
    """Compare as JSON does: 1 and true differ, though Python has them equal."""
    return before is not _MISSING and now is not _MISSING and json.dumps(before) == json.dumps(now)


def _shown(value: Any) -> str:
    return "not there" if value is _MISSING else shortened(value)
