"""Compiled definitions: against a JSON Schema validator that knows as much of the format, and growing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.case import Case

PIPELINT = (sys.executable, "-m", "pipelint")
LOAD = """
import json, sys
from jsonschema import Draft202012Validator, validate
schema, definition = (json.load(open(path)) for path in sys.argv[1:])
"""
VALIDATOR = f"{LOAD}Draft202012Validator(schema).validate(definition)"
FUNCTION = f"{LOAD}validate(definition, schema, Draft202012Validator)"


def cases(folder: Path) -> Iterator[Case]:
    """Yield the benchmarks of definitions."""
    thousand, ten_thousand = (
        _kept(folder / f"{steps}.json", ("bench.generate", str(steps))) for steps in (1000, 10_000)
    )
    shipped = Path(_kept(folder / "shipped.json", ("pipelint", "schema")))
    schema = folder / "schema.json"
    schema.write_text(json.dumps(without_dispatch(json.loads(shipped.read_bytes()))), encoding="utf-8")
    check = (*PIPELINT, "--exit-zero", "--no-cache")
    validator, function = ((sys.executable, "-c", code, str(schema), thousand) for code in (VALIDATOR, FUNCTION))
    yield Case("1000 steps, against `jsonschema.validate`", (*check, thousand), function, goal=0.10)
    yield Case("1000 steps, against jsonschema's validator alone", (*check, thousand), validator)
    yield Case("10,000 steps, against 1000 steps", (*check, ten_thousand), (*check, thousand), goal=12)
    yield Case(
        "`pipelint --version`, against `python -c pass`", (*PIPELINT, "--version"), (sys.executable, "-c", "pass")
    )


def without_dispatch(schema: Any) -> Any:
    """Return the schema that ``pipelint schema`` prints, put together as the published schema is: without dispatch.

    There a step is ``oneOf`` the step types, and so are a condition and a value what they can be: a validator tries
    each alternative (https://aws-sagemaker-mlops.github.io/sagemaker-model-building-pipeline-definition-JSON-schema/).
    The shipped schema looks first at what it has before it, with ``if`` and ``then``.
    """
    if isinstance(schema, list):
        return [without_dispatch(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    choices = [choice.get("then", {}) for choice in schema.get("allOf", ())]
    if choices and all("$ref" in choice for choice in choices):
        return {"oneOf": choices}
    if "else" not in schema:
        return {key: without_dispatch(item) for key, item in schema.items()}
    otherwise = without_dispatch(schema["else"])
    if schema["if"] != {"type": "object"} and otherwise.get("additionalProperties") is not False:
        otherwise = {"not": schema["if"], **otherwise}  # a map takes any key, those of an expression too
    kept = {key: item for key, item in schema.items() if key not in ("if", "then", "else")}
    return {**kept, "oneOf": [schema["then"], otherwise]}


def _kept(path: Path, module: tuple[str, ...]) -> str:
    """Return ``path``, to which ``module`` has written what it prints."""
    with path.open("wb") as file:
        subprocess.run((sys.executable, "-m", *module), stdout=file, check=True)
    return str(path)
