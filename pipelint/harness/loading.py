"""From whatever a test holds (an SDK pipeline, a dict, JSON text, a file) to the pipeline model."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipelint.harness.errors import InvalidDefinition
from pipelint.pipeline.definition import DefinitionError, read_definition
from pipelint.pipeline.model import Pipeline

UNNAMED = "Pipeline"
DEEPEST = 150
"""The deepest nesting that is run; that of the deepest definition an SDK is known to emit is 17."""


def load(source: object) -> tuple[Pipeline, str]:
    """Return the pipeline that ``source`` defines, and its name (``"Pipeline"`` where it has none).

    ``source`` is anything with a ``definition()`` that returns JSON text (a Pipeline of SDK v2 or v3), a definition as
    a dict or as JSON text, or the path of a file: a :class:`pathlib.Path`, or a string that ends in ``.json``.

    Raises:
        InvalidDefinition: it is none of these, the file cannot be read, or its content is no definition.
    """
    if isinstance(source, Mapping):
        return _read(source, "<definition>"), UNNAMED
    if isinstance(source, os.PathLike) or (isinstance(source, str) and source.endswith(".json")):
        path = Path(source)
        return _read(_parsed(_text_of(path), str(path)), str(path)), UNNAMED
    if isinstance(source, str):
        return _read(_parsed(source, "<definition>"), "<definition>"), UNNAMED
    definition = getattr(source, "definition", None)
    if not callable(definition):
        raise InvalidDefinition(
            "expected a pipeline of the SageMaker SDK, a definition as a dict or JSON text, or the path of a .json "
            f"file; got a value of type {type(source).__name__}"
        )
    name = getattr(source, "name", None)
    return _read(_parsed(definition(), "<definition>"), "<definition>"), name if isinstance(name, str) else UNNAMED


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidDefinition(f"the definition {path} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InvalidDefinition(f"the definition {path} is not UTF-8 text (byte {error.start})") from error


def _parsed(text: str, document: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except ValueError as error:
        raise InvalidDefinition(f"{document} is no JSON: {error}") from error
    except RecursionError as error:
        raise InvalidDefinition(f"{document} is nested too deeply") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number; the SDK writes it for a Python float that JSON cannot hold")


def _read(content: object, document: str) -> Pipeline:
    if _deeper_than(content, DEEPEST):
        raise InvalidDefinition(f"{document} is nested more than {DEEPEST} levels deep")
    try:
        return read_definition(content, document)
    except DefinitionError as error:
        raise InvalidDefinition(f"{document} is no pipeline definition: {error}") from error


def _deeper_than(content: object, depth: int) -> bool:
    """Tell whether ``content`` holds containers nested more than ``depth`` levels deep."""
    level = [content]
    for _ in range(depth):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(content: object) -> Iterable[object]:
    if isinstance(content, Mapping):
        return content.values()
    return content if isinstance(content, (list, tuple)) else ()
