"""What the user's function comes to as the outcome of a step: see :mod:`pipelint.harness.functions`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelint.harness.errors import InvalidFake
from pipelint.harness.execution import Execution
from pipelint.harness.fake_checks import as_json, returned_parameters
from pipelint.harness.fakes import Fails, Outputs, Stops
from pipelint.harness.functions import (
    RESULT_FILE,
    RESULT_KEY,
    ResultOf,
    Returns,
    Runs,
    handler_arguments,
    is_function_step,
    is_handler,
)
from pipelint.harness.steps.made import mapping
from pipelint.pipeline.model import Step


def ran(
    step: Step, runs: Runs, arguments: Mapping[str, Any], execution: Execution
) -> Outputs | Fails | Stops | Returns:
    """Call the function of ``runs`` and return what it returned; a fake that it returns is taken as it is.

    Raises:
        InvalidFake: ``step`` runs no function, or an argument is the result of a step that has none.
    """
    if step.type == "Lambda":
        event, context = handler_arguments(arguments)
        value = runs.function(event, context) if is_handler(runs.function) else runs.function(event)
    else:
        _check_function_step(step)
        given = [_given(step, one, execution) for one in runs.arguments]
        named = {key: _given(step, one, execution) for key, one in runs.keywords.items()}
        value = runs.function(*given, **named)
    return value if isinstance(value, (Outputs, Fails, Stops, Returns)) else Returns(value, runs.seconds)


def outputs_of_function(step: Step, returned: Returns, arguments: Mapping[str, Any]) -> Outputs:
    """Return the outputs of a step whose function returned something.

    Raises:
        InvalidFake: ``step`` runs no function, or another step reads the result and it cannot be JSON.
    """
    if step.type == "Lambda":
        return returned_parameters(step, returned)
    _check_function_step(step)
    folder = mapping(arguments.get("OutputDataConfig")).get("S3OutputPath")
    if not isinstance(folder, str):
        return Outputs(seconds=returned.seconds)
    try:
        content = as_json({RESULT_KEY: returned.value}, f'what the function of step "{step.name}" returned')
    except InvalidFake:
        if _is_read(arguments):
            raise
        return Outputs(seconds=returned.seconds)
    return Outputs(files={f"{folder.rstrip('/')}/{RESULT_FILE}": content}, seconds=returned.seconds)


def _is_read(arguments: Mapping[str, Any]) -> bool:
    """Tell whether the step is told to write its result as JSON, for others to read it."""
    given = mapping(arguments.get("AlgorithmSpecification")).get("ContainerArguments")
    return isinstance(given, list) and "--serialize_output_to_json" in given


def _check_function_step(step: Step) -> None:
    if not is_function_step(step):
        raise InvalidFake(
            f'the fake of step "{step.name}" is a function of the user\'s with its arguments or its result, and the '
            f"step is of type {step.type} and runs none: write outputs(...), or a function of the resolved arguments"
        )


def _given(step: Step, value: Any, execution: Execution) -> Any:
    if not isinstance(value, ResultOf):
        return value
    result = execution.results.get(value.step)
    if result is None or not result.returned:
        why = "has not run" if result is None else "was not faked with runs(...) or returns(...)"
        raise InvalidFake(f'the fake of step "{step.name}" takes the result of step "{value.step}", which {why}')
    return result.returned[0]
