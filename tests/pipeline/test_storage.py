from __future__ import annotations

import pytest

from pipelint.pipeline.model import Step
from pipelint.pipeline.storage import INPUTS, OUTPUT_FOLDERS, OUTPUTS, fixed_places, fixed_text, joined
from pipelint.pipeline.values import (
    ExecutionVariable,
    Join,
    ListValue,
    Literal,
    Member,
    ParameterReference,
    Record,
    StepReference,
    Unknown,
    Value,
)


def join(on: str, *values: Value | str) -> Join:
    items = tuple(Literal(value) if isinstance(value, str) else value for value in values)
    return Join(Literal(on), ListValue(items))


BUCKET = ParameterReference("Bucket")
EXECUTION = ExecutionVariable("PipelineExecutionId")
MODEL = StepReference("Train", (Member("ModelArtifacts"),))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Literal("s3://bucket/a"), "s3://bucket/a"),
        (join("/", "s3:/", BUCKET, "a"), "s3://{Parameters.Bucket}/a"),
        (join("/", join("", "s3://", BUCKET), EXECUTION), "s3://{Parameters.Bucket}/{Execution.PipelineExecutionId}"),
        (join("/"), ""),
        (join("-", "one"), "one"),
        (join("/", MODEL, "a"), None),
        (Unknown("why"), None),
        (Literal(5), None),
        (Join(ParameterReference("On"), ListValue(())), None),
        (Join(Literal("/"), ListValue((Literal("a"),), complete=False)), None),
        (Join(Literal("/"), Unknown("why")), None),
    ],
)
def test_text_is_fixed_where_no_step_and_nothing_unknown_takes_part(value, text):
    assert fixed_text(value) == text


def test_joins_are_taken_apart_in_order():
    pieces = [Literal("a"), Literal("/"), Literal("b"), Literal("-"), MODEL, Literal("/"), BUCKET]
    assert list(joined(join("/", "a", join("-", "b", MODEL), BUCKET))) == pieces


def test_joins_may_be_nested_deep():
    value: Value = Literal("x")
    for _ in range(10_000):
        value = join("/", value)
    assert fixed_text(value) == "x"


def output(uri: Value) -> Record:
    return Record({"S3Output": Record({"S3Uri": uri})})


def test_the_places_of_a_step():
    outputs = ListValue((output(Literal("s3://b/one/")), output(MODEL), output(Literal("file:///x")), Unknown("why")))
    inputs = ListValue((Record({"S3Input": Record({"S3Uri": Literal("s3://b/in")})}), Record({})))
    arguments = Record({"ProcessingOutputConfig": Record({"Outputs": outputs}), "ProcessingInputs": inputs})
    step = Step("A", "Processing", arguments=arguments)
    assert [place.text for place in fixed_places(step, OUTPUTS)] == ["s3://b/one"]
    assert [place.text for place in fixed_places(step, INPUTS)] == ["s3://b/in"]
    assert list(fixed_places(step, OUTPUT_FOLDERS)) == []
    assert list(fixed_places(Step("B", None, arguments=arguments), OUTPUTS)) == []
