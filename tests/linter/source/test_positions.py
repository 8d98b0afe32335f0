"""A place in the model leads back to the exact text it was read from."""

from __future__ import annotations

from typing import Any

import libcst as cst
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelint.findings import Span
from pipelint.linter.source import positions
from pipelint.linter.source.positions import Range, locate
from pipelint.linter.source.reader import read_source
from pipelint.pipeline.values import StepReference, walk

CODE = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

INSTANCE = "ml.m5.xlarge"
processor = Processor("r", "i", 1, INSTANCE)  # ünïcödé
first = ProcessingStep("First", step_args=processor.run())
uri = (first.properties
       .ProcessingOutputConfig.Outputs[
           "trian"
       ].S3Output.S3Uri)
second = ProcessingStep("Second", step_args=processor.run(arguments=["ß", uri]))
Pipeline(name="p", steps=[first, second])
"""


def test_each_part_of_a_reference_knows_its_own_place() -> None:
    reading = read_source(CODE.encode(), "p.py")
    (pipeline,) = reading.pipelines
    second = pipeline.step("Second")
    assert second is not None
    (reference,) = [value for value in walk(second.arguments) if isinstance(value, StepReference)]
    assert reading.span(reference.path[2].origin) == Span("p.py", 10, 12, 10, 19)
    assert reading.span(reference.origin) == Span("p.py", 8, 8, 11, 24)
    instance = second.arguments.get("ProcessingResources", "ClusterConfig", "InstanceType")
    assert instance is not None
    assert reading.span(instance.origin) == Span("p.py", 5, 12, 5, 26)
    assert reading.span(second.origin) == Span("p.py", 12, 10, 12, 24)


def test_dozens_of_pipelines_know_their_places_after_a_few_walks(monkeypatch: pytest.MonkeyPatch) -> None:
    walks = []

    def counted(*arguments: Any) -> dict[int, Range]:
        walks.append(arguments)
        return locate(*arguments)

    monkeypatch.setattr(positions, "locate", counted)
    code = "from sagemaker.workflow.pipeline import Pipeline\n" + 'Pipeline(name="p", steps=[])\n' * 50
    reading = read_source(code.encode(), "p.py")
    spans = [reading.span(pipeline.origin) for pipeline in reading.pipelines]
    assert spans == [Span("p.py", line, 1, line, 9) for line in range(2, 52)]
    assert len(walks) < 10


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_of_any_kind_count_as_one(newline: str) -> None:
    module = cst.parse_module(newline.join(["a = 1", "", '"""x', 'y""" + b', ""]).encode())
    statement = module.body[1]
    assert isinstance(statement, cst.SimpleStatementLine)
    expression = statement.body[0]
    assert isinstance(expression, cst.Expr) and isinstance(expression.value, cst.BinaryOperation)
    right = expression.value.right
    assert locate(module, [right]) == {id(right): (4, 8, 4, 9)}


@given(
    st.lists(st.sampled_from(["x = f(a, 'é')", "", "# note", "if x:\n    y = [1, *b]", "def g():\n\treturn x.y['z']"]))
)
def test_places_agree_with_the_text(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    module = cst.parse_module(text)
    names: list[cst.Name] = []

    class Collect(cst.CSTVisitor):
        def visit_Name(self, node: cst.Name) -> None:  # noqa: N802 - libcst's own name
            names.append(node)

    module.visit(Collect())
    rows = text.split("\n")
    for name in names:
        line, column, end_line, end_column = locate(module, names)[id(name)]
        assert line == end_line
        assert rows[line - 1][column - 1 : end_column - 1] == name.value
