"""The values an execution starts with: defaults and overrides, checked as AWS checks them at StartPipelineExecution."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipelint.harness.errors import HarnessError, InvalidDefinition, InvalidParameter
from pipelint.harness.plain import plain
from pipelint.harness.surroundings import Surroundings
from pipelint.pipeline.model import Parameter, Pipeline
from pipelint.pipeline.spelling import did_you_mean

_PYTHON_TYPES: Mapping[str, tuple[type, ...]] = {
    "String": (str,),
    "Integer": (int,),
    "Float": (float, int),  # start values travel as text, and "1" is a legal Float
    "Boolean": (bool,),
}


MOST_VALUES = 200
LONGEST_VALUE = 1024
"""ParameterList and Parameter of the SageMaker API (StartPipelineExecution)."""


def start_values(pipeline: Pipeline, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value of every parameter.

    Raises:
        InvalidParameter: an override names no parameter, a parameter has neither default nor override, or a value has
            another type than declared, is an empty string (refused at start, aws/sagemaker-python-sdk issue 4016), or
            is not among ``EnumValues``; or there are more than 200 overrides, or one of over 1,024 characters.
    """
    if not isinstance(overrides, Mapping):
        raise InvalidParameter(f"parameters is of type {type(overrides).__name__}; expected a dict of values by name")
    if len(overrides) > MOST_VALUES:
        raise InvalidParameter(f"{len(overrides)} parameters are given; AWS takes {MOST_VALUES} at the most")
    declared = {parameter.name: parameter for parameter in pipeline.parameters}
    for name in overrides:
        if name not in declared:
            raise InvalidParameter(
                f'the pipeline has no parameter "{name}";{did_you_mean(name, declared)} it declares {_listed(declared)}'
            )
    return {name: _start_value(parameter, overrides) for name, parameter in declared.items()}


def allowed_values(parameter: Parameter) -> Sequence[Any]:
    """Return the values of which ``parameter`` takes one; none where it takes any.

    Raises:
        InvalidDefinition: its EnumValues are no list, or hold an expression.
    """
    allowed = plain(parameter.enum_values)
    if allowed is not None and not isinstance(allowed, list):
        raise InvalidDefinition(f'EnumValues of parameter "{parameter.name}" takes a list, not {json.dumps(allowed)}')
    return allowed or ()


def _start_value(parameter: Parameter, overrides: Mapping[str, Any]) -> Any:
    overridden = parameter.name in overrides
    if not overridden and parameter.default is None:
        raise InvalidParameter(
            f'parameter "{parameter.name}" ({parameter.type}) has no default and no value was given: '
            f'run(parameters={{"{parameter.name}": ...}})'
        )
    value = overrides[parameter.name] if overridden else plain(parameter.default)
    said = f'parameter "{parameter.name}": the {"value" if overridden else "default"} {value!r}'
    _check_type(parameter, value, said)
    if overridden and value == "":
        raise InvalidParameter(f"{said} is empty, and AWS refuses an empty string as a start value")
    if overridden and len(str(value)) > LONGEST_VALUE:
        shown = f"{str(value)[:20]}…"
        raise InvalidParameter(
            f'parameter "{parameter.name}": the value "{shown}" has {len(str(value))} characters; AWS takes '
            f"{LONGEST_VALUE} at the most"
        )
    allowed = allowed_values(parameter)
    if allowed and value not in allowed:
        raise InvalidParameter(f"{said} is none of its EnumValues: {_listed(allowed)}")
    return value


def _check_type(parameter: Parameter, value: Any, said: str) -> None:
    expected = _PYTHON_TYPES.get(parameter.type)
    if expected is None:
        return  # a type AWS may add: nothing is known about its values
    truth_value_as_number = isinstance(value, bool) and parameter.type != "Boolean"
    if truth_value_as_number or not isinstance(value, expected):
        raise InvalidParameter(
            f"{said} is of type {type(value).__name__}, and the parameter is declared {parameter.type}"
        )
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        raise InvalidParameter(f"{said} is no number that JSON can hold")


def checked_variables(surroundings: Surroundings, given: Mapping[str, Any]) -> dict[str, str]:
    """Return the execution variables that a test sets.

    Raises:
        InvalidParameter: there is no such variable, or its value is no text.
    """
    known = (*surroundings.variables(), "TrainingJobName", "ProcessingJobName")
    for name, value in given.items():
        if name not in known:
            raise InvalidParameter(
                f'there is no execution variable "{name}";{did_you_mean(name, known)} there are {_listed(known)}'
            )
        if not isinstance(value, str):
            raise InvalidParameter(
                f'execution variable "{name}" is a text, and {value!r} is of type {type(value).__name__}'
            )
    return dict(given)


def parallel_steps(given: object) -> int | None:
    """Return how many steps run at once, from a number or a ParallelismConfiguration; None for any number.

    Raises:
        HarnessError: it is neither, or less than 1: nothing would ever start.
    """
    key = "MaxParallelExecutionSteps"
    value = given.get(key) if isinstance(given, Mapping) else given
    if given is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise HarnessError(f'parallelism is {given!r}; expected a whole number from 1 on, or {{"{key}": ...}} with one')
    return value


def _listed(names: Any) -> str:
    return ", ".join(f'"{name}"' for name in names) or "none"
