"""What is wrong with a definition before anything runs: what AWS would refuse, and what is not simulated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from pipelint.harness.errors import InvalidDefinition, NotSimulated
from pipelint.harness.plain import plain
from pipelint.pipeline.contents import expressions_by_step
from pipelint.pipeline.graph import Edge, cycles
from pipelint.pipeline.jsonpath import JsonPathError, parse
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.spelling import did_you_mean
from pipelint.pipeline.values import (
    JsonGet,
    Origin,
    OtherReference,
    ParameterReference,
    PropertyFileReference,
    StepReference,
    Value,
    walk,
)

_NOT_IN_A_BODY = frozenset({"Condition", "Fail", "ForEach"})
_EDGE_WORDS = {
    "data": "reads {edge.path} of",
    "property_file": "reads property file {edge.path} of",
    "depends_on": "depends on",
    "branch": "is in a branch of",
    "body": "is in the body of",
}


def check(pipeline: Pipeline) -> None:
    """Refuse a pipeline that cannot run.

    Raises:
        InvalidDefinition: two steps share a name, steps wait for each other in a circle, or something refers to a step,
            parameter or property file that the pipeline does not have, or a json path is not well formed; or the body
            of a loop holds what it may not, or its steps get the names of others.
        NotSimulated: it has a condition of an unknown type, or anything else that was not understood and would be left
            out of the run.
    """
    for gap in pipeline.gaps:
        raise NotSimulated(f"{gap.what} cannot be run{_place_text(gap.origin)}: {gap.why}")
    steps = tuple(pipeline.all_steps())
    _check_names(steps)
    by_name = {step.name: step for step in steps}
    parameters = [parameter.name for parameter in pipeline.parameters]
    inside: set[str] = set()
    for step in steps:
        if step.type == "ForEach":
            _check_body(step, by_name)
            inside.update(inner.name for inner in step.body)
        for dependency in step.depends_on:
            _check_step(f'step "{step.name}" depends on', dependency.step, by_name)
    for step, parts in expressions_by_step(pipeline):
        for part in parts:
            _check_reference(f'step "{step.name}"', part, by_name, parameters)
            if isinstance(part, OtherReference):
                _check_scope(step, part, inside)
    for part in walk(pipeline.experiment_config):
        _check_reference("PipelineExperimentConfig", part, by_name, parameters)
    for cycle in cycles(pipeline):
        raise InvalidDefinition(f"the steps of the pipeline wait for each other in a circle:\n{drawn(cycle)}")


def edge_words(edge: Edge) -> str:
    """Say what ``edge`` is, the waiting step first: ``"Evaluate" reads ModelArtifacts of "Train"``."""
    return f'"{edge.target}" {_EDGE_WORDS[edge.kind].format(edge=edge)} "{edge.source}"'


def drawn(cycle: tuple[Edge, ...]) -> str:
    """Draw a cycle, one wait a line."""
    return "\n".join(f"  {edge_words(edge)}" for edge in cycle)


def _place_text(origin: Origin | None) -> str:
    """Return where ``origin`` is, as a JSON Pointer (RFC 6901)."""
    if origin is None or not isinstance(origin.place, tuple):
        return ""
    return f" (at /{'/'.join(str(key).replace('~', '~0').replace('/', '~1') for key in origin.place)})"


def _check_names(steps: tuple[Step, ...]) -> None:
    for name, count in Counter(step.name for step in steps).items():
        if count > 1:
            raise InvalidDefinition(f'step name "{name}" is used {count} times; AWS wants every step to have its own')


def _check_body(loop: Step, by_name: Mapping[str, Step]) -> None:
    if not loop.body:
        raise InvalidDefinition(f'loop "{loop.name}" has no step in its body')
    for step in loop.body:
        if step.type in _NOT_IN_A_BODY:
            raise InvalidDefinition(
                f'step "{step.name}" of type {step.type} is in the body of loop "{loop.name}", where it may not be'
            )
        taken = re.compile(re.escape(step.name) + r"-\d+")
        for name in by_name:
            if taken.fullmatch(name):
                raise InvalidDefinition(
                    f'step "{name}" has a name that "{step.name}" gets in an iteration of loop "{loop.name}"'
                )


def _check_reference(reader: str, part: Value, by_name: Mapping[str, Step], parameters: list[str]) -> None:
    if isinstance(part, ParameterReference) and part.name not in parameters:
        declared = ", ".join(parameters) or "none"
        raise InvalidDefinition(
            f'{reader} reads parameter "{part.name}", which the pipeline does not declare;'
            f"{did_you_mean(part.name, parameters)} it declares {declared}"
        )
    if isinstance(part, JsonGet):
        _check_json_path(reader, plain(part.path))
    if isinstance(part, StepReference):
        _check_step(f"{reader} reads", part.step, by_name)
    if isinstance(part, PropertyFileReference):
        _check_step(f"{reader} reads a property file of", part.step or "", by_name)
        declared_files = [str(plain(file.name)) for file in by_name[part.step or ""].property_files]
        if part.name not in declared_files:
            raise InvalidDefinition(
                f'{reader} reads property file "{part.name}" of step "{part.step}", which has no such property file;'
                f"{did_you_mean(part.name or '', declared_files)} it has {', '.join(declared_files) or 'none'}"
            )


def _check_scope(step: Step, part: OtherReference, inside: set[str]) -> None:
    """Refuse a reference to the current item outside the body of a loop, or to an iteration outside a selector."""
    if part.text.startswith("ForEach.") and step.name not in inside:
        raise InvalidDefinition(f'step "{step.name}" reads {part} but is in no body of a loop')
    if part.text.startswith("IterationOutput.") and step.type != "ForEach":
        raise InvalidDefinition(f'step "{step.name}" reads {part}, which has a value in the selector of a loop alone')


def _check_json_path(reader: str, path: object) -> None:
    if isinstance(path, str):
        try:
            parse(path)
        except JsonPathError as error:
            raise InvalidDefinition(
                f"{reader} reads json path {path!r}, which is not well formed at character {error.position}: {error}"
            ) from error


def _check_step(what: str, name: str, by_name: Mapping[str, Step]) -> None:
    if name not in by_name:
        raise InvalidDefinition(
            f'{what} step "{name}", which the pipeline does not have;{did_you_mean(name, by_name)} '
            f"it has {', '.join(by_name)}"
        )
