"""`pipelint schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from .samples import run


def test_the_schema_is_printed_or_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, _ = run(capsys, "schema")
    schema = json.loads("\n".join(out))
    Draft202012Validator.check_schema(schema)
    assert (status, schema["title"]) == (0, "Amazon SageMaker pipeline definition, version 2020-12-01")
    status, out, _ = run(capsys, "schema", "--output", str(tmp_path / "schema.json"))
    assert (status, out) == (0, [])
    assert json.loads((tmp_path / "schema.json").read_bytes()) == schema


def test_an_argument_too_many_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, error = run(capsys, "schema", "definition.json")
    assert status == 2
    assert error[0].startswith('pipelint: error SMP011 [wrong-usage] one argument too many: "definition.json"')
