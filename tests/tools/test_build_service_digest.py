"""The tool that digests botocore: on a made-up service model, and on the digest's botocore where it is installed."""

import importlib.util
import json
import sys
from importlib import metadata
from pathlib import Path

import pytest

from pipelint.pipeline.service.shapes import botocore_version

TOOL = Path(__file__).parents[2] / "tools" / "build_service_digest.py"


@pytest.fixture
def tool():
    spec = importlib.util.spec_from_file_location("build_service_digest", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SHAPES = {
    "Root": {
        "type": "structure",
        "required": ["Items"],
        "documentation": "<p>prose</p>",
        "members": {
            "Items": {"shape": "Items", "documentation": "<p>more prose</p>"},
            "Again": {"shape": "Root"},
            "Tags": {"shape": "Tags"},
            "Free": {"shape": "Free"},
        },
    },
    "Free": {"type": "structure", "members": {}, "document": True},
    "Items": {"type": "list", "member": {"shape": "Item"}, "min": 1, "max": 5},
    "Item": {"type": "string", "enum": ["a", "b"], "pattern": "[ab]"},
    "Tags": {"type": "map", "key": {"shape": "Item"}, "value": {"shape": "Count"}},
    "Count": {"type": "integer", "min": 0, "box": True},
    "Unreachable": {"type": "string"},
}
MEMBERS = {"Items": "Items", "Again": "Root", "Tags": "Tags", "Free": "Free"}


def test_what_can_be_reached_is_kept_without_prose(tool):
    assert tool.digest(SHAPES, ["Root"], "") == {
        "Root": {"required": ["Items"], "members": MEMBERS},
        "Free": {"type": "anything"},
        "Items": {"min": 1, "max": 5, "member": "Item"},
        "Item": {"enum": ["a", "b"], "pattern": "[ab]"},
        "Tags": {"key": "Item", "value": "Count"},
        "Count": {"min": 0, "type": "integer"},
    }


def test_names_of_another_service_are_told_apart(tool):
    assert tool.digest(SHAPES, ["Items"], "emr.") == {
        "emr.Items": {"min": 1, "max": 5, "member": "emr.Item"},
        "emr.Item": {"enum": ["a", "b"], "pattern": "[ab]"},
    }


def test_the_first_sentence_on_each_member_is_kept_as_plain_text(tool):
    described = {
        "Root": {
            "type": "structure",
            "members": {
                "A": {"shape": "Text", "documentation": "<p>The <code>A</code> of it ( <code>x</code> ) . Set it.</p>"},
                "B": {"shape": "Text", "documentation": "<p>At most 1.5 GB &amp; no more</p>"},
                "C": {"shape": "Text"},
            },
        },
        "Text": {"type": "string"},
    }
    found = {"Root": {"A": "The A of it (x).", "B": "At most 1.5 GB & no more"}}
    assert tool.documentation(described, ["Root"], "") == found
    assert tool.documentation(described, ["Root"], "emr.") == {"emr.Root": found["Root"]}


def test_without_botocore_the_tool_says_so(tool, monkeypatch):
    monkeypatch.setattr(tool, "find_spec", lambda name: None)
    with pytest.raises(SystemExit) as stopped:
        tool.service_model("sagemaker")
    assert stopped.value.code == "botocore is not installed in this environment: pip install botocore"


def test_the_file_is_written_and_compared(tool, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(tool, "DIGEST", tmp_path / "digest.json")
    monkeypatch.setattr(tool, "DOCUMENTATION", tmp_path / "documentation.json")
    monkeypatch.setattr(tool, "service_model", lambda service: {"shapes": SHAPES})
    monkeypatch.setattr(tool, "ROOTS", {"sagemaker": ("Item",)})
    monkeypatch.setattr(tool.metadata, "version", lambda name: "9.9.9")

    assert tool.main([]) == 0
    assert json.loads(tool.DIGEST.read_text()) == {
        "botocore": "9.9.9",
        "shapes": {"Item": {"enum": ["a", "b"], "pattern": "[ab]"}},
    }
    assert tool.main(["--check"]) == 0
    tool.DIGEST.write_text("{}")
    assert tool.main(["--check"]) == 1
    assert capsys.readouterr().out.splitlines()[-2] == (
        f"{tool.DIGEST} is not what botocore 9.9.9 gives: run build_service_digest.py"
    )


@pytest.mark.sdk
def test_the_shipped_digest_is_what_its_botocore_gives(tool):
    if importlib.util.find_spec("botocore") is None or metadata.version("botocore") != botocore_version():
        pytest.skip(f"needs botocore {botocore_version()}")
    for file, text in ((tool.DIGEST, tool.build()), (tool.DOCUMENTATION, tool.build_documentation())):
        assert text == file.read_text(encoding="utf-8"), f"run {sys.executable} {TOOL}"
