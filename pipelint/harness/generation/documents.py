"""From chosen values to what a test passes: parameters, and fakes with documents that hold each value at its path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelint.harness.arms import written_name
from pipelint.harness.fakes import Fake, fails, outputs
from pipelint.harness.generation.building import Building, put
from pipelint.harness.generation.inputs import Assignment, Input, NotChosen
from pipelint.harness.generation.iterations import Shares, add_iterations
from pipelint.harness.generation.places import uri_of, writers
from pipelint.harness.output_names import returns_parameters
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.service.step_types import STEP_TYPES
from pipelint.pipeline.values import Index, Key, Member, PathPart


def parameters_of(chosen: Assignment) -> dict[str, Any]:
    """Return the parameters among ``chosen``."""
    return {one.name: value for one, value in chosen.items() if one.kind == "parameter"}


def fakes_of(pipeline: Pipeline, chosen: Assignment, endings: Mapping[str, str]) -> dict[str, Fake]:
    """Return the fakes that give each step what was chosen of it; ``endings`` are steps that end otherwise than well.

    Raises:
        NotChosen: no fake can.
    """
    known = writers(pipeline)
    shares: Shares = {}
    for one, value in chosen.items():
        if one.kind in ("file", "member", "s3"):
            shares.setdefault(known.get(one.name, "") if one.kind == "s3" else one.step, {})[one] = value
    add_iterations(pipeline, chosen, shares)
    steps = {step.name: step for step in pipeline.all_steps()}
    fakes = {step: _ending(trigger) for step, trigger in endings.items()}
    for name, share in shares.items():
        step = steps.get(written_name(name, steps))
        if step is not None and name not in fakes:
            fakes[name] = _fake(step, share, pipeline, chosen)
    return fakes


def _ending(trigger: str) -> Fake:
    if trigger != "Failed":
        raise NotChosen(f"a step waits for another with trigger {trigger}, which is not derived")
    return fails("failed, as another step waits for")


def _fake(step: Step, of_step: Assignment, pipeline: Pipeline, chosen: Assignment) -> Fake:
    files: dict[str, Building] = {}
    in_s3: dict[str, Building] = {}
    members = Building()
    for one, value in of_step.items():
        if one.kind == "file":
            put(files.setdefault(one.name, Building()), one.path, value)
        elif one.kind == "s3":
            put(in_s3.setdefault(uri_of(one, pipeline, chosen), Building()), one.path, value)
        elif returns_parameters(step):
            put(members, tuple(_name(part) for part in one.parts[1:]), value)
        else:
            put(members, _keys(step, one, members), value)
    _name_items(step, members.content)
    return outputs(members.content, property_files=_contents(files), files=_contents(in_s3))


def _contents(documents: Mapping[str, Building]) -> dict[str, Any]:
    return {name: made.content for name, made in documents.items()}


def _keys(step: Step, one: Input, members: Building) -> tuple[str | int, ...]:
    """Return the keys to a member; an item that is read by its name is the one of that name, or the next."""
    keys: list[str | int] = []
    for position, part in enumerate(one.parts):
        named_by = _named_by(step, one.parts[:position])
        if isinstance(part, Key) and named_by is not None:
            here = _at(members.content, keys)
            names = [item.get(named_by) for item in here] if isinstance(here, list) else []
            index = names.index(part.name) if part.name in names else len(names)
            put_name = (*keys, index, named_by)
            if part.name not in names:
                put(members, put_name, part.name)
            keys.append(index)
        else:
            keys.append(_name(part))
    return tuple(keys)


def _at(content: Any, keys: list[str | int]) -> Any:
    for key in keys:
        if not isinstance(content, dict) or key not in content:
            return None
        content = content[key]
    return content


def _named_by(step: Step, parts: tuple[PathPart, ...]) -> str | None:
    known = STEP_TYPES.get(step.type or "")
    return None if known is None else known.name_keyed.get(tuple(str(_name(part)) for part in parts))


def _name(part: PathPart) -> str | int:
    if isinstance(part, Member):
        return part.name
    return (part.position or 0) if isinstance(part, Index) else part.name or ""


def _name_items(step: Step, content: Any) -> None:
    """Make objects of the items that a path with a higher index left empty."""
    pending = [content]
    while pending:
        here = pending.pop()
        if isinstance(here, list):
            here[:] = [{} if item is None else item for item in here]
        pending.extend(here.values() if isinstance(here, dict) else here if isinstance(here, list) else ())
