"""The definition that each project keeps is what the SDK that is installed compiles of it."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.sdk
pytest.importorskip("sagemaker", reason="the projects need a SageMaker SDK")
pytest.importorskip("moto", reason="the projects are compiled offline")

from tools.blanking import installed  # noqa: E402
from tools.compile_projects import compile_project, projects  # noqa: E402
from tools.projects import Project  # noqa: E402


@pytest.mark.parametrize("project", projects(installed()), ids=lambda project: project.name)
def test_a_project_compiles_to_the_definition_it_keeps(project: Project) -> None:
    kept = project.definition.read_text(encoding="utf-8")
    assert compile_project(project) == kept, f"{project.name} has changed: run `python -m tools.compile_projects`"
