"""Resolving expressions to plain values, remembering for each value where it came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pipelint.harness.errors import InvalidDefinition, NotSimulated, Unsettled
from pipelint.harness.execution import Execution, Place, Read, Scope
from pipelint.harness.items import current_item
from pipelint.harness.json_documents import value_at
from pipelint.harness.plain import plain
from pipelint.pipeline.model import Step
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
    Stamp,
    StepReference,
    Unknown,
    Value,
)

CURRENT_ITEM = "ForEach.CurrentItem"


class Resolver:
    """Resolves the expressions of one step; ``reads`` lists what it read, in the order it read it.

    ``seconds`` is the virtual time at which it does, since the execution started; ``name`` the one the step runs under.
    """

    def __init__(
        self,
        step: Step,
        execution: Execution,
        scope: Scope | None = None,
        seconds: float = 0.0,
        name: str | None = None,
    ) -> None:
        self.reads: list[Read] = []
        self._step = step
        self._execution = execution
        self._scope = scope
        self._seconds = seconds
        self._name = step.name if name is None else name

    def resolve(self, value: Value, place: Place = ()) -> Any:
        """Return ``value`` as plain JSON data.

        Raises:
            StepFails: the step would fail on AWS, because a json path is not in the document.
            MissingFake: the value is one that only a fake can give.
            Unsettled: nothing says what the service makes of this expression.
            InvalidDefinition: AWS would refuse the reference.
            NotSimulated: the expression is of a form that is not simulated.
        """
        return _BY_TYPE[type(value)](self, value, place)

    def _literal(self, value: Literal, place: Place) -> Any:
        return value.value

    def _record(self, value: Record, place: Place) -> Any:
        return {key: self.resolve(entry, (*place, key)) for key, entry in value.entries.items()}

    def _list(self, value: ListValue, place: Place) -> Any:
        return [self.resolve(item, (*place, index)) for index, item in enumerate(value.items)]

    def _unknown(self, value: Unknown, place: Place) -> Any:
        raise NotSimulated(f'step "{self._name}" holds a value that could not be read: {value.reason}')

    def _parameter(self, reference: ParameterReference, place: Place) -> Any:
        return self._note(place, reference, self._execution.parameters[reference.name])

    def _variable(self, reference: ExecutionVariable, place: Place) -> Any:
        return self._note(place, reference, self._execution_variable(reference.name))

    def _property(self, reference: StepReference, place: Place) -> Any:
        step = reference.step if self._scope is None else self._run_name(reference.step)
        found = self._execution.results[step].read(reference.path)
        return self._note(place, reference, found.value, found.output, found.invented)

    def _property_file(self, reference: PropertyFileReference, place: Place) -> Any:
        raise InvalidDefinition(
            f'step "{self._name}" gets {reference} itself; a property file can only be read through JsonGet'
        )

    def _run_name(self, step: str) -> str:
        """Return the name under which ``step`` ran, as seen from here: in the body of a loop it has a number."""
        return step if self._scope is None else self._scope.names.get(step, step)

    def _note(
        self, place: Place, reference: Reference, value: Any, output: str | None = None, invented: bool = False
    ) -> Any:
        self.reads.append(Read(place, reference, value, output, invented))
        return value

    def _execution_variable(self, name: str) -> str:
        variables = self._execution.variables
        if name == "CurrentDateTime" and name not in self._execution.given_variables:
            return self._execution.surroundings.time_text(self._seconds)
        if name in variables:
            return variables[name]
        job_name = self._execution.surroundings.job_name_variable(name, self._name, self._step.type)
        if job_name is not None:
            return job_name
        if name in ("TrainingJobName", "ProcessingJobName"):
            raise Unsettled(
                f'step "{self._name}" ({self._step.type}) reads Execution.{name}, which is the name of the job '
                "that the step itself starts; nothing says what it is in a step that starts no such job. Decide it: "
                f'run(variables={{"{name}": ...}})'
            )
        raise InvalidDefinition(
            f'step "{self._name}" reads Execution.{name}, and there is no such execution variable;'
            f"{did_you_mean(name, variables)} there are {', '.join(variables)}"
        )

    def _other(self, reference: OtherReference, place: Place) -> Any:
        if self._scope is not None and reference.text.startswith(CURRENT_ITEM):
            drill = reference.text.removeprefix(CURRENT_ITEM)
            return self._note(place, reference, current_item(self._name, self._scope, drill))
        namespace, _, name = reference.text.partition(".")
        config = self._execution.experiment_config
        if namespace == "PipelineExperimentConfig" and isinstance(config, Record) and name in config.entries:
            return self._note(place, reference, self.resolve(config.entries[name], place))
        raise InvalidDefinition(f'step "{self._name}" reads {reference}, which is nothing this pipeline has')

    def _join(self, join: Join, place: Place) -> str:
        values = self.resolve(join.values, place)
        separator = self.resolve(join.on, place)
        if not isinstance(values, list) or not isinstance(separator, str):
            raise Unsettled(f'step "{self._name}" joins {values!r} with {separator!r}; expected a list and a string')
        return separator.join([value if type(value) is str else self._joined_text(value) for value in values])

    def _joined_text(self, value: Any) -> str:
        """Return a value as Std:Join spells it: strings as they are, numbers and truth values as JSON.

        A Boolean becomes ``true`` or ``false``: the SDK's own runtime on the service compares with ``"true"``
        (sagemaker/remote_function/core/pipeline_variables.py:140 of sagemaker 2.257). Local mode takes Python's
        ``str()`` (sagemaker/local/pipeline.py:133-136): ``True``.
        """
        local_mode = self._execution.settings.dialect == "local_mode"
        if isinstance(value, bool) and not local_mode:
            return "true" if value else "false"
        if isinstance(value, (str, int, float)):
            return str(value)
        raise Unsettled(
            f'step "{self._name}" joins {value!r} into a text; nothing says how the service spells null, a list '
            "or an object there"
        )

    def _json_get(self, get: JsonGet, place: Place) -> Any:
        if isinstance(get.source, PropertyFileReference):
            return self._from_property_file(get.source, get.path, place)
        uri = self.resolve(get.source, place)
        if not isinstance(uri, str):
            raise InvalidDefinition(f'step "{self._name}" reads a JSON file at {uri!r}, which is no S3 URI')
        for result in self._execution.results.values():
            if uri in result.files:
                return self._at_path(result.files[uri], get.path, f"the file {uri}")
        return self._note(place, OtherReference(uri), f"{uri}[{plain(get.path)}]", None, True)

    def _from_property_file(self, reference: PropertyFileReference, path: Value, place: Place) -> Any:
        step, name = reference.step or "", reference.name or ""
        output = _output_name(self._execution.steps[step], name)
        files = self._execution.results[self._run_name(step)].property_files
        if name not in files:
            return self._note(place, reference, f"{reference}[{plain(path)}]", output, True)
        value = self._at_path(files[name], path, f'property file "{name}" of step "{self._run_name(step)}"')
        return self._note(place, reference, value, output)

    def _at_path(self, document: Any, path: Value, where: str) -> Any:
        return value_at(document, plain(path), where, self._name, self._execution.settings.dialect)


_BY_TYPE: Mapping[type, Callable[[Resolver, Any, Place], Any]] = {
    Literal: Resolver._literal,
    Record: Resolver._record,
    ListValue: Resolver._list,
    Join: Resolver._join,
    JsonGet: Resolver._json_get,
    Unknown: Resolver._unknown,
    Stamp: Resolver._unknown,
    ParameterReference: Resolver._parameter,
    ExecutionVariable: Resolver._variable,
    StepReference: Resolver._property,
    PropertyFileReference: Resolver._property_file,
    OtherReference: Resolver._other,
}


def _output_name(step: Step, property_file: str) -> str | None:
    """Return the name of the output that holds ``property_file``."""
    for declared in step.property_files:
        if plain(declared.name) == property_file:
            return str(plain(declared.output_name))
    return None
