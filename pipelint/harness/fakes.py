"""Fakes: what a test says a step did, instead of running it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any, Union

from pipelint.harness.errors import InvalidFake
from pipelint.harness.functions import Returns, Runs, handler_arguments, is_handler
from pipelint.pipeline.model import Step
from pipelint.pipeline.record import field, record

CENTURY = 3.2e9
_COMPUTED = {
    "Condition": "its branch follows from what it compares: fake the steps and parameters it reads",
    "Fail": "it always fails with its own message",
    "ForEach": "it runs its body for each item: fake the steps of the body",
}


@record
class Outputs:
    """A step that succeeds. Made by :func:`outputs`."""

    members: Mapping[str, Any] = field(default_factory=dict)
    property_files: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Any] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    seconds: float | None = None


@record
class Fails:
    """A step that fails. Made by :func:`fails`."""

    reason: str
    kind: str | None = None
    seconds: float | None = None


@record
class Stops:
    """A step that is stopped from outside. Made by :func:`stops`."""

    reason: str
    seconds: float | None = None


@record
class Violates:
    """A check that finds a violation of its baseline. Made by :func:`violates`."""

    reason: str
    outputs: Outputs = field(default_factory=Outputs)


Played = Union[Outputs, Fails, Stops, Violates, Returns, Runs]
"""What one attempt of a step can come to."""

OneFake = Union[Played, Callable[..., Any]]
Fake = Union[OneFake, Sequence[OneFake]]


def outputs(
    members: Mapping[str, Any] | None = None,
    *,
    property_files: Mapping[str, Any] | None = None,
    files: Mapping[str, Any] | None = None,
    named: Mapping[str, str] | None = None,
    seconds: float | None = None,
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
        named: the S3 URI of outputs of a processing job by name, e.g. ``{"train": "s3://bucket/train"}``.
        seconds: how long the job takes, in virtual time; a minute unless given. Nothing ever sleeps.
    """
    return Outputs(dict(members or {}), dict(property_files or {}), dict(files or {}), dict(named or {}), seconds)


def fails(reason: str, *, kind: str | None = None, seconds: float | None = None) -> Fails:
    """Fake a step that fails, at every attempt: for one that fails at first alone, give a list of fakes.

    Args:
        reason: the FailureReason of its job.
        kind: the ExceptionType a retry policy would match, e.g. ``"SageMaker.CAPACITY_ERROR"``.
        seconds: how long an attempt takes, in virtual time; a minute unless given.
    """
    return Fails(reason, kind, seconds)


def stops(reason: str = "stopped from outside", *, seconds: float | None = None) -> Stops:
    """Fake a step whose job somebody stops, for dependencies with trigger ``Stopped``.

    Args:
        reason: who or why, for the trace.
        seconds: after how long, in virtual time; a minute unless given.
    """
    return Stops(reason, seconds)


def violates(reason: str, members: Mapping[str, Any] | None = None) -> Violates:
    """Fake a QualityCheck or ClarifyCheck step that finds a violation of its baseline.

    The step fails, unless it skips the check or does not fail on violations (``FailOnViolation``).

    Args:
        reason: what was found, the step's FailureReason.
        members: as in :func:`outputs`, for a step that goes on.
    """
    return Violates(reason, outputs(members))


def checked_fake(step: Step, fake: object) -> Fake:
    """Return ``fake`` when it is one that ``step`` can have.

    Raises:
        InvalidFake: it is no fake, or the step is one whose result is computed.
    """
    if step.type in _COMPUTED:
        raise InvalidFake(
            f'step "{step.name}" cannot be faked: a {step.type} step is computed, {_COMPUTED[step.type or ""]}'
        )
    if isinstance(fake, (list, tuple)):
        if not fake:
            raise InvalidFake(f'the fake of step "{step.name}" is an empty list; expected one fake per attempt')
        for number, one in enumerate(fake, start=1):
            _check_one(step, one, f"attempt {number} of the fake of")
        return list(fake)
    return _check_one(step, fake, "the fake of")


def _check_one(step: Step, fake: Any, what: str) -> OneFake:
    if isinstance(fake, Violates) and step.type not in ("QualityCheck", "ClarifyCheck"):
        raise InvalidFake(
            f'{what} step "{step.name}" is a violation, and a {step.type} step checks no baseline: write fails(...)'
        )
    if isinstance(fake, (Outputs, Fails, Stops, Violates, Returns, Runs)):
        check_seconds(step, fake, what)
        return fake
    if callable(fake):
        function: Callable[..., Any] = fake
        return function
    way_out = ": write outputs({...})" if isinstance(fake, Mapping) else ""
    raise InvalidFake(
        f'{what} step "{step.name}" is of type {type(fake).__name__}; expected outputs(...), fails(...) or a '
        f"function of the resolved arguments that returns one{way_out}"
    )


def check_seconds(step: Step, fake: object, what: str) -> None:
    """Refuse a fake that takes no time that a job can take.

    Raises:
        InvalidFake: its ``seconds`` are no number from 0 to a century.
    """
    seconds = getattr(fake, "seconds", None)
    if seconds is None:
        return
    number = isinstance(seconds, (int, float)) and not isinstance(seconds, bool)
    if not number or not 0 <= seconds <= CENTURY:
        raise InvalidFake(
            f'{what} step "{step.name}" takes {seconds!r} seconds; expected a number from 0 to {CENTURY:.0f}, a century'
        )


def played_fake(step: Step, fake: OneFake, arguments: Mapping[str, Any]) -> Played:
    """Return what ``fake`` comes to for these resolved ``arguments``.

    A function gets a copy of them; what it raises goes through to the test. One that takes two arguments is a Lambda
    handler, and gets the event and a context.

    Raises:
        InvalidFake: the function returned something else than a fake or a dict of members.
    """
    if isinstance(fake, (Outputs, Fails, Stops, Violates, Returns, Runs)):
        return fake
    handler = step.type == "Lambda" and is_handler(fake)
    with named_step(step):
        played = fake(*handler_arguments(arguments)) if handler else fake(deepcopy(arguments))
    if isinstance(played, (Outputs, Fails, Stops, Violates, Returns, Runs)):
        return played
    if handler:
        return Returns(played)
    if isinstance(played, Mapping):
        return outputs(played)
    raise InvalidFake(
        f'the function that fakes step "{step.name}" returned a value of type {type(played).__name__}; '
        "expected outputs(...), fails(...) or a dict of members"
    )


class named_step:  # noqa: N801 used as a function
    """Let exceptions of the user's code through as they are, with a note that names the step it stood in for."""

    def __init__(self, step: Step) -> None:
        self._step = step

    def __enter__(self) -> None:
        """Do nothing: only the way out matters."""

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        """Add the note, where Python has notes (3.11 on)."""
        if error is not None and hasattr(error, "add_note"):
            error.add_note(f'raised by the function that fakes step "{self._step.name}"')
