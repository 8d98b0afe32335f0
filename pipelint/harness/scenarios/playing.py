"""Playing a scenario: run it, and compare what comes of it with what the scenario expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipelint.harness.harness import Harness
from pipelint.harness.run import Run
from pipelint.harness.scenarios.files import ScenarioError
from pipelint.harness.scenarios.scenario import Scenario
from pipelint.harness.step_run import StepRun
from pipelint.pipeline.expression_text import shortened
from pipelint.pipeline.record import record
from pipelint.pipeline.spelling import did_you_mean


@record
class Outcome:
    """What came of a scenario: the run, and a sentence for each expectation that was not met."""

    scenario: Scenario
    run: Run
    unmet: tuple[str, ...] = ()


def play(scenario: Scenario, pipeline: object) -> Outcome:
    """Run ``scenario`` on ``pipeline``: whatever :class:`~pipelint.harness.Harness` takes.

    Raises:
        ScenarioError: the scenario expects something of a step that the pipeline does not have, or cannot do.
        HarnessError: whatever :meth:`pipelint.harness.Harness.run` raises.
    """
    harness = Harness(pipeline, **scenario.settings)
    run = harness.run(parameters=scenario.parameters, steps=scenario.steps, **scenario.options)
    _check_names(scenario, run)
    return Outcome(scenario, run, tuple(_unmet(scenario.expected, run)))


def _check_names(scenario: Scenario, run: Run) -> None:
    place = f"{scenario.file}: {scenario.name}: expect"
    expected = scenario.expected
    asked = [("path", name) for name in expected.get("path", ())]
    asked += [(part, name) for part in ("branches", "steps", "arguments") for name in expected.get(part, ())]
    for part, name in asked:
        if name not in run:
            guess = did_you_mean(name, run)
            raise ScenarioError(
                f'{place}.{part}: the pipeline has no step "{name}";{guess} it has {", ".join(run) or "none"}'
            )
    for name in expected.get("branches", ()):
        if run[name].step.type != "Condition":
            raise ScenarioError(f'{place}.branches: step "{name}" is a {run[name].step.type} step, which has no branch')


def _unmet(expected: Mapping[str, Any], run: Run) -> Iterator[str]:
    status = expected.get("status", "Failed" if "failure" in expected else "Succeeded")
    if run.status != status:
        why = f": {run.failure}" if run.failure else ""
        yield f"the execution {run.status}{why}; {status} was expected"
    failure = expected.get("failure")
    if failure is not None and failure not in str(run.failure or ""):
        yield f"the failure is {str(run.failure or '')!r}; one that holds {failure!r} was expected"
    path = expected.get("path")
    if path is not None and run.path != path:
        yield f"the path is {_path(run.path)}; {_path(path)} was expected"
    for name, branch in expected.get("branches", {}).items():
        if run[name].branch != branch:
            yield f'step "{name}" {run[name].because}; the {branch} branch was expected'
    for name, state in expected.get("steps", {}).items():
        if run[name].state.value != state:
            yield f'step "{name}" {run[name].because}; {state} was expected'
    for name, members in expected.get("arguments", {}).items():
        yield from _unlike(members, run[name])


def _path(steps: list[str]) -> str:
    return " > ".join(steps) or "empty"


def _unlike(members: Mapping[str, Any], step: StepRun) -> Iterator[str]:
    if step.resolved_arguments is None:
        yield f'step "{step.name}" {step.because}; it has no arguments to compare'
        return
    for place, found, wanted in _differences(step.resolved_arguments, members, ""):
        yield f'step "{step.name}": argument {place} is {found}; {wanted} was expected'


def _differences(found: Any, wanted: Any, place: str) -> Iterator[tuple[str, str, str]]:
    """Yield where ``found`` does not hold ``wanted``: objects may hold more, lists and scalars must be alike."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        for key, inner in wanted.items():
            below = f"{place}.{key}" if place else key
            if key in found:
                yield from _differences(found[key], inner, below)
            else:
                yield below, "missing", shortened(inner)
    elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        for index, (one, other) in enumerate(zip(found, wanted, strict=True)):
            yield from _differences(one, other, f"{place}[{index}]")
    elif found != wanted or isinstance(found, bool) is not isinstance(wanted, bool):
        yield place, shortened(found), shortened(wanted)
