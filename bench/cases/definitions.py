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
    check = (*PIPELINT, "--exit-zero")
    validator, function = ((sys.executable, "-c", code, str(schema), thousand) for code in (VALIDATOR, FUNCTION))
    yield Case("1000 steps, against jsonschema's validator", (*check, thousand), validator, goal=0.10)
    yield Case("1000 steps, against `jsonschema.validate`, which checks the schema, too", (*check, thousand), function)
    yield Case("10,000 steps, against 1000 steps", (*check, ten_thousand), (*check, thousand), goal=12)
    yield Case(
        "`pipelint --version`, against `python -c pass`", (*PIPELINT, "--version"), (sys.executable, "-c", "pass")
    )


def without_dispatch(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema that ``pipelint schema`` prints, as it would be without dispatch on the ``Type``.

    There a step is any of the step types, and a condition any of the conditions, so that a validator tries each of them
    in turn. The shipped schema asks for the ``Type`` first: ``allOf``, with an ``if`` and ``then`` for each type.
    """
    named = dict(schema["$defs"])
    for name in ("Step", "Condition"):
        named[name] = {"anyOf": [chosen["then"] for chosen in named[name]["allOf"]]}
    return {**schema, "$defs": named}


def _kept(path: Path, module: tuple[str, ...]) -> str:
    """Return ``path``, to which ``module`` has written what it prints."""
    with path.open("wb") as file:
        subprocess.run((sys.executable, "-m", *module), stdout=file, check=True)
    return str(path)
