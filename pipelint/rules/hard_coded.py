"""What a pipeline has written out where parameters could stand, and the repair that makes parameters of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from pipelint.pipeline.contents import every_record
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.record import record
from pipelint.pipeline.values import Literal, Origin, Record, Scalar
from pipelint.rules.rule import Report
from pipelint.rules.wording import quoted, shown_scalar

if TYPE_CHECKING:
    from pipelint.rules.repair import Repair

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")  # of a parameter


@record
class Slot:
    """A kind of value that is written out: ``noun`` for people, and how a parameter for it is made.

    ``name`` is how the parameter is called, behind the name of its step where others have one of their own.
    """

    noun: str
    name: str
    parameter_class: str
    help: str
    finds_image: bool = False


def reports(
    pipeline: Pipeline, slot: Slot, is_place: Callable[[Record, str], bool], is_value: Callable[[Scalar], bool]
) -> Iterator[Report]:
    """Report each plain value that ``is_value`` takes where ``is_place`` does, once, with all steps that use it.

    ``is_place`` sees an object in the request of a step, and a key of it.
    """
    having = [
        (step, entry)
        for step, value in every_record(pipeline)
        for key, entry in value.entries.items()
        if is_place(value, key)
    ]
    users: dict[tuple[Scalar, Origin | None], list[str]] = {}
    for step, entry in having:
        if isinstance(entry, Literal) and is_value(entry.value):
            steps = users.setdefault((entry.value, entry.origin or step.origin), [])
            if step.name not in steps:
                steps.append(step.name)
    for (value, at), steps in users.items():
        told = shown_scalar(value)
        others = any(step.name not in steps for step, _ in having)
        yield Report(
            f"{slot.noun} {told} is hard-coded in step{'s' if steps[1:] else ''} {quoted(steps)}",
            at,
            None if steps[1:] else steps[0],
            f'Make it a pipeline parameter, {slot.parameter_class}(name="{slot.name}", default_value={told}), and pass '
            f"that: {slot.help}",
            repair=_made_parameter(slot, steps, others, at, pipeline),
        )


def _made_parameter(
    slot: Slot, steps: Sequence[str], others: bool, at: Origin | None, pipeline: Pipeline
) -> Repair | None:
    """Return what makes a parameter of it, named after its step where other steps have a value of their own."""
    from pipelint.rules.repair import Extracted, Repair

    if at is None or pipeline.origin is None or not pipeline.parameters_complete:
        return None
    names = [*([] if others else [slot.name]), *(f"{step}{slot.name}" for step in steps[:1])]
    taken = {parameter.name for parameter in pipeline.parameters}
    name = next((one for one in names if one not in taken and _NAME.fullmatch(one)), None)
    if name is None:
        return None
    changes = (Extracted(at, pipeline.origin, slot.parameter_class, name, slot.finds_image),)
    return Repair(f'Make it the pipeline parameter "{name}"', changes, safe=False)
