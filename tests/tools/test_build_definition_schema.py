"""The tool that writes the JSON Schema of definitions."""

import json

from jsonschema import Draft202012Validator

from pipelint.pipeline.service.step_types import STEP_TYPES
from tools import build_definition_schema as tool


def test_the_shipped_schema_is_what_the_tool_writes(capsys):
    assert tool.main(["--check"]) == 0
    assert "is up to date" in capsys.readouterr().out


def test_another_schema_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(tool, "SCHEMA", tmp_path / "schema.json")
    tool.SCHEMA.write_text("{}")
    assert tool.main(["--check"]) == 1
    assert "is out of date: run python -m tools.build_definition_schema" in capsys.readouterr().out
    assert tool.main([]) == 0
    assert tool.main(["--check"]) == 0


def test_it_is_a_schema_that_knows_every_step_type_and_leads_nowhere_else():
    schema = tool.build()
    Draft202012Validator.check_schema(schema)
    named = schema["$defs"]
    assert {f"{kind}Step" for kind in STEP_TYPES} | {f"{kind}Arguments" for kind in STEP_TYPES} <= named.keys()
    referred = {part.split('"')[0] for part in json.dumps(schema).split("#/$defs/")[1:]}
    assert referred <= named.keys()
    assert named.keys() - referred == set()
