"""Fakes: what a test says a step did, instead of running it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, Union

from pipelint.harness.errors import InvalidFake, NotSimulated
from pipelint.pipeline.model import Step
from pipelint.pipeline.record import field, record

_COMPUTED = {
    "Condition": "its branch follows from what it compares: fake the steps and parameters it reads",
    "Fail": "it always fails with its own message",
}


@record
class Outputs:
    """A step that succeeds. Made by :func:`outputs`."""

    members: Mapping[str, Any] = field(default_factory=dict)
    property_files: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Any] = field(default_factory=dict)


@record
class Fails:
    """A step that fails. Made by :func:`fails`."""

    reason: str
    kind: str | None = None


Fake = Union[Outputs, Fails, Callable[[Mapping[str, Any]], "Outputs | Fails | Mapping[str, Any]"]]


def outputs(
    members: Mapping[str, Any] | None = None,
    *,
    property_files: Mapping[str, Any] | None = None,
    files: Mapping[str, Any] | None = None,
) -> Outputs:
    """Fake a step that succeeds.

    Args:
        members: what the Describe call of the step's job would return, e.g.
            ``{"ModelArtifacts": {"S3ModelArtifacts": "s3://bucket/model.tar.gz"}}``. They are laid over the default
            fake, so that only what matters to the test need be given; a list replaces the default's list. For a Lambda
            or Callback step: its output parameters by name, e.g. ``{"approved": True}``.
        property_files: the content of property files by name: what the script would have written, as Python data or as
            JSON text.
        files: the content of JSON files by S3 URI, for ``JsonGet(s3_uri=...)``.
    """
    return Outputs(dict(members or {}), dict(property_files or {}), dict(files or {}))


def fails(reason: str, *, kind: str | None = None) -> Fails:
    """Fake a step that fails for good, whatever retry policies it has.

    Args:
        reason: the FailureReason of its job.
        kind: the ExceptionType a retry policy would match, e.g. ``"SageMaker.CAPACITY_ERROR"``; shown in the trace.
    """
    return Fails(reason, kind)


def checked_fake(step: Step, fake: object) -> Fake:
    """Return ``fake`` when it is one that ``step`` can have.

    Raises:
        InvalidFake: it is no fake, or the step is one whose result is computed.
        NotSimulated: it is a list of fakes, one per attempt.
    """
    if step.type in _COMPUTED:
        raise InvalidFake(f'step "{step.name}" cannot be faked: a {step.type} step is computed, {_COMPUTED[step.type]}')
    if isinstance(fake, (Outputs, Fails)):
        return fake
    if callable(fake):
        return fake
    if isinstance(fake, (list, tuple)):
        raise NotSimulated(
            f'the fake of step "{step.name}" is a list: one fake per attempt needs retries, which are not simulated '
            "yet. Give the fake of the last attempt alone"
        )
    way_out = ": write outputs({...})" if isinstance(fake, Mapping) else ""
    raise InvalidFake(
        f'the fake of step "{step.name}" is of type {type(fake).__name__}; expected outputs(...), fails(...) or a '
        f"function of the resolved arguments that returns one{way_out}"
    )


def played_fake(step: Step, fake: Fake, arguments: Mapping[str, Any]) -> Outputs | Fails:
    """Return what ``fake`` comes to for these resolved ``arguments``.

    A function gets a copy of them; what it raises goes through to the test.

    Raises:
        InvalidFake: the function returned something else than a fake or a dict of members.
    """
    if isinstance(fake, (Outputs, Fails)):
        return fake
    played = fake(deepcopy(arguments))
    if isinstance(played, (Outputs, Fails)):
        return played
    if isinstance(played, Mapping):
        return outputs(played)
    raise InvalidFake(
        f'the function that fakes step "{step.name}" returned a value of type {type(played).__name__}; '
        "expected outputs(...), fails(...) or a dict of members"
    )
