"""In the child: from the target to a pipeline of the SDK, or a clear word on what it is instead."""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from typing import Any

from pipelint.compiling.errors import NotCompilable
from pipelint.compiling.loading import load
from pipelint.compiling.stubs import bind
from pipelint.compiling.target import Target

_WANTED = "a pipeline, or a function that returns one, was expected"


def pipeline_of(target: Target, arguments: Mapping[str, Any], session: Any) -> Any:
    """Return the pipeline that ``target`` is, or that its function returns when it is called with ``arguments``.

    ``session`` is the offline PipelineSession. What the user's code raises passes through.

    Raises:
        NotCompilable: there is no such value, it is something else, or the function needs other arguments.
    """
    value: Any = load(target)
    if _is_pipeline(value):
        if arguments:
            raise NotCompilable(f"{target.text} is a pipeline, no function: it takes no --arg")
        return value
    if inspect.isclass(value):
        raise NotCompilable(f"{target.text} is a class; {_WANTED}")
    if not callable(value):
        raise NotCompilable(f"{target.text} is {_kind(value)}; {_WANTED}")
    if inspect.isgeneratorfunction(value) or inspect.iscoroutinefunction(value) or inspect.isasyncgenfunction(value):
        kind = "a generator" if inspect.isgeneratorfunction(value) else "an asynchronous function"
        raise NotCompilable(f"{target.text} is {kind}; {_WANTED}")
    bound = bind(value, arguments, session)
    returned = value(*bound.args, **bound.kwargs)
    if not _is_pipeline(returned):
        hint = ": does it lack a return statement?" if returned is None else f"; {_WANTED}"
        raise NotCompilable(f"{target.text} returned {_kind(returned)}{hint}")
    return returned


def _is_pipeline(value: object) -> bool:
    return not inspect.isclass(value) and callable(getattr(value, "definition", None)) and hasattr(value, "steps")


def _kind(value: object) -> str:
    if value is None:
        return "None"
    if inspect.isclass(value):
        return f"the class {value.__name__}"
    return f"a value of type {type(value).__name__}"


def require_definition(target: Target, definition: object) -> None:
    """Raise :class:`NotCompilable` unless ``definition`` is the text of a JSON object."""
    try:
        content = json.loads(definition) if isinstance(definition, str) else None
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise NotCompilable(f"definition() of {target.text} returned no JSON object; {_WANTED}")
