"""Refusing a fake that the real step could never produce: a wrong member, a wrong type, an undeclared property file.

How much is refused is a matter of the level: ``strict`` looks at names and types, ``present`` at names alone, ``none``
at neither. Members the API marks optional need never be given, and values are not checked beyond their type. Where the
response of a step is not known, every member passes. What JSON cannot hold is refused at every level.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pipelint.harness.errors import InvalidFake
from pipelint.harness.fakes import Outputs
from pipelint.harness.functions import Returns
from pipelint.harness.output_names import declared_outputs, returns_parameters
from pipelint.harness.plain import plain
from pipelint.harness.response_shapes import response_shapes
from pipelint.harness.settings import Validate
from pipelint.pipeline.model import Step
from pipelint.pipeline.service.installed import installed_members
from pipelint.pipeline.service.shapes import Shape, shape
from pipelint.pipeline.service.step_types import STEP_TYPES
from pipelint.pipeline.spelling import did_you_mean

_PYTHON_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "long": (int,),
    "float": (float, int),
    "double": (float, int),
    "boolean": (bool,),
    "timestamp": (str, int, float, date),
    "structure": (Mapping,),
    "map": (Mapping,),
    "list": (list, tuple),
}
_OUTPUT_TYPES: Mapping[str, tuple[type, ...]] = {
    "String": (str,),
    "Integer": (int,),
    "Float": (float, int),
    "Boolean": (bool,),
}


def check_outputs(step: Step, fake: Outputs, level: Validate = "strict") -> Outputs:
    """Return ``fake`` as JSON data, with the documents that were given as text read.

    Raises:
        InvalidFake: the message names the path in the fake, what is legal there, and the nearest name.
    """
    if not (fake.members or fake.property_files or fake.files or fake.named):
        return fake
    if level != "none":
        if returns_parameters(step):
            _check_output_parameters(step, fake.members, level)
        else:
            _check_members(step, fake.members, level)
        _check_property_files(step, fake.property_files)
    _check_named(step, fake.named)
    whose = f'of step "{step.name}"'
    return Outputs(
        as_json(fake.members, f"the fake {whose}"),
        {name: document(content, f'property file "{name}" {whose}') for name, content in fake.property_files.items()},
        {uri: document(content, f"the file {uri} {whose}") for uri, content in fake.files.items()},
        fake.named,
        fake.seconds,
    )


def returned_parameters(step: Step, returned: Returns) -> Outputs:
    """Return the output parameters among what the handler of a Lambda step returned.

    Raises:
        InvalidFake: it returned no dict though the step declares outputs.
    """
    declared = [str(plain(output.name)) for output in step.outputs]
    value = returned.value
    if not isinstance(value, Mapping):
        if declared:
            raise InvalidFake(
                f'the function that fakes step "{step.name}" returned a value of type {type(value).__name__}; expected '
                f"a dict with its output parameters: {_listed(declared)}"
            )
        return Outputs(seconds=returned.seconds)
    return Outputs({name: value[name] for name in declared if name in value}, seconds=returned.seconds)


def _check_output_parameters(step: Step, members: Mapping[str, Any], level: Validate) -> None:
    declared = {str(plain(output.name)): str(plain(output.type)) for output in step.outputs}
    for name, value in members.items():
        if name not in declared:
            raise InvalidFake(
                f'the fake of step "{step.name}" gives output parameter "{name}", which the step does not declare;'
                f"{did_you_mean(name, declared)} it declares {_listed(declared)}"
            )
        expected = _OUTPUT_TYPES.get(declared[name])
        if level == "strict" and expected is not None and not _is_a(value, expected):
            raise InvalidFake(
                f'the fake of step "{step.name}": output parameter "{name}" is declared {declared[name]}, '
                f"and {value!r} is of type {type(value).__name__}"
            )


def _check_members(step: Step, members: Mapping[str, Any], level: Validate) -> None:
    shapes = response_shapes(step.type)
    known = STEP_TYPES.get(step.type or "")
    if not shapes or known is None:
        return
    legal = {name: target for found in shapes for name, target in found.members.items()}
    for name, value in members.items():
        if name in known.free_form:
            continue
        if name in legal:
            _check_value(step, name, value, shape(legal[name]), level)
        elif not any(name in (installed_members(found.name) or ()) for found in shapes):
            raise _unknown_member(step, name, name, shapes[0], legal)


def _check_value(step: Step, path: str, value: Any, expected: Shape | None, level: Validate) -> None:
    """Check ``value`` and everything inside it; None and values of unknown shape pass."""
    if expected is None or value is None:
        return
    allowed = _PYTHON_TYPES.get(expected.type)
    if allowed is not None and not _is_a(value, allowed):
        if level == "present":
            return
        raise InvalidFake(
            f'the fake of step "{step.name}": {path} is of type {expected.type} in {expected.name}, '
            f"and {value!r} is of type {type(value).__name__}"
        )
    for inner_path, inner, target in _inner_values(step, path, value, expected):
        _check_value(step, inner_path, inner, target, level)


def _inner_values(step: Step, path: str, value: Any, expected: Shape) -> Iterable[tuple[str, Any, Shape | None]]:
    if expected.type == "structure":
        for name, inner in value.items():
            if name in expected.members:
                yield f"{path}.{name}", inner, shape(expected.members[name])
            elif name not in (installed_members(expected.name) or ()):
                raise _unknown_member(step, f"{path}.{name}", name, expected, expected.members)
    elif expected.type == "list" and expected.member is not None:
        for index, inner in enumerate(value):
            yield f"{path}[{index}]", inner, shape(expected.member)
    elif expected.type == "map" and expected.value is not None:
        for key, inner in value.items():
            yield f"{path}['{key}']", inner, shape(expected.value)


def _unknown_member(step: Step, path: str, name: str, outer: Shape, legal: Iterable[str]) -> InvalidFake:
    return InvalidFake(
        f'the fake of step "{step.name}" gives {path}, and {outer.name} has no member "{name}";'
        f"{did_you_mean(name, legal)} it has {_listed(sorted(legal))}"
    )


def _check_property_files(step: Step, property_files: Mapping[str, Any]) -> None:
    declared = [str(plain(file.name)) for file in step.property_files]
    for name in property_files:
        if name not in declared:
            raise InvalidFake(
                f'the fake of step "{step.name}" gives property file "{name}", which the step does not declare;'
                f"{did_you_mean(name, declared)} it declares {_listed(declared)}"
            )


def _check_named(step: Step, named: Mapping[str, str]) -> None:
    declared = declared_outputs(step) or ()
    for name, uri in named.items():
        if name not in declared:
            raise InvalidFake(
                f'the fake of step "{step.name}" names output "{name}", which the step does not declare;'
                f"{did_you_mean(name, declared)} it declares {_listed(declared)}"
            )
        if not isinstance(uri, str):
            raise InvalidFake(
                f'the fake of step "{step.name}": output "{name}" is at an S3 URI, and {uri!r} is of type '
                f"{type(uri).__name__}"
            )


def document(content: Any, what: str) -> Any:
    """Return ``content`` as JSON data, parsed when it is text.

    Raises:
        InvalidFake: it is no JSON, or holds what JSON cannot: NaN, a set, an object of a class, itself.
    """
    if isinstance(content, (bytes, str)):
        try:
            content = json.loads(content)
        except ValueError as error:
            raise InvalidFake(f"{what} is no JSON: {error}. A text is read as the content of the file") from error
    return as_json(content, what)


def as_json(content: Any, what: str) -> Any:
    """Return a copy of ``content`` as JSON data; dates become ISO 8601 texts, as in the answer of an AWS client."""
    try:
        return json.loads(json.dumps(content, allow_nan=False, default=_date_text))
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidFake(f"{what} cannot be JSON: {error}") from error


def _date_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a value of type {type(value).__name__} is no JSON")


def _is_a(value: Any, types: tuple[type, ...]) -> bool:
    """Tell whether ``value`` is of one of ``types``; a truth value is no number, NaN and infinity are none either."""
    if isinstance(value, bool):
        return bool in types
    return isinstance(value, types) and not (isinstance(value, float) and not math.isfinite(value))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"
