"""What is read from the source of whole projects is what the SDKs compile of them."""

from __future__ import annotations

import pytest

from pipelint.linter.files import read_files
from pipelint.linter.settings import Settings
from tests.linter.source.agreement import differences
from tools.projects import PROJECTS, Project


@pytest.mark.parametrize("project", PROJECTS.values(), ids=lambda project: project.name)
def test_the_model_read_from_source_is_that_of_the_definition(project: Project) -> None:
    _, (reading,), findings = read_files([str(project.folder / project.file)], Settings())
    assert findings == []
    (pipeline,) = reading.pipelines
    assert differences(pipeline, project.definition.read_text(encoding="utf-8")) == []
