"""References read from text: the kinds, the grammar, the round trip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelint.pipeline.references import parse_reference
from pipelint.pipeline.values import (
    ExecutionVariable,
    Index,
    Key,
    Member,
    Origin,
    OtherReference,
    ParameterReference,
    PropertyFileReference,
    StepReference,
)

READ = {
    "Parameters.InputData": ParameterReference("InputData"),
    "Parameters.My Parameter!": ParameterReference("My Parameter!"),
    "Execution.PipelineExecutionId": ExecutionVariable("PipelineExecutionId"),
    "Steps.Train": StepReference("Train"),
    "Steps.M-RegisterModel.ModelPackageArn": StepReference("M-RegisterModel", (Member("ModelPackageArn"),)),
    "Steps.Prep.ProcessingOutputConfig.Outputs['train'].S3Output.S3Uri": StepReference(
        "Prep",
        (Member("ProcessingOutputConfig"), Member("Outputs"), Key("train"), Member("S3Output"), Member("S3Uri")),
    ),
    "Steps.Loop.IterationOutputs[0].Train-Item.A": StepReference(
        "Loop", (Member("IterationOutputs"), Index(0), Member("Train-Item"), Member("A"))
    ),
    "Steps.A.B[-1][0]['k']": StepReference("A", (Member("B"), Index(-1), Index(0), Key("k"))),
    "Steps.A.B['it's']": StepReference("A", (Member("B"), Key("it's"))),
    "Steps.A.B['x.y[0]'].C": StepReference("A", (Member("B"), Key("x.y[0]"), Member("C"))),
    "Steps.A.B['a']['b']": StepReference("A", (Member("B"), Key("a"), Key("b"))),
    "Steps.A.B['']": StepReference("A", (Member("B"), Key(""))),
    "Steps.A.B['two\nlines']": StepReference("A", (Member("B"), Key("two\nlines"))),
    "Steps.Eval.PropertyFiles.Report": PropertyFileReference("Eval", "Report"),
    "Steps.Eval.PropertyFiles.report.json": PropertyFileReference("Eval", "report.json"),
    "Steps.Eval.PropertyFiles": StepReference("Eval", (Member("PropertyFiles"),)),
}

NO_KNOWN_FORM = [
    "",
    "Parameters",
    "Parameters.",
    "Parameters.A.B",
    "Execution.",
    "Steps",
    "Steps.",
    "Steps..A",
    "Steps.A.",
    "Steps.A..B",
    "Steps.A[0]",
    "Steps.A['b']",
    "Steps.A.B[",
    "Steps.A.B[]",
    "Steps.A.B[01]",
    "Steps.A.B[-0]",
    "Steps.A.B[x]",
    'Steps.A.B["x"]',
    "Steps.A.B['x]",
    "Steps.A.B[0]C",
    "Steps.A.B[" + "9" * 5000 + "]",
    "steps.A",
    "ForEach.CurrentItem.name",
    "IterationOutput.Score.OutputParameters['score']",
    "PipelineExperimentConfig.ExperimentName",
]


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_each_form_is_read(text, expected):
    assert parse_reference(text) == expected


@pytest.mark.parametrize("text", NO_KNOWN_FORM)
def test_what_has_no_known_form_keeps_its_text(text):
    assert parse_reference(text) == OtherReference(text)


def test_every_piece_knows_where_it_was_written():
    origin = Origin("definition.json", ("Steps", 0))
    step = parse_reference("Steps.A.B[0]['k']", origin)
    file = parse_reference("Steps.A.PropertyFiles.F", origin)

    assert step.origin is origin
    assert [part.origin for part in step.path] == [origin, origin, origin]
    assert (file.origin, file.step_origin, file.name_origin) == (origin, origin, origin)


NAMES = st.text(st.characters(exclude_characters=".[]", exclude_categories=["Cs"]), min_size=1)
# A key that holds "']" could end early where a path goes on after it; no name of an output or a parameter does.
KEYS = st.text().filter(lambda key: "']" not in key)
PARTS = st.one_of(NAMES.map(Member), st.integers(-(10**9), 10**9).map(Index), KEYS.map(Key))
REFERENCES = st.one_of(
    NAMES.map(ParameterReference),
    NAMES.map(ExecutionVariable),
    st.builds(StepReference, NAMES, st.lists(PARTS).map(lambda parts: (Member("First"), *parts))),
    st.builds(PropertyFileReference, NAMES, st.text(min_size=1)),
)


@given(REFERENCES)
def test_a_reference_spelled_out_reads_as_itself(reference):
    assert parse_reference(str(reference)) == reference


@given(st.text(st.sampled_from("Steps.Parm[]'0-9 aé")) | st.text())
def test_any_text_is_read_and_spelled_again_as_it_was(text):
    assert str(parse_reference(text)) == text


@pytest.mark.parametrize("piece", ["['", "[0]", ".a", "['']", "[", "]", "'"])
def test_a_huge_text_is_read_without_recursion(piece):
    text = "Steps.A.B" + piece * 200_000
    assert str(parse_reference(text)) == text
