"""One case for each arm of a pipeline: values and fakes that make it take the arm, found in the definition itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from pipelint.harness.arms import Arm, arms, taken
from pipelint.harness.errors import HarnessError
from pipelint.harness.fakes import Fake
from pipelint.harness.generation.choosing import Chooser
from pipelint.harness.generation.documents import fakes_of, parameters_of
from pipelint.harness.generation.inputs import Assignment, NotChosen
from pipelint.harness.generation.reaching import NoWay
from pipelint.harness.harness import Harness
from pipelint.harness.observers import unobserved
from pipelint.pipeline.record import record

if TYPE_CHECKING:
    from pipelint.harness.run import Run

_TRIES = 25
"""How many assignments are run for one arm: what the search does not see may stand in the way of the first."""


@record
class Case:
    """What makes a pipeline take ``arm``: pass it to :meth:`pipelint.harness.Harness.run`, or call :meth:`run`."""

    name: str
    arm: Arm
    parameters: Mapping[str, Any]
    steps: Mapping[str, Fake]
    values: str

    def run(self, harness: Harness) -> Run:
        """Run the case."""
        return harness.run(parameters=self.parameters, steps=self.steps)

    def __str__(self) -> str:
        return self.name


class Cases(Sequence[Case]):
    """The cases of a pipeline, one for each arm that can be taken; ``unreachable`` says why another cannot.

    A reason is a proof where it names what contradicts itself or never changes. Otherwise it says what was tried.
    """

    def __init__(self, cases: Sequence[Case], unreachable: Mapping[Arm, str]) -> None:
        self._cases = tuple(cases)
        self.unreachable = dict(unreachable)

    def __getitem__(self, index: Any) -> Any:
        return self._cases[index]

    def __len__(self) -> int:
        return len(self._cases)

    def __repr__(self) -> str:
        lines = [f"{case.name}: {case.values or 'all defaults'}" for case in self._cases]
        lines += [f"{arm.id} cannot be reached: {why}" for arm, why in self.unreachable.items()]
        return "\n".join(lines)


def every_branch(pipeline: object, *, boundaries: bool = False) -> Cases:
    """Derive, for each arm of a pipeline, the parameters and fakes that make an execution take it.

    Every case has been run: it does take its arm. The values stand at the boundaries of the conditions: for
    ``accuracy >= 0.8`` it is 0.8 that is true, and 0.79 that is false.

    Args:
        pipeline: a :class:`~pipelint.harness.Harness`, or whatever one takes.
        boundaries: for each comparison with a number yield three more cases: just below it, equal, and just above.

    Raises:
        HarnessError: whatever :class:`~pipelint.harness.Harness` raises for the pipeline.
    """
    harness = pipeline if isinstance(pipeline, Harness) else Harness(pipeline)
    chooser = Chooser(harness.pipeline, harness.variables, harness.settings.coercion)
    cases: list[Case] = []
    unreachable: dict[Arm, str] = {}
    with unobserved():
        for arm in arms(harness.pipeline):
            found = _found(arm, harness, chooser)
            if isinstance(found, Case):
                cases.append(found)
            else:
                unreachable[arm] = found
        if boundaries:
            cases.extend(_boundary_cases(harness, chooser))
    return Cases(cases, unreachable)


def _found(arm: Arm, harness: Harness, chooser: Chooser) -> Case | str:
    """Return the case for ``arm``, or why there is none."""
    why = ""
    try:
        for chosen, endings in islice(chooser.for_arm(arm), _TRIES):
            try:
                case = _case(arm.id, arm, chosen, endings, chooser)
                run = case.run(harness)
                if arm in taken(run):
                    return case
                end = f": {run.failure}" if run.failure else ""
                why = why or f'with {case.values or "all defaults"}, "{arm.step}" {run[arm.step].because}{end}'
            except (HarnessError, NotChosen) as problem:
                why = why or str(problem)
    except NoWay as reason:
        return str(reason)
    return why or chooser.why_not(arm)


def _case(name: str, arm: Arm, chosen: Assignment, endings: Mapping[str, str], chooser: Chooser) -> Case:
    values = [f"{one} = {value!r}" for one, value in chosen.items() if one in chooser.decisive]
    values += [f"{step} {trigger.lower()}" for step, trigger in endings.items()]
    kept = {one: value for one, value in chosen.items() if not chooser.is_default(one, value)}
    return Case(name, arm, parameters_of(kept), fakes_of(chooser.pipeline, chosen, endings), ", ".join(values))


def _boundary_cases(harness: Harness, chooser: Chooser) -> Iterator[Case]:
    for arm, side, solutions in chooser.boundaries():
        for chosen, endings in islice(solutions, _TRIES):
            try:
                case = _case(f"{arm.id.rpartition('-')[0]}-{side}", arm, chosen, endings, chooser)
                run = case.run(harness)
            except (HarnessError, NotChosen):
                continue
            if run[arm.step].branch is not None:
                yield case
                break
