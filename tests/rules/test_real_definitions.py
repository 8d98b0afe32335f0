"""No rule finds an error in what the SDKs really emit."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelint.findings import Severity
from pipelint.linter.engine import Settings, check

DEFINITIONS = sorted(Path(__file__).parents[2].glob("fixtures/definitions/v[23]/*.json"))

# What is worth a word in them, beside instance types, and places that each execution overwrites or a cache trusts: they
# were written to show every form, not to be good.
WORTH_A_WORD = {
    "v2-condition_all_operators": {"SMP702"},
    "v2-condition_nested": {"SMP307", "SMP308", "SMP311"},
    "v2-fail_variants": {"SMP309"},
    "v2-transform_basic": {"SMP803"},
    "v3-condition_all_operators": {"SMP311", "SMP702"},
    "v3-step_dependency_triggers": {"SMP702"},
}


def test_the_definitions_are_there():
    assert len(DEFINITIONS) == 79


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_definition_that_an_sdk_emitted_has_no_error(path):
    result = check([str(path)], Settings())
    assert [finding for finding in result.findings if finding.severity is Severity.ERROR] == []
    codes = {finding.code for finding in result.findings}
    assert codes - {"SMP501", "SMP603"} == WORTH_A_WORD.get(f"{path.parent.name}-{path.stem}", set())
