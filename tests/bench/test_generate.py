"""The generated definitions are ones that a pipeline could have."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from bench.generate import definition, main
from pipelint.findings import Severity
from pipelint.linter.engine import check
from pipelint.linter.settings import Settings
from pipelint.pipeline.definition import read_definition
from pipelint.pipeline.graph import cycles, edges


def _checked(steps):
    return check([], Settings(), ("definition.json", json.dumps(definition(steps)).encode()))


@pytest.mark.parametrize("steps", [12, 40])
def test_pipelint_finds_no_fault_in_them(steps):
    result = _checked(steps)
    assert result.summary.steps == steps
    assert {finding.code for finding in result.findings if finding.severity is not Severity.INFO} == set()
    assert result.whole


def test_only_the_nested_condition_of_each_part_is_remarked_on():
    assert Counter(finding.code for finding in _checked(40).findings) == {"SMP311": 3}


def test_the_parts_follow_each_other_and_the_rest_fans_out():
    pipeline = read_definition(definition(28))
    assert Counter(step.type for step in pipeline.all_steps()) == {
        "Processing": 4,
        "Training": 4,
        "Condition": 4,
        "RegisterModel": 2,
        "Model": 2,
        "Transform": 2,
        "Fail": 4,
        "Lambda": 6,
    }
    waits = {(edge.source, edge.target, edge.kind) for edge in edges(pipeline)}
    assert {
        ("Prepare-0", "Prepare-1", "data"),
        ("Prepare-1", "TrainSmall-1", "data"),
        ("Evaluate-1", "Accurate-1", "property_file"),
        ("Accurate-1", "Fast-1", "branch"),
        ("TrainSmall-1", "Report-1", "depends_on"),
        ("Prepare-1", "Notify-3", "data"),
    } <= waits
    assert cycles(pipeline) == ()
    assert pipeline.gaps == ()


def test_the_command_prints_the_definition(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["bench.generate", "13"])
    assert main() == 0
    assert json.loads(capsys.readouterr().out) == definition(13)
