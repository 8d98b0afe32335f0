"""When an execution starts, and which ones were before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from pipelint.harness.errors import HarnessError
from pipelint.harness.run import Run
from pipelint.harness.surroundings import Surroundings
from pipelint.pipeline.record import replace

_ID = re.compile(r"harness(\d{5})")
_BETWEEN = timedelta(minutes=1)


def earlier_runs(previous: object) -> list[Run]:
    """Return the runs in what a test gives as ``previous``: a run, some of them, or None.

    Raises:
        HarnessError: it is something else.
    """
    if previous is None:
        return []
    runs = [previous] if isinstance(previous, Run) else previous
    if not isinstance(runs, (list, tuple)) or not all(isinstance(run, Run) for run in runs):
        raise HarnessError(f"previous is of type {type(previous).__name__}; expected a run, or a list of runs")
    return list(runs)


def surroundings_of(surroundings: Surroundings, previous: Sequence[Run], now: datetime | None) -> Surroundings:
    """Return the surroundings of an execution after the ``previous`` ones: another id, and a later start.

    Raises:
        HarnessError: ``now`` has no time zone, or is before a previous run has ended.
    """
    if now is not None and now.tzinfo is None:
        raise HarnessError(f"now is {now.isoformat()}, which has no time zone: datetime(..., tzinfo=timezone.utc)")
    if not previous:
        return surroundings if now is None else replace(surroundings, now=now)
    names = {run.variables["PipelineName"] for run in previous} - {surroundings.pipeline_name}
    if names:
        raise HarnessError(
            f'a previous run is one of pipeline "{min(names)}", and this is "{surroundings.pipeline_name}": caches and '
            "reference executions are those of the same pipeline"
        )
    last = max(_end(run) for run in previous)
    if now is not None and now < last:
        raise HarnessError(f"now is {now.isoformat()}, and a previous run ended at {last.isoformat()}")
    numbers = [int(found[1]) for run in previous if (found := _ID.fullmatch(run.variables["PipelineExecutionId"]))]
    number = max([len(previous), *numbers]) + 1
    start = now if now is not None else max(surroundings.now, last + _BETWEEN)
    return replace(surroundings, now=start, execution_id=f"harness{number:05d}")


def _end(run: Run) -> datetime:
    return run.started + timedelta(seconds=max((step.ended for step in run.values()), default=0.0))
