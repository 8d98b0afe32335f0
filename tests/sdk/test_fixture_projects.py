"""What the fixture projects say of SDK v2 is true: which faults it refuses, and what it compiles."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "compile_fixtures.py"

pytestmark = pytest.mark.sdk
pytest.importorskip("sagemaker.workflow", reason="the fixture projects use SDK v2")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_fixtures", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_definitions_kept_beside_the_projects_are_what_the_sdk_compiles(tool: ModuleType) -> None:
    for path, definition in tool.definitions().items():
        assert path.read_text(encoding="utf-8") == definition, f"{path} is stale: run tools/compile_fixtures.py"


def test_the_sdk_refuses_two_faults_of_the_broken_project_one_at_a_time(tool: ModuleType) -> None:
    mending = dict(tool.REFUSED)
    with pytest.raises(AttributeError, match="no attribute 'ModelArtifact'"):
        tool.compile_project(tool.BROKEN)
    step_name = mending.popitem()
    with pytest.raises(ValueError, match="do not contain the step of name: EvaluteModel"):
        tool.compile_project(tool.BROKEN, mending)
    tool.compile_project(tool.BROKEN, {**mending, step_name[0]: step_name[1]})
