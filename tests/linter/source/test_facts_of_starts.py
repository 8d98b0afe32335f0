"""What start() is told, what jobs and results are asked for: SMP321, SMP410, SMP415, SMP416, SMP617, SMP906, SMP907."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings

HEADER = """\
from sagemaker.estimator import Estimator
from sagemaker.processing import Processor
from sagemaker.workflow.parameters import ParameterBoolean, ParameterFloat, ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.selective_execution_config import SelectiveExecutionConfig
from sagemaker.workflow.steps import ProcessingStep, TrainingStep
text, whole = ParameterString("Text", "a"), ParameterInteger("Whole", 1)
parameters = [text, whole, ParameterFloat("Part", 0.5), ParameterBoolean("Yes", True)]
pipeline = Pipeline("Abalone", parameters=parameters, steps=[])
"""


def found(codes: str, lines: str) -> list[str]:
    source = f"{HEADER}{lines}\n"
    result = check([], Settings((Choice(select=tuple(codes.split())),)), stdin=("pipeline.py", source.encode()))
    return [finding.message for finding in result.findings if finding.code in codes.split()]


START = "pipeline.start(parameters={%s})"


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["Text", "Whole", "Part", "Yes"]),
    st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.text("ab1.-e", min_size=1),
)
def test_a_value_is_told_where_its_text_is_none_of_the_type(name, value):
    """What the service reads is ``str()`` of the value (``format_start_parameters`` of the SDK)."""
    text, reads = str(value), {"Whole": int, "Part": float}.get(name)
    fits = isinstance(value, bool) if name == "Yes" else not isinstance(value, bool)
    if name == "Yes" and isinstance(value, str):
        fits = text.lower() in ("true", "false")
    if fits and reads is not None:
        try:
            reads(text)
        except ValueError:
            fits = False
    assert bool(found("SMP410", START % f'"{name}": {value!r}')) is not fits


@pytest.mark.parametrize(
    "lines",
    [
        "pipeline.start()",
        "pipeline.start(parameters=None)",
        "pipeline.start(parameters=read())",
        "pipeline.start(**read())",
        "if input():\n    pipeline.start(parameters={'Other': 1})",
        "def later():\n    pipeline.start(parameters=values)",
        "Pipeline('Other').start(parameters={'Unheard': 1})",
        "Pipeline('Other', parameters=read()).start(parameters={'Unheard': 1})",
        "pipeline.start(selective_execution_config=SelectiveExecutionConfig(read()))",
        "pipeline.start(selective_execution_config=read())",
        "Pipeline('Other').start(selective_execution_config=SelectiveExecutionConfig(['A']))",
    ],
)
def test_a_start_that_is_not_known_to_be_wrong_is_left_alone(lines):
    assert found("SMP410 SMP415 SMP321", lines) == []


def test_each_parameter_without_a_default_is_named():
    lines = "one, two = ParameterString('One'), ParameterFloat('Two', default_value=None)\n"
    lines += "Pipeline('Other', parameters=[one, two], steps=[]).start(parameters={'One': 'x'})"
    assert found("SMP415", lines) == ['start() passes no value for parameter "Two", which has no default']


JOB = 'ProcessingStep("A", step_args=Processor("r", "i", 1, "ml.m5.large", base_job_name={name}).run())'


@pytest.mark.parametrize(
    "lines",
    [
        'Processor("r", "i", 1, "ml.m5.large", base_job_name="x").run()',  # of no step: the job starts at once
        JOB.format(name="read()"),
        JOB.format(name="None"),
        JOB.format(name='"x"') + "\nPipeline('Other', steps=[], pipeline_definition_config=read())",
        JOB.format(name='"x"') + "\nPipeline('Other', **read())",
    ],
)
def test_a_name_that_may_count_is_left_alone(lines):
    assert found("SMP906", lines) == []


def test_names_are_told_together():
    lines = "\n".join(JOB.format(name=f'"{name}"').replace('"A"', f'"{name}"') for name in "xyz")
    assert found("SMP906", lines) == [
        'base_job_name "x", and 2 more like it, names no job: the pipeline gives its jobs names of its own'
    ]


@pytest.mark.parametrize("value", ["[1, 2]", "read()", "'None'", "0", "False", "parameters[0]", "[0.5, None]", "()"])
def test_a_hyperparameter_that_arrives_as_it_is_is_left_alone(value):
    lines = f"job = Estimator('i', 'r', 1, 'ml.m5.large', hyperparameters={{'a': {value}}})\n"
    assert found("SMP617", f"{lines}TrainingStep('T', step_args=job.fit())") == []


def test_an_estimator_of_no_step_is_left_alone():
    assert found("SMP617", "Estimator('i', 'r', 1, 'ml.m5.large', hyperparameters={'a': None})") == []
