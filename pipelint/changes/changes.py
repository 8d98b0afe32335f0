"""What differs between two pipelines: plain data, for people to read and for programs to use.

``old`` is None for what was not there before, ``new`` for what is there no longer. Values are in the words of
:func:`~pipelint.pipeline.expression_text.expression_text`.
"""

from __future__ import annotations

from typing import Literal

from pipelint.pipeline.record import record
from pipelint.pipeline.values import PathPart, path_text

Kind = Literal["added", "removed", "changed"]

Outcome = Literal["lost", "perhaps lost", "kept"]
"""What becomes of what is in the cache of a step, in the first execution of the new pipeline."""


@record
class FieldChange:
    """A field that differs, by its ``path`` in the step, parameter or pipeline.

    ``only`` names what the two values differ in, where they are alike but for that: time stamps, hashes. A change that
    is not ``certain`` concerns a value that the source does not tell.
    """

    path: tuple[PathPart, ...]
    old: str | None
    new: str | None
    only: tuple[str, ...] = ()
    certain: bool = True

    @property
    def text(self) -> str:
        """The path as people read it: ``ProcessingInputs['train'].S3Input.S3Uri``."""
        return path_text(self.path)


@record
class Rewiring:
    """What a step is handed, by what it is ``called`` there, and where it came from and comes from: steps, or outside.

    Several where a value is put together; none where no step handed it over.
    """

    called: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@record
class WaitChange:
    """A wait for the step ``source``: by an entry of ``DependsOn`` (``old`` and ``new`` are its triggers), or for data.

    ``kind`` is ``"depends_on"`` or ``"data"``.
    """

    source: str
    kind: Literal["depends_on", "data"]
    old: str | None
    new: str | None


@record
class StepChange:
    """What became of a step, by its ``name`` in the new pipeline, or in the old one if it was removed.

    ``old_name`` and ``old_place`` are what they were before, where that differs. A ``place`` is an empty text at the
    top, or words: ``the if branch of "Check"``.
    """

    kind: Kind
    name: str
    type: str | None
    place: str = ""
    old_name: str | None = None
    old_place: str | None = None
    fields: tuple[FieldChange, ...] = ()
    rewired: tuple[Rewiring, ...] = ()
    waits: tuple[WaitChange, ...] = ()


@record
class ParameterChange:
    """What became of a parameter; of one that was added or removed ``fields`` say what it is or was."""

    kind: Kind
    name: str
    fields: tuple[FieldChange, ...] = ()


@record
class Reason:
    """Why a step runs again. ``because`` is the step whose running again is the reason, None where it is its own."""

    text: str
    certain: bool
    because: str | None = None


@record
class CacheChange:
    """What becomes of the cache of a step, and why.

    For one that is kept the ``reasons`` are what changed all the same: fields that are not in its key.
    """

    step: str
    outcome: Outcome
    reasons: tuple[Reason, ...]


@record
class Changes:
    """All that differs. ``fields`` are those of the pipeline itself; ``steps`` are in the order of the new pipeline.

    ``not_compared`` counts the values that could not be, because the source on one side does not tell them.
    """

    fields: tuple[FieldChange, ...] = ()
    parameters: tuple[ParameterChange, ...] = ()
    steps: tuple[StepChange, ...] = ()
    caches: tuple[CacheChange, ...] = ()
    not_compared: int = 0

    def __bool__(self) -> bool:
        return bool(self.fields or self.parameters or self.steps)

    def every_field(self) -> tuple[FieldChange, ...]:
        """Return the fields that differ in what stands on both sides: of the pipeline, its parameters and its steps."""
        changed = (one for many in (self.parameters, self.steps) for one in many if one.kind == "changed")
        return (*self.fields, *(field for one in changed for field in one.fields))
