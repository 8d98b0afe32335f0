"""What pytest says of a comparison that failed, where one of its sides is the harness's own."""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.harness.matching import PartialArguments, differences
from pipelint.harness.run import Run
from pipelint.harness.step_run import StepRun
from pipelint.pipeline.spelling import did_you_mean


def explain_comparison(op: str, left: object, right: object) -> list[str] | None:
    """Return the lines that explain why ``left op right`` is false, the first as a heading; None to leave it to pytest.

    Made for the hook ``pytest_assertrepr_compare``, whose arguments these are.
    """
    if op == "==" and isinstance(left, PartialArguments) and isinstance(right, Mapping):
        return [f"arguments of step {left.step!r} hold what was expected", *differences(left, right)]
    if op == "==" and isinstance(right, PartialArguments) and isinstance(left, Mapping):
        return [f"arguments of step {right.step!r} hold what was expected", *differences(right, left)]
    if op in ("in", "not in") and isinstance(right, Run) and isinstance(left, str):
        guess = did_you_mean(left, right) if op == "in" else ""
        return [f"{left!r} {op} the steps of the run", f"they are {', '.join(right)};{guess}".rstrip(";")]
    for side in (left, right):
        if isinstance(side, (Run, StepRun)):
            return [f"{_named(left)} {op} {_named(right)}", *_trace(side)]
    return None


def _named(side: object) -> str:
    if isinstance(side, Run):
        return "the run"
    return f"step {side.name!r}" if isinstance(side, StepRun) else repr(side)


def _trace(side: Run | StepRun) -> list[str]:
    from pipelint.harness.trace import explanation, trace

    return (trace(side) if isinstance(side, Run) else explanation(side)).splitlines()
