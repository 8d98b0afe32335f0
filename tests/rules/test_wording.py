from __future__ import annotations

import pytest

from pipelint.pipeline.branches import Placement
from pipelint.pipeline.graph import Edge
from pipelint.pipeline.model import Pipeline, Step
from pipelint.rules.wording import expectation, quoted, reason, shown, where


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["a"], '"a"'),
        (["a", "b"], '"a" and "b"'),
        (["a", "b", "c"], '"a", "b" and "c"'),
        (list("abcdefgh"), '"a", "b", "c", "d", "e", "f", "g" and "h"'),
        (list("abcdefghij"), '"a", "b", "c", "d", "e", "f", "g", "h" and 2 more'),
    ],
)
def test_quoted(names, text):
    assert quoted(names) == text


@pytest.mark.parametrize(
    ("legal", "text"),
    [
        ([], ""),
        (["train"], '; did you mean "train"?'),
        (["model"], '; it declares "model"'),
        (["model", "train"], '; did you mean "train"? It declares "model" and "train"'),
        (["model", "plots"], '; it declares "model" and "plots"'),
    ],
)
def test_expectation(legal, text):
    assert expectation("trian", legal, "it declares") == text


@pytest.mark.parametrize(
    ("edge", "text"),
    [
        (Edge("A", "B", "depends_on"), "DependsOn"),
        (Edge("A", "B", "data", path="ModelName"), "reads ModelName"),
        (Edge("A", "B", "data"), "reads it"),
        (Edge("A", "B", "property_file", path="Report"), 'reads property file "Report"'),
        (Edge("A", "B", "branch"), "stands in its branch"),
        (Edge("A", "B", "body"), "stands in its body"),
    ],
)
def test_reason(edge, text):
    assert reason(edge) == text


@pytest.mark.parametrize(
    ("text", "quoted_text"),
    [("a b", '"a b"'), ("a\nb\x00", r'"a\nb\x00"'), ("ü…", '"ü…"'), ("x" * 81, f'"{"x" * 80}…"')],
)
def test_shown(text, quoted_text):
    assert shown(text) == quoted_text


def test_where():
    yes, no, each = (Step(name, "Training") for name in ("Yes", "No", "Each"))
    check = Step("Check", "Condition", if_steps=(yes,), else_steps=(no,))
    placement = Placement(Pipeline((check, Step("Loop", "ForEach", body=(each,)))))
    assert [where(placement.slot(step)) for step in (check, yes, no, each)] == [
        "the top level",
        'the if branch of "Check"',
        'the else branch of "Check"',
        'the body of "Loop"',
    ]
