"""The default fake of a step: the Describe response of the job it starts, made of the step's own arguments.

What a request and its Describe response share is echoed. A finished job has a name, an ARN and a status besides, and
some types of step have more (:mod:`pipelint.harness.steps`). Nothing is measured here: what only a real job could tell
(a metric, a best candidate) is left out, and made up by :mod:`pipelint.harness.invention` where another step reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipelint.harness.execution import Place, Read
from pipelint.harness.fakes import Outputs
from pipelint.harness.output_names import returns_parameters
from pipelint.harness.response_shapes import response_members
from pipelint.harness.results import Result
from pipelint.harness.steps.jobs import finished_job
from pipelint.harness.steps.made import NOTHING, Begun, Made
from pipelint.harness.steps.table import FINISHERS, MAKERS
from pipelint.pipeline.model import Step


def result_of(begun: Begun, reads: Iterable[Read], fake: Outputs, returned: tuple[Any, ...] = ()) -> Result:
    """Return what a step leaves behind: its default fake, with ``fake`` laid over it; ``returned`` is for the result.

    An argument that echoes a made-up value, as ``reads`` tells, is made up itself.
    """
    step, arguments = begun.step, begun.arguments
    if returns_parameters(step):
        return Result(step, {"OutputParameters": fake.members}, files=fake.files, returned=returned)
    job = finished_job(begun)
    maker = MAKERS.get(step.type or "")
    extra = maker(begun, {**arguments, **job.members}) if maker is not None else Made({})
    default: dict[str, Any] = {**job.members, **extra.members, **_echo(step, arguments)}
    echoed = {_path(read.place) for read in reads if read.invented}
    made_up = {path for path in job.made_up | extra.made_up if path[0] not in arguments} | echoed
    members = dict(_laid_over(default, fake.members)) if fake.members else default
    if fake.named:
        members = _with_named(members, fake.named)
    finisher = FINISHERS.get(step.type or "") if fake.members else None
    settled = finisher(members, fake.members) if finisher is not None else NOTHING
    if fake.members:
        made_up = {path for path in made_up if path[0] not in settled and not _given(path, fake.members)}
    left = frozenset(made_up)
    return Result(step, members, left, fake.property_files, fake.files, returned)


def _path(place: Place) -> tuple[str, ...]:
    """Return a place in the arguments as :class:`Result` spells paths."""
    return tuple(f"[{part}]" if isinstance(part, int) else part for part in place)


def _echo(step: Step, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments that the Describe response repeats; all of them, where that response is not known."""
    described = response_members(step.type)
    return {key: value for key, value in arguments.items() if described is None or key in described}


def _with_named(members: dict[str, Any], named: Mapping[str, str]) -> dict[str, Any]:
    """Return ``members`` with the S3 URIs of named outputs, which :mod:`fake_checks` has found declared."""
    config = members.get("ProcessingOutputConfig", {})
    outputs = [
        {**item, "S3Output": {**item.get("S3Output", {}), "S3Uri": named[item["OutputName"]]}}
        if isinstance(item, Mapping) and item.get("OutputName") in named
        else item
        for item in config.get("Outputs", [])
    ]
    return {**members, "ProcessingOutputConfig": {**config, "Outputs": outputs}}


def _given(path: tuple[str, ...], members: Any) -> bool:
    """Return whether ``members`` holds a value at ``path``, or one in place of all that stood around it."""
    for name in path:
        if not isinstance(members, Mapping):
            return True
        if name not in members:
            return False
        members = members[name]
    return True


def _laid_over(below: Any, above: Any) -> Any:
    """Lay ``above`` over ``below``: objects are merged member by member, everything else is replaced."""
    if not isinstance(below, Mapping) or not isinstance(above, Mapping):
        return above
    return {**below, **{key: _laid_over(below[key], value) if key in below else value for key, value in above.items()}}
