"""Write a pipeline as the definition it was read from: the way back from the model to JSON objects.

Writing is opening: a piece of the model becomes a JSON scalar, or an object or a list of smaller pieces, each of which
is opened in its turn. Nothing recurses, so depth is no limit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from pipelint.pipeline.definition.spelling import (
    ARGUMENT_KEYS,
    JOIN_KEYS,
    OUTPUT_KEYS,
    PROPERTY_FILE_KEYS,
    keys_of_dependency,
    keys_of_json_get,
    keys_of_parameter,
    keys_of_step,
    keys_of_top,
)
from pipelint.pipeline.model import (
    Comparison,
    Dependency,
    Disjunction,
    Membership,
    Negation,
    OutputParameter,
    Parameter,
    Pipeline,
    PropertyFile,
    Step,
    UnknownCondition,
)
from pipelint.pipeline.values import (
    Index,
    Join,
    JsonGet,
    Key,
    ListValue,
    Literal,
    PropertyFileReference,
    Record,
    Reference,
    Spelling,
    StepReference,
    Unknown,
)


def write_definition(pipeline: Pipeline) -> dict[str, Any]:
    """Return the definition that ``pipeline`` was read from, equal to what ``json.loads`` gave.

    Whatever :func:`~pipelint.pipeline.definition.read_definition` accepts comes back: step types, conditions and keys
    that nobody has described, and the pieces that make no sense and became gaps. Only the order of keys may be another.

    Not for pipelines read from source: raises ValueError where a value is not known, and cannot tell what else is
    missing.
    """
    definition: dict[str, Any] = _written(pipeline)
    return definition


def _written(piece: object) -> Any:
    top: list[Any] = [piece]
    pending: list[tuple[Any, Any]] = [(top, 0)]
    while pending:
        holder, key = pending.pop()
        content = holder[key] = _opened(holder[key])
        if isinstance(content, (dict, list)):
            for name, inner in content.items() if isinstance(content, dict) else enumerate(content):
                if type(inner) is Literal:  # most are, and need not wait
                    content[name] = inner.value
                else:
                    pending.append((content, name))
    return top[0]


def _opened(piece: Any) -> Any:
    """Return the JSON that ``piece`` is, with smaller pieces still closed in it."""
    return _OPENERS[type(piece)](piece)


def _object(fields: Mapping[str, Any], keys: frozenset[str], spelling: Spelling | None) -> dict[str, Any]:
    """Return those of ``fields`` that are among ``keys``, and what the definition had besides."""
    extras = {} if spelling is None else spelling.extras
    return {**{key: value for key, value in fields.items() if key in keys}, **extras}


def _pipeline(pipeline: Pipeline) -> dict[str, Any]:
    fields = {
        "Parameters": pipeline.parameters,
        "PipelineExperimentConfig": pipeline.experiment_config,
        "Steps": pipeline.steps,
    }
    return {**pipeline.attributes.entries, **_object(fields, keys_of_top(pipeline), pipeline.spelling)}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    fields = {
        "Name": parameter.name,
        "Type": parameter.type,
        "DefaultValue": parameter.default,
        "EnumValues": parameter.enum_values,
    }
    return _object(fields, keys_of_parameter(parameter), parameter.spelling)


def _step(step: Step) -> dict[str, Any]:
    keys = keys_of_step(step)
    apart = {
        "Conditions": step.conditions,
        "IfSteps": step.if_steps,
        "ElseSteps": step.else_steps,
        "ForEachBody": step.body,
    }
    arguments: dict[str, Any] = {**step.arguments.entries, **_object(apart, keys, None)}
    fields = {
        "Name": step.name,
        "Type": step.type,
        "Arguments": arguments,
        "DependsOn": step.depends_on,
        "PropertyFiles": step.property_files,
        "OutputParameters": step.outputs,
    }
    content = _object(fields, keys, step.spelling)
    # What could not be read of the Arguments is among the extras of the step, but belongs into the Arguments.
    arguments |= {key: content.pop(key) for key in ARGUMENT_KEYS.get(step.type or "", ()) if key in content}
    return {**content, **step.attributes.entries}


def _dependency(dependency: Dependency) -> Any:
    keys = keys_of_dependency(dependency)
    if not keys:
        return dependency.step
    return _object({"Step": dependency.step, "Trigger": dependency.trigger}, keys, dependency.spelling)


def _property_file(file: PropertyFile) -> dict[str, Any]:
    return _row(dict(zip(PROPERTY_FILE_KEYS, (file.name, file.output_name, file.path), strict=True)), file.spelling)


def _output(output: OutputParameter) -> dict[str, Any]:
    return _row(dict(zip(OUTPUT_KEYS, (output.name, output.type), strict=True)), output.spelling)


def _comparison(condition: Comparison) -> dict[str, Any]:
    fields = {"Type": condition.type, "LeftValue": condition.left, "RightValue": condition.right}
    return _row(fields, condition.spelling)


def _membership(condition: Membership) -> dict[str, Any]:
    return _row({"Type": "In", "QueryValue": condition.query, "Values": condition.values}, condition.spelling)


def _row(fields: Mapping[str, Any], spelling: Spelling | None) -> dict[str, Any]:
    """Return an object to which the SDK always gives all of its keys."""
    return _object(fields, frozenset(fields) if spelling is None else spelling.keys, spelling)


def _join(join: Join) -> dict[str, Any]:
    keys = JOIN_KEYS if join.spelling is None else join.spelling.keys
    return {"Std:Join": _object({"On": join.on, "Values": join.values}, keys, join.spelling)}


def _json_get(get: JsonGet) -> dict[str, Any]:
    keys = keys_of_json_get(get.source) if get.spelling is None else get.spelling.keys
    fields = {"PropertyFile": get.source, "S3Uri": get.source, "Path": get.path}
    return {"Std:JsonGet": _object(fields, keys, get.spelling)}


def _reference(reference: Reference) -> dict[str, str]:
    parts = reference.path if isinstance(reference, StepReference) else ()
    unknown = any(part in (Index(None), Key(None)) for part in parts)
    if unknown or (isinstance(reference, PropertyFileReference) and None in (reference.step, reference.name)):
        raise ValueError(f"a definition cannot hold {reference}, of which a part is not known")
    return {"Get": str(reference)}


def _unknown(value: Unknown) -> Any:
    raise ValueError(f"a definition cannot hold a value that is not known: {value.reason}")


_OPENERS: Mapping[type, Callable[[Any], Any]] = {
    Pipeline: _pipeline,
    Parameter: _parameter,
    Step: _step,
    Dependency: _dependency,
    PropertyFile: _property_file,
    OutputParameter: _output,
    Comparison: _comparison,
    Membership: _membership,
    Negation: lambda condition: _row({"Type": "Not", "Condition": condition.condition}, condition.spelling),
    Disjunction: lambda condition: _row({"Type": "Or", "Conditions": condition.conditions}, condition.spelling),
    UnknownCondition: lambda condition: _opened(condition.content),
    Literal: lambda value: value.value,
    Record: lambda record: dict(record.entries),
    ListValue: lambda value: list(value.items),
    **dict.fromkeys(get_args(Reference), _reference),
    Join: _join,
    JsonGet: _json_get,
    Unknown: _unknown,
    # What is not a piece of the model: groups of pieces, names, and JSON that could not be read.
    **dict.fromkeys((str, int, float, bool, type(None)), lambda scalar: scalar),
    **dict.fromkeys((tuple, list), list),
    dict: dict,
}
