"""Resolving expressions to plain values, remembering for each value where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelint.harness.errors import InvalidDefinition, MissingFake, NotSimulated, Unsettled
from pipelint.harness.failure import StepFails
from pipelint.harness.plain import plain
from pipelint.harness.results import Result
from pipelint.harness.surroundings import Surroundings
from pipelint.pipeline.jsonpath import JsonPathMissing, parse
from pipelint.pipeline.model import Step
from pipelint.pipeline.record import record
from pipelint.pipeline.spelling import did_you_mean
from pipelint.pipeline.values import (
    ExecutionVariable,
    Join,
    JsonGet,
    ListValue,
    Literal,
    OtherReference,
    ParameterReference,
    PropertyFileReference,
    Record,
    Reference,
    StepReference,
    Unknown,
    Value,
)

Place = tuple["str | int", ...]


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
        return f'Fake it: run(steps={{"{self.step}": outputs({{...}})}})'


@record
class Execution:
    """What is known while an execution runs: ``results`` grows as steps finish."""

    surroundings: Surroundings
    parameters: Mapping[str, Any]
    steps: Mapping[str, Step]
    experiment_config: Value
    results: dict[str, Result]


class Resolver:
    """Resolves the expressions of one step; ``reads`` lists what it read, in the order it read it."""

    def __init__(self, step: Step, execution: Execution) -> None:
        self.reads: list[Read] = []
        self._step = step
        self._execution = execution

    def resolve(self, value: Value, place: Place = ()) -> Any:
        """Return ``value`` as plain JSON data.

        Raises:
            StepFails: the step would fail on AWS, because a json path is not in the document.
            MissingFake: the value is one that only a fake can give.
            Unsettled: nothing says what the service makes of this expression.
            InvalidDefinition: AWS would refuse the reference.
            NotSimulated: the expression is of a form that is not simulated.
        """
        if isinstance(value, Literal):
            return value.value
        if isinstance(value, Record):
            return {key: self.resolve(entry, (*place, key)) for key, entry in value.entries.items()}
        if isinstance(value, ListValue):
            return [self.resolve(item, (*place, index)) for index, item in enumerate(value.items)]
        if isinstance(value, Join):
            return self._join(value, place)
        if isinstance(value, JsonGet):
            return self._json_get(value, place)
        if isinstance(value, Unknown):
            raise NotSimulated(f'step "{self._step.name}" holds a value that could not be read: {value.reason}')
        return self._get(value, place)

    def _get(self, reference: Reference, place: Place) -> Any:
        if isinstance(reference, ParameterReference):
            return self._note(place, reference, self._execution.parameters[reference.name])
        if isinstance(reference, ExecutionVariable):
            return self._note(place, reference, self._execution_variable(reference.name))
        if isinstance(reference, StepReference):
            found = self._execution.results[reference.step].read(reference.path)
            return self._note(place, reference, found.value, found.output, found.invented)
        if isinstance(reference, OtherReference):
            return self._experiment_config(reference, place)
        raise InvalidDefinition(
            f'step "{self._step.name}" gets {reference} itself; a property file can only be read through JsonGet'
        )

    def _note(
        self, place: Place, reference: Reference, value: Any, output: str | None = None, invented: bool = False
    ) -> Any:
        self.reads.append(Read(place, reference, value, output, invented))
        return value

    def _execution_variable(self, name: str) -> str:
        variables = self._execution.surroundings.variables()
        if name in variables:
            return variables[name]
        job_name = self._execution.surroundings.job_name_variable(name, self._step.name, self._step.type)
        if job_name is not None:
            return job_name
        if name in ("TrainingJobName", "ProcessingJobName"):
            raise Unsettled(
                f'step "{self._step.name}" ({self._step.type}) reads Execution.{name}, which is the name of the job '
                "that the step itself starts; nothing says what it is in a step that starts no such job"
            )
        raise InvalidDefinition(
            f'step "{self._step.name}" reads Execution.{name}, and there is no such execution variable;'
            f"{did_you_mean(name, variables)} there are {', '.join(variables)}"
        )

    def _experiment_config(self, reference: OtherReference, place: Place) -> Any:
        namespace, _, name = reference.text.partition(".")
        config = self._execution.experiment_config
        if namespace == "PipelineExperimentConfig" and isinstance(config, Record) and name in config.entries:
            return self._note(place, reference, self.resolve(config.entries[name], place))
        raise InvalidDefinition(f'step "{self._step.name}" reads {reference}, which is nothing this pipeline has')

    def _join(self, join: Join, place: Place) -> str:
        values = self.resolve(join.values, place)
        separator = self.resolve(join.on, place)
        if not isinstance(values, list) or not isinstance(separator, str):
            raise Unsettled(
                f'step "{self._step.name}" joins {values!r} with {separator!r}; expected a list and a string'
            )
        return separator.join(self._joined_text(value) for value in values)

    def _joined_text(self, value: Any) -> str:
        """Return a value as Std:Join spells it: strings as they are, numbers and truth values as JSON.

        A Boolean becomes ``true`` or ``false``: the SDK's own runtime on the service compares with ``"true"``
        (sagemaker/remote_function/core/pipeline_variables.py:140 of sagemaker 2.257).
        """
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (int, float)):
            return repr(value)
        raise Unsettled(
            f'step "{self._step.name}" joins {value!r} into a text; nothing says how the service spells null, a list '
            "or an object there"
        )

    def _json_get(self, get: JsonGet, place: Place) -> Any:
        if isinstance(get.source, PropertyFileReference):
            return self._from_property_file(get.source, get.path, place)
        uri = self.resolve(get.source, place)
        if not isinstance(uri, str):
            raise InvalidDefinition(f'step "{self._step.name}" reads a JSON file at {uri!r}, which is no S3 URI')
        for result in self._execution.results.values():
            if uri in result.files:
                return self._at_path(result.files[uri], get.path, f"the file {uri}")
        raise MissingFake(
            f'step "{self._step.name}" reads {plain(get.path)} from the JSON file {uri}, and no fake gives that file. '
            f"Fake it in the step that writes it: outputs(files={{{uri!r}: {{...}}}})"
        )

    def _from_property_file(self, reference: PropertyFileReference, path: Value, place: Place) -> Any:
        step, name = reference.step or "", reference.name or ""
        files = self._execution.results[step].property_files
        if name not in files:
            raise MissingFake(
                f'step "{self._step.name}" reads {plain(path)} from property file "{name}" of step "{step}", and no '
                f'fake gives it. Fake it: run(steps={{"{step}": outputs(property_files={{"{name}": {{...}}}})}})'
            )
        value = self._at_path(files[name], path, f'property file "{name}" of step "{step}"')
        return self._note(place, reference, value, _output_name(self._execution.steps[step], name))

    def _at_path(self, document: Any, path: Value, where: str) -> Any:
        """Return what a json path finds in a document, where the service and local mode would find the same."""
        text = plain(path)
        if not isinstance(text, str):
            raise Unsettled(f"{where} is read without a json path; nothing says that the service then reads all of it")
        parsed = parse(text)
        if parsed.service != parsed.local_mode:
            raise Unsettled(
                f'step "{self._step.name}" reads {text} from {where}: {"; ".join(parsed.differences)}. Write the path '
                "as keys joined by dots and indexes in brackets, which both read alike"
            )
        try:
            return parsed.evaluate(document)
        except JsonPathMissing as missing:
            raise StepFails(f"json path {text} is not in {where}: {missing}") from missing


def _output_name(step: Step, property_file: str) -> str | None:
    """Return the name of the output that holds ``property_file``."""
    for declared in step.property_files:
        if plain(declared.name) == property_file:
            return str(plain(declared.output_name))
    return None
