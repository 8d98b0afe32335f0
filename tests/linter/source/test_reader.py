"""The way in: what is read, what is passed over, and what bad input yields."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelint.linter.source.reader import read_source
from pipelint.pipeline.values import Literal, Unknown

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


@pytest.mark.parametrize(("line", "column"), [('f(a, "é🐍", b) c', 15), ("é = 1 2", 7), ("x = 'é", 5), ("def é(:", 7)])
def test_the_column_of_a_fault_counts_characters(line: str, column: int) -> None:
    (finding,) = read_source(f"import sagemaker\n{line}\n".encode(), "flow.py").findings
    assert (finding.code, finding.span.line, finding.span.column) == ("SMP002", 2, column)


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


DEEP: dict[str, Callable[[int], str]] = {
    "a sum": lambda depth: "+".join("a" * depth),
    "signs": lambda depth: "-" * depth + "a",
    "negations": lambda depth: "not " * depth + "a",
    "powers": lambda depth: "**".join("a" * depth),
    "attributes": lambda depth: ".".join("a" * depth),
    "subscripts": lambda depth: "a" + "[0]" * depth,
    "calls": lambda depth: "a" + ".b()" * (depth // 2),
    "choices": lambda depth: "a if b else " * depth + "c",
    "functions": lambda depth: "lambda: " * depth + "a",
}


def nesting(kind: str, depth: int) -> str:
    return f'{HEADER}\nx = 1\ny = lambda a, b, c: {DEEP[kind](depth)}\nPipeline(name="p", steps=[])\n'


@pytest.mark.parametrize("kind", DEEP)
def test_an_expression_that_takes_the_parser_minutes_or_gigabytes_is_said(kind: str) -> None:
    code = nesting(kind, 2500)
    ((code_, message, line, _),) = findings_of(code.encode())
    assert (code_, message) == ("SMP018", "an expression here is nested deeper than can be read")
    assert code.splitlines()[(line or 0) - 1].startswith("y = ")


@pytest.mark.parametrize("kind", DEEP)
def test_an_expression_that_nests_some_hundred_levels_is_read(kind: str) -> None:
    (pipeline,) = read_source(nesting(kind, 500).encode(), "p.py").pipelines
    assert pipeline.name == Literal("p")


def test_data_by_the_hundred_thousand_rows_is_not_read_and_said() -> None:
    row = '{"a": 1, "b": [1, 2, 3]}'
    code = HEADER + f"rows = [{', '.join([row] * 100_000)}]\nPipeline(name='p', steps=[])\n"
    ((code_, message, line, _),) = findings_of(code.encode())
    assert (code_, line) == ("SMP018", None)
    assert re.fullmatch(r"the code has 900,\d{3} parts; at most 600,000 are read", message)  # nine in a row


@pytest.mark.parametrize(
    "huge",
    [
        "n = 9**9**9**9",
        "n = 2 << 10**12",
        "n = [0] * 10**12",
        "n = [x for x in range(10**15)]",
        "n = 'a'.ljust(10**10)",
        "n = f'{5:>1000000000}'",
        "n = '%1000000000d' % 5",
        "n = '{:1000000000}'.format(3)",
        "n = 'x' * 10**12",
    ],
)
def test_values_too_huge_to_be_made_stay_unknown(huge: str) -> None:
    (pipeline,) = read_source(f"{HEADER}{huge}\nPipeline(name=str(n), steps=[])\n".encode(), "p.py").pipelines
    assert isinstance(pipeline.name, Unknown)


@pytest.mark.slow
def test_a_generated_file_of_50_000_lines_is_read_to_its_end() -> None:
    lines = [f"def value_{number}():\n    return {number}\n" for number in range(25_000)]
    (pipeline,) = read_source((HEADER + "".join(lines) + "Pipeline(name='p', steps=[])\n").encode(), "p.py").pipelines
    assert pipeline.name == Literal("p")


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
