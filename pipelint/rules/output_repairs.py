"""What reads an output of a Lambda or Callback step as a property of the step, in place of the output object."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipelint.pipeline.model import Step
from pipelint.pipeline.values import Origin

if TYPE_CHECKING:
    from pipelint.rules.repair import Repair


def as_property(step: Step | None, output: str, uses: Iterable[Origin | None]) -> Repair | None:
    """Return what reads ``output`` of ``step`` by its properties wherever one of ``uses`` hands the object on."""
    from pipelint.rules.repair import Instead, Repair

    places = list(uses)
    if step is None or step.origin is None or None in places or not output.replace("-", "_").isidentifier():
        return None
    text = f'.properties.Outputs["{output}"]'
    changes = tuple(Instead(place, step.origin, text) for place in places if place is not None)
    return Repair(f'Read {text} of step "{step.name}"', changes) if changes else None
