"""The way in: what is read, what is passed over, and what bad input yields."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipelint.linter.source.reader import read_source

from .reading_helpers import HEADER


def findings_of(data: bytes, explicit: bool = True) -> list[tuple[str, str, int | None, int | None]]:
    reading = read_source(data, "p.py", explicit)
    assert reading.pipelines == ()
    return [(one.code, one.message, one.span.line, one.span.column) for one in reading.findings]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"import sagemaker\ndef (:\n", ("SMP002", 2)),
        (b"# sagemaker\nprint 'python 2'\n", ("SMP002", 2)),
        (b"# sagemaker\nif x:\n\ty\n        z\n", ("SMP002", 4)),
        (b"# sagemaker\n\0", ("SMP002", None)),
        (b"# sagemaker\nx = '\xff'\n", ("SMP008", None)),
        (b"# -*- coding: nonsense -*-\n# sagemaker\n", ("SMP008", None)),
        (b"# sagemaker\nx = " + b"(" * 300 + b")" * 300, ("SMP002", 2)),
    ],
)
def test_what_is_no_python_is_one_finding(data: bytes, expected: tuple[str, int | None]) -> None:
    ((code, message, line, _),) = findings_of(data)
    assert code == expected[0]
    assert message.startswith("cannot read as Python: ")
    if expected[1] is not None:
        assert line == expected[1]


def test_a_file_without_the_word_is_parsed_only_when_the_user_named_it() -> None:
    assert findings_of(b"def (:\n", explicit=False) == []
    assert [code for code, *_ in findings_of(b"def (:\n", explicit=True)] == ["SMP002"]


@pytest.mark.parametrize(
    "data", [b"", b"# sagemaker\n", b"import sagemaker\n", b"from sagemaker.estimator import Estimator\n"]
)
def test_a_file_that_builds_no_pipeline_yields_nothing(data: bytes) -> None:
    assert findings_of(data) == []


def test_another_encoding_with_its_cookie_is_read() -> None:
    code = "# -*- coding: latin-1 -*-\n" + HEADER + 'Pipeline(name="für", steps=[])\n'
    (pipeline,) = read_source(code.encode("latin-1"), "p.py").pipelines
    assert pipeline.name.value == "für"


def test_a_byte_order_mark_is_no_fault() -> None:
    (pipeline,) = read_source(b"\xef\xbb\xbf" + (HEADER + 'Pipeline(name="p", steps=[])\n').encode(), "p.py").pipelines
    assert pipeline.steps_complete


def test_deep_expressions_neither_crash_nor_hang() -> None:
    code = HEADER + "x = " + "+".join(["1"] * 3000) + '\nPipeline(name="p", steps=[])\n'
    reading = read_source(code.encode(), "p.py")
    assert [finding.code for finding in reading.findings] in ([], ["SMP009"], ["SMP002"])


def test_reading_executes_and_imports_nothing_of_the_file(tmp_path: Path) -> None:
    marker = tmp_path / "executed"
    code = HEADER + f"open({str(marker)!r}, 'w').write('x')\nimport user_module_that_does_not_exist\n"
    assert read_source(code.encode(), "p.py").findings == ()
    assert not marker.exists()
    assert "user_module_that_does_not_exist" not in sys.modules


def test_an_unknown_step_class_of_the_sdk_is_still_a_step() -> None:
    code = (
        HEADER + "from sagemaker.workflow.novel import QuantumStep\nPipeline(name='p', steps=[QuantumStep(name='Q')])\n"
    )
    (pipeline,) = read_source(code.encode(), "p.py").pipelines
    assert [(step.name, step.type) for step in pipeline.steps] == [("Q", None)]


def test_what_stays_unknown_is_said_with_its_reason() -> None:
    code = HEADER + "from project.steps import build\nPipeline(name='p', steps=[build()])\n"
    ((code_, message, line),) = [
        (one.code, one.message, one.span.line) for one in read_source(code.encode(), "p.py").findings
    ]
    assert code_ == "SMP009"
    assert message == ("not all steps of this pipeline are known: a step: the result of `project.steps.build(…)`")
    assert line == HEADER.count("\n") + 2
