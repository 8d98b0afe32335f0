"""Every step of a pipeline with the id that it has in a drawing, and where it stands: in which loop, on which arm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Union

from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import field, record

ArmKind = Literal["if", "else"]


@record
class Place:
    """A step, its ``id``, the id of the loop that it is ``inside`` of, and the ids of the steps on each of its arms."""

    id: str
    step: Step
    inside: str | None = None
    arms: Mapping[ArmKind, list[str]] = field(default_factory=lambda: {"if": [], "else": []})


def places(pipeline: Pipeline) -> tuple[Place, ...]:
    """Return the places of all steps of ``pipeline``, in definition order, parents before children."""
    found: list[Place] = []
    taken: set[str] = set()
    pending: list[tuple[Step, str | None, Union[list[str], None]]] = [(one, None, None) for one in pipeline.steps[::-1]]
    while pending:
        step, inside, arm = pending.pop()
        place = Place(_free(step.name, taken), step, inside)
        found.append(place)
        if arm is not None:
            arm.append(place.id)
        pending += [(one, place.id, None) for one in step.body[::-1]]
        pending += [(one, inside, place.arms["else"]) for one in step.else_steps[::-1]]
        pending += [(one, inside, place.arms["if"]) for one in step.if_steps[::-1]]
    return tuple(found)


def ids_by_name(standing: tuple[Place, ...]) -> dict[str, str]:
    """Return what a name leads to: the first step of several that have it."""
    return {place.step.name: place.id for place in reversed(standing)}


def _free(name: str, taken: set[str]) -> str:
    """Return ``name``, or one like it that no step before has; it is taken then."""
    here, number = name, 1
    while here in taken:
        number += 1
        here = f"{name} ({number})"
    taken.add(here)
    return here
