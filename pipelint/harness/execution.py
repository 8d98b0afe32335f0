"""What is known while an execution runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Union

from pipelint.harness.settings import Settings
from pipelint.harness.surroundings import Surroundings
from pipelint.pipeline.model import Step
from pipelint.pipeline.record import field, record
from pipelint.pipeline.values import (
    Member,
    OtherReference,
    PropertyFileReference,
    Reference,
    StepReference,
    Value,
)

if TYPE_CHECKING:
    from pipelint.harness.results import Result
    from pipelint.harness.templates import Template

Place = tuple[Union[str, int], ...]


@record
class Read:
    """One reference a step resolved.

    ``place`` is where in the step's arguments it stands, ``output`` the named output of the other step it reads, if
    any. ``invented`` says that no fake gave the value.
    """

    place: Place
    reference: Reference
    value: Any
    output: str | None = None
    invented: bool = False

    @property
    def step(self) -> str | None:
        """The step that was read, or None for a parameter or an execution variable."""
        return self.reference.step if isinstance(self.reference, (StepReference, PropertyFileReference)) else None

    @property
    def way_out(self) -> str:
        """How to fake the value, as a sentence."""
        if isinstance(self.reference, PropertyFileReference):
            fake = f'outputs(property_files={{"{self.reference.name}": {{...}}}})'
        elif isinstance(self.reference, OtherReference):
            fake = f"outputs(files={{{self.reference.text!r}: {{...}}}})"
            return f"Fake it in the step that writes it, which must have ended by then: {fake}"
        else:
            fake = "outputs({...})"
        path = self.reference.path if isinstance(self.reference, StepReference) else ()
        if path[:1] == (Member("Selected"),):
            return f'Fake what the selector of loop "{self.step}" compares, in the steps of its body'
        return f'Fake it: run(steps={{"{self.step}": {fake}}})'


@record
class Scope:
    """Where in a loop a step runs: the iteration, its item, and the names that the body's steps have in it."""

    loop: str
    index: int
    item: Any
    names: Mapping[str, str]


@record
class Execution:
    """What is known while an execution runs: ``results`` grows as steps end, by the names they run under.

    ``steps`` are all of the pipeline, those in the bodies of loops included. ``variables`` are the execution variables
    that are the same everywhere, with those that the test sets; ``given_variables`` are the names of the latter.
    ``templates`` are those of the arguments and attributes of steps, made when a step first runs.
    """

    surroundings: Surroundings
    parameters: Mapping[str, Any]
    variables: Mapping[str, str]
    given_variables: frozenset[str]
    steps: Mapping[str, Step]
    experiment_config: Value
    settings: Settings
    results: dict[str, Result] = field(default_factory=dict)
    templates: dict[str, tuple[Template, Template]] = field(default_factory=dict)
