"""The user's own Python functions as fakes: the handler of a Lambda step, the function under ``@step``.

A function under ``@step`` is a training job that pickles its result and, where another step reads the result, writes it
as ``{"Result": ...}`` to ``results.json`` in its S3OutputPath (``sagemaker/workflow/function_step.py:275-316`` and
``sagemaker/remote_function/core/stored_function.py`` of sagemaker 2.257). What it was called with lies pickled in S3
and is not in the definition: so a test says it again, ``runs(train, "s3://bucket/data", depth=3)``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from pipelint.pipeline.model import Step
from pipelint.pipeline.record import field, record
from pipelint.pipeline.values import ListValue, Literal

RESULT_FILE = "results.json"
RESULT_KEY = "Result"
_DRIVER = "job_driver.sh"
_LAMBDA_ARGUMENTS = 2  # event, context


@record
class Returns:
    """A function that returned ``value``. Made by :func:`returns`."""

    value: Any
    seconds: float | None = None


@record
class ResultOf:
    """What the function under ``@step`` called ``step`` returned. Made by :func:`result_of`."""

    step: str


@record
class Runs:
    """A function to be called when the step runs. Made by :func:`runs`."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)
    seconds: float | None = None


def returns(value: Any, *, seconds: float | None = None) -> Returns:
    """Fake a function: under ``@step`` with what it returns, of a Lambda step with its output parameters.

    What the handler of a Lambda step returns besides its declared outputs (``statusCode``) is left aside.
    """
    return Returns(value, seconds)


def runs(function: Callable[..., Any], *arguments: Any, **keywords: Any) -> Runs:
    """Fake a step by running the user's own ``function``, in this process.

    For a step under ``@step`` it is called with ``arguments`` and ``keywords``; :func:`result_of` among them stands for
    what the function of another step returned. For a Lambda step it is the handler, called with the resolved arguments
    as its event and a context that has a few of the attributes of AWS's.
    """
    while hasattr(function, "__wrapped__"):  # what @step left of it
        function = function.__wrapped__
    return Runs(function, arguments, keywords)


def result_of(step: str) -> ResultOf:
    """Stand for the returned value of the function under ``@step`` called ``step``, among the arguments of runs()."""
    return ResultOf(step)


def is_function_step(step: Step) -> bool:
    """Tell whether ``step`` is a function under ``@step``, by the driver that its container starts with."""
    entry = step.arguments.get("AlgorithmSpecification", "ContainerEntrypoint") if step.type == "Training" else None
    items = entry.items if isinstance(entry, ListValue) else ()
    return any(isinstance(item, Literal) and str(item.value).endswith(_DRIVER) for item in items)


def is_handler(function: Callable[..., Any]) -> bool:
    """Tell whether ``function`` takes two arguments that have no default, as the handlers of AWS Lambda do."""
    import inspect

    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return False
    required = [
        one
        for one in parameters
        if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD) and one.default is one.empty
    ]
    return len(required) == _LAMBDA_ARGUMENTS


class LambdaContext:
    """A stand-in for the context that AWS Lambda hands to a handler."""

    function_name = "pipelint"
    function_version = "$LATEST"
    memory_limit_in_mb = 128
    aws_request_id = "00000000-0000-0000-0000-000000000000"

    def get_remaining_time_in_millis(self) -> int:
        """Return the longest time a Lambda step waits: ten minutes."""
        return 600_000


def handler_arguments(arguments: Mapping[str, Any]) -> tuple[Any, LambdaContext]:
    """Return the event and the context that a handler is called with."""
    return deepcopy(dict(arguments)), LambdaContext()
