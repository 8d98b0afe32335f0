"""No rule finds an error in what the SDKs really emit."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelint.findings import Severity
from pipelint.linter.engine import Settings, check

DEFINITIONS = sorted(Path(__file__).parents[2].glob("fixtures/definitions/v[23]/*.json"))


def test_the_definitions_are_there():
    assert len(DEFINITIONS) == 79


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_definition_that_an_sdk_emitted_has_no_error(path):
    result = check([str(path)], Settings())
    assert [finding for finding in result.findings if finding.severity is Severity.ERROR] == []
    assert {finding.code for finding in result.findings} <= {"SMP501"}
