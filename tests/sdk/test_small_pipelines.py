"""The definitions of the small pipelines are what the SDK makes of the code beside them."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipelint.compiling.process import compile_target
from pipelint.compiling.target import parse_target

SMALL = Path(__file__).parents[2] / "fixtures" / "small_pipelines"
INSTALLED = "v3" if find_spec("sagemaker") and find_spec("sagemaker.mlops") else "v2"

pytestmark = pytest.mark.sdk
pytest.importorskip("sagemaker", reason="the small pipelines are compiled by the SDK")


@pytest.mark.parametrize(
    "source", sorted((SMALL / INSTALLED).glob("*.py")), ids=lambda path: f"{INSTALLED}-{path.stem}"
)
def test_a_small_pipeline_compiles_to_the_definition_beside_it(source: Path) -> None:
    compiled = compile_target(parse_target(f"{source}:get_pipeline"), {})
    kept = source.with_suffix(".json").read_text(encoding="utf-8")
    assert json.loads(compiled.definition) == json.loads(kept), "stale: see fixtures/small_pipelines/README.md"
