"""Making up a value that nobody faked, so that a test need fake only what it is about.

A made-up value has the type of the member it stands for, and is recognisable: a string is the path it was read from. It
may flow into other steps. It may never decide a branch; :mod:`pipelint.harness.conditions` sees to that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelint.harness.errors import InvalidDefinition, MissingFake
from pipelint.harness.output_names import returns_parameters
from pipelint.harness.plain import plain
from pipelint.harness.response_shapes import shape_at
from pipelint.harness.surroundings import DEFAULT_NOW
from pipelint.pipeline.model import Step
from pipelint.pipeline.service.step_types import check_path
from pipelint.pipeline.spelling import did_you_mean
from pipelint.pipeline.values import Key, PathPart, path_text

_BY_SHAPE_TYPE: Mapping[str, Any] = {
    "integer": 0,
    "long": 0,
    "float": 0.0,
    "double": 0.0,
    "boolean": False,
    "timestamp": DEFAULT_NOW.strftime("%Y-%m-%dT%H:%M:%SZ"),
}
_BY_OUTPUT_TYPE: Mapping[str, Any] = {"Integer": 0, "Float": 0.0, "Boolean": False}
_CONTAINERS = frozenset({"structure", "list", "map"})


def invented_value(step: Step, path: tuple[PathPart, ...]) -> Any:
    """Return a value for ``path``, which neither the arguments nor the fake of ``step`` give.

    Raises:
        InvalidDefinition: the step has no such property, or declares no such output parameter.
        MissingFake: the path leads to a whole object or list, which is not made up.
    """
    if returns_parameters(step):
        return _output_parameter(step, path)
    problem = check_path(step.type or "", path)
    if problem is not None:
        name = problem.part.name
        raise InvalidDefinition(
            f'{_spelled(step, path)}: {problem.shape} has no member "{name}";{did_you_mean(name, problem.legal)} '
            f"it has {', '.join(problem.legal) or 'none'}"
        )
    found = shape_at(step.type, path)
    if found is not None and found.type in _CONTAINERS:
        raise MissingFake(
            f"{_spelled(step, path)} is a whole {found.type}, which no fake gives. "
            f'Fake it: run(steps={{"{step.name}": outputs({{"{path_text(path[:1])}": ...}})}})'
        )
    return _spelled(step, path) if found is None else _BY_SHAPE_TYPE.get(found.type, _spelled(step, path))


def _output_parameter(step: Step, path: tuple[PathPart, ...]) -> Any:
    declared = {str(plain(output.name)): plain(output.type) for output in step.outputs}
    named = path[1] if len(path) == 2 and str(path[0]) == ".OutputParameters" else None
    if not isinstance(named, Key):
        raise InvalidDefinition(f"{_spelled(step, path)}: a {step.type} step has OutputParameters['<name>'] alone")
    if named.name not in declared:
        raise InvalidDefinition(
            f'step "{step.name}" declares no output parameter "{named.name}";'
            f"{did_you_mean(named.name or '', declared)} it declares {', '.join(declared) or 'none'}"
        )
    return _BY_OUTPUT_TYPE.get(str(declared[named.name]), _spelled(step, path))


def _spelled(step: Step, path: tuple[PathPart, ...]) -> str:
    return f"Steps.{step.name}.{path_text(path)}"
