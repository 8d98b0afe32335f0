"""Performing one step: resolve its arguments, then play its fake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelint.harness.compare import Coercion
from pipelint.harness.conditions import Judgement, judge_step
from pipelint.harness.default_fakes import result_of
from pipelint.harness.failure import Failure, StepFails
from pipelint.harness.fake_checks import check_outputs
from pipelint.harness.fakes import Fails, Fake, Outputs, played_fake
from pipelint.harness.output_names import returns_parameters
from pipelint.harness.resolve import Execution, Resolver
from pipelint.harness.results import Result
from pipelint.harness.run import State, StepRun
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import replace

_DEFAULT = Outputs()


def performed(step: Step, pipeline: Pipeline, execution: Execution, fake: Fake | None, coercion: Coercion) -> StepRun:
    """Run ``step`` and return what became of it; its result, when it succeeds, is added to ``execution.results``."""
    resolver = Resolver(step, execution)
    begun = StepRun(step, State.FAILED, "", pipeline, attempts=1)
    try:
        arguments = resolver.resolve(step.arguments)
        resolver.resolve(step.attributes)
        begun = replace(begun, resolved_arguments=arguments, values_read=tuple(resolver.reads))
        if step.type == "Condition":
            holds, judgements = judge_step(step, resolver, coercion)
            begun = replace(begun, values_read=tuple(resolver.reads))
            return _decided(begun, execution, holds, judgements)
        if step.type == "Fail":
            raise StepFails(str(arguments.get("ErrorMessage", "")))
        played = _DEFAULT if fake is None else played_fake(step, fake, arguments)
    except StepFails as end:
        return _failed(begun, Failure(step.name, str(end)))
    if isinstance(played, Fails):
        return _failed(begun, Failure(step.name, played.reason, played.kind))
    return _succeeded(begun, execution, arguments, played)


def _decided(begun: StepRun, execution: Execution, holds: bool, judgements: tuple[Judgement, ...]) -> StepRun:
    branch = "if" if holds else "else"
    # Texts, as ConditionOutcome of the SageMaker API; local mode alone has a Python bool.
    result = Result(begun.step, {"Outcome": "True" if holds else "False"})
    execution.results[begun.name] = result
    decisive = next((judgement for judgement in judgements if judgement.outcome is False), None)
    why = f"{decisive} is false" if decisive else "all its conditions are true"
    return replace(
        begun,
        state=State.EXECUTED,
        because=f"took the {branch} branch: {why}",
        branch=branch,
        judgements=judgements,
        produced=result.members,
    )


def _failed(begun: StepRun, failure: Failure) -> StepRun:
    return replace(begun, because=failure.because, failure=failure)


def _succeeded(begun: StepRun, execution: Execution, arguments: Mapping[str, Any], played: Outputs) -> StepRun:
    fake = check_outputs(begun.step, played)
    result = result_of(begun.step, arguments, begun.values_read, fake, execution.surroundings)
    execution.results[begun.name] = result
    produced = fake.members if returns_parameters(begun.step) else result.members
    return replace(begun, state=State.EXECUTED, because="ran", produced=produced)
