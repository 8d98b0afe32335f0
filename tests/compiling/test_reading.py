"""A compiled target as the linter reads it: findings on the lines of Python."""

from __future__ import annotations

import json

from pipelint.compiling.errors import CodeFailed, as_json, too_slow
from pipelint.compiling.process import Compiled
from pipelint.compiling.reading import CompiledReading, failed
from pipelint.compiling.target import Target
from pipelint.findings import Span
from pipelint.linter.engine import check
from pipelint.linter.settings import Settings
from pipelint.pipeline.values import Literal, Origin

TARGET = Target("flow.py:build", "flow.py", None, "build")
FIRST, SECOND = ({"Name": name, "Type": "Fail", "Arguments": {}, "DependsOn": [other]} for name, other in ("AB", "BA"))
DEFINITION = {"Version": "2020-12-01", "Parameters": [], "Steps": [FIRST, SECOND, "no step"]}
COMPILED = Compiled(json.dumps(DEFINITION), "Flow", ("flow.py", 9), {"A": ("steps.py", 3), "B": ("steps.py", 4)}, {})


def test_a_place_of_the_definition_is_the_line_that_made_its_step() -> None:
    reading = CompiledReading(COMPILED, TARGET)
    assert (reading.file, reading.kind) == ("flow.py", "definition")
    assert reading.span(Origin("", ("Steps", 1, "DependsOn", 0))) == Span("steps.py", 4, pointer="/Steps/1/DependsOn/0")
    assert reading.span(Origin("", ("Steps", 0, "missing", "key"))) == Span(
        "steps.py", 3, pointer="/Steps/0/missing/key"
    )
    assert reading.span(Origin("", ("Version",))) == Span("flow.py", 9, pointer="/Version")
    assert reading.span(None) == Span("flow.py", 9, pointer="")


def test_the_pipeline_has_its_name_and_its_problems_their_line() -> None:
    reading = CompiledReading(COMPILED, TARGET)
    assert [pipeline.name for pipeline in reading.pipelines] == [Literal("Flow")]
    assert [(finding.code, finding.span) for finding in reading.findings] == [
        ("SMP020", Span("flow.py", 9, pointer="/Steps/2"))
    ]


def test_what_is_not_known_leaves_the_targets_file() -> None:
    nowhere = Compiled(json.dumps(DEFINITION), None, None, {}, {})
    assert CompiledReading(nowhere, TARGET).span(Origin("", ("Steps", 0))) == Span("flow.py", pointer="/Steps/0")
    module = Target("flows:build", None, "flows", "build")
    assert CompiledReading(nowhere, module).span(None) == Span("flows", pointer="")


def test_the_linter_judges_it_like_any_other_reading() -> None:
    settings = Settings()
    result = check([], settings, None, [CompiledReading(COMPILED, TARGET)])
    cycles = [finding for finding in result.findings if finding.code == "SMP301"]
    assert [(finding.span, finding.pipeline) for finding in cycles] == [
        (Span("steps.py", 3, pointer="/Steps/0/DependsOn/0"), "Flow")
    ]
    assert (result.summary.pipelines, result.summary.steps) == (1, 2)


def test_a_failure_is_a_finding_where_the_users_code_was() -> None:
    finding = failed(CodeFailed("ValueError: no", "…", "/x/../flow.py", 5), TARGET)
    assert (finding.code, finding.message) == ("SMP030", "flow.py:build does not compile: ValueError: no")
    assert finding.span.line == 5
    assert failed(CodeFailed("ended"), TARGET).span == Span("flow.py")
    assert failed(CodeFailed("ended"), Target("flows:build", None, "flows", "build")).span == Span("flows")


def test_a_failure_arrives_as_it_left_the_child() -> None:
    failure = too_slow(2.5, "flow.py", 3)
    arrived = CodeFailed(**json.loads(json.dumps(as_json(failure))))
    assert str(arrived) == "it did not end within 2.5 seconds and was stopped"
    assert (arrived.file, arrived.line, arrived.help) == (
        "flow.py",
        3,
        "See what it waits for at this line. `--timeout` gives it more time.",
    )
