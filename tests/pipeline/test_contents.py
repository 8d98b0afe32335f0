"""What a pipeline holds is found in written order, and looked for once."""

from __future__ import annotations

from pipelint.pipeline.contents import (
    every_expression,
    every_literal,
    every_record,
    expressions_by_step,
    values_by_step,
)
from pipelint.pipeline.graph import edges
from pipelint.pipeline.model import OutputParameter, Pipeline, PropertyFile, Step
from pipelint.pipeline.remembering import remembered
from pipelint.pipeline.values import JsonGet, ListValue, Literal, ParameterReference, Record, StepReference, Unknown

URI = ParameterReference("Uri")
SCORE = JsonGet(StepReference("Train"), Literal("score"))
ARGUMENTS = Record({"Inputs": ListValue((URI, Literal(1))), "Score": SCORE})
FILE = PropertyFile(Literal("Report"), Literal("evaluation"), Unknown("made at run time"))
OUTPUT = OutputParameter(Literal("status"), Literal("String"))
INNER = Step("Inner", "Training", Record({"Uri": URI}))
OUTER = Step("Outer", "Condition", ARGUMENTS, property_files=(FILE,), outputs=(OUTPUT,), if_steps=(INNER,))


def test_values_come_outer_before_inner_in_written_order():
    values = [
        *(ARGUMENTS, ARGUMENTS.entries["Inputs"], URI, Literal(1), SCORE, SCORE.source, SCORE.path),
        OUTER.attributes,
        *(FILE.name, FILE.output_name, FILE.path),
        *(OUTPUT.name, OUTPUT.type),
    ]
    inner = [INNER.arguments, URI, INNER.attributes]
    pipeline = Pipeline((OUTER,))
    assert values_by_step(pipeline) == ((OUTER, tuple(values)), (INNER, tuple(inner)))
    held = [*((OUTER, value) for value in values), *((INNER, value) for value in inner)]
    assert every_literal(pipeline) == [(step, value) for step, value in held if isinstance(value, Literal)]
    assert every_record(pipeline) == [(step, value) for step, value in held if isinstance(value, Record)]


def test_expressions_are_the_values_that_are_no_plain_json():
    pipeline = Pipeline((OUTER,))
    assert expressions_by_step(pipeline) == ((OUTER, (URI, SCORE, SCORE.source, FILE.path)), (INNER, (URI,)))
    assert [value for _, value in every_expression(pipeline)] == [URI, SCORE, SCORE.source, FILE.path, URI]


def test_a_step_that_stands_twice_makes_its_edges_twice():
    twice = Step("B", "Training", Record({"x": StepReference("A")}))
    found = edges(Pipeline((Step("A", "Training"), twice, twice)))
    assert [(edge.source, edge.target) for edge in found] == [("A", "B"), ("A", "B")]


def test_each_pipeline_is_asked_about_once_in_a_row_and_never_taken_for_an_equal_one():
    asked = []

    @remembered
    def count(pipeline):
        asked.append(pipeline)
        return len(asked)

    one, other = Pipeline((INNER,)), Pipeline((INNER,))
    assert one == other
    assert [count(one), count(one), count(other), count(other), count(one)] == [1, 1, 2, 2, 3]
    assert [any(pipeline is one for pipeline in asked), len(asked)] == [True, 3]
