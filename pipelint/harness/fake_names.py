"""Which step a fake is for: its name, or in the body of a loop the name with the number of an iteration."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipelint.harness.errors import InvalidFake
from pipelint.harness.fakes import Fake, checked_fake
from pipelint.harness.plan import Plan
from pipelint.pipeline.model import Step
from pipelint.pipeline.spelling import did_you_mean

if TYPE_CHECKING:
    from pipelint.harness.run import Run

_IN_ITERATION = re.compile(r"(.+)-(0|[1-9][0-9]{0,8})", re.DOTALL)


def checked_fakes(plan: Plan, fakes: Mapping[str, object]) -> dict[str, Fake]:
    """Return ``fakes`` when each is one that the step of its name can have.

    Raises:
        InvalidFake: a name belongs to no step, or a fake is none.
    """
    if not isinstance(fakes, Mapping):
        raise InvalidFake(f"steps is of type {type(fakes).__name__}; expected a dict of fakes by the names of steps")
    return {name: checked_fake(_step(plan, name), fake) for name, fake in fakes.items()}


def check_iterations(plan: Plan, fakes: Mapping[str, Fake], run: Run) -> None:
    """Refuse a fake for an iteration that a loop which ran did not have.

    Raises:
        InvalidFake: it names the loop, and how many items that had.
    """
    for name in fakes:
        body_step = None if name in plan.steps or name in plan.loop_of else _body_step(plan, name)
        if body_step is None or name in run.steps:
            continue
        loop = run[plan.loop_of[body_step]]
        if loop.executed or loop.iterations:
            raise InvalidFake(
                f'the fake "{name}" is for an iteration that there was not: loop "{loop.name}" had '
                f"{len(loop.iterations)} items"
            )


def _step(plan: Plan, name: str) -> Step:
    if name in plan.steps:
        return plan.steps[name]
    inner = name if name in plan.loop_of else _body_step(plan, name)
    if inner is not None:
        return plan.bodies[plan.loop_of[inner]].steps[inner]
    known = [*plan.steps, *plan.loop_of]
    raise InvalidFake(
        f'the fake "{name}" belongs to no step of the pipeline;{did_you_mean(str(name), known)} '
        f"it has {', '.join(known)}"
    )


def _body_step(plan: Plan, name: object) -> str | None:
    found = _IN_ITERATION.fullmatch(name) if isinstance(name, str) else None
    return found[1] if found is not None and found[1] in plan.loop_of else None
