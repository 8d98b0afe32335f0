"""A hard-coded instance type becomes a parameter, where that means the same for all who use it."""

from __future__ import annotations

import pytest

from .fix_helpers import fixed, mended

HEAD = """\
from sagemaker.estimator import Estimator
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep, TrainingStep

session = PipelineSession()
"""
IMPORT = "from sagemaker.workflow.parameters import ParameterString\n"


def made(source: str) -> tuple[str, int]:
    """Return what became of ``source``, and how many findings were fixed."""
    outcome = mended(source, "SMP501", unsafe=True)
    return outcome.contents.now("flow.py").decode(), len(outcome.fixed)


def head_with_import() -> str:
    return HEAD.replace("from sagemaker.workflow.pipeline import", f"{IMPORT}from sagemaker.workflow.pipeline import")


def test_it_is_imported_created_used_and_declared() -> None:
    body = """
job = Processor("role", "split:1", 1, "ml.m5.large", sagemaker_session=session)
Pipeline("flow", steps=[ProcessingStep("Split", step_args=job.run())])
"""
    assert made(HEAD + body) == (
        head_with_import()
        + """
instance_type = ParameterString(name="InstanceType", default_value="ml.m5.large")
job = Processor("role", "split:1", 1, instance_type, sagemaker_session=session)
Pipeline("flow", steps=[ProcessingStep("Split", step_args=job.run())], parameters=[instance_type])
""",
        1,
    )


def test_each_of_several_steps_has_its_own() -> None:
    body = """
job = Processor("role", "split:1", 1, "ml.m5.large", sagemaker_session=session)
estimator = Estimator("train:1", "role", 1, 'ml.p3.2xlarge', sagemaker_session=session)
split = ProcessingStep("Split", step_args=job.run())
train = TrainingStep("Train", step_args=estimator.fit())
Pipeline(
    "flow",
    parameters=[],
    steps=[split, train],
)
"""
    assert made(HEAD + body) == (
        head_with_import()
        + """
split_instance_type = ParameterString(name="SplitInstanceType", default_value="ml.m5.large")
job = Processor("role", "split:1", 1, split_instance_type, sagemaker_session=session)
train_instance_type = ParameterString(name="TrainInstanceType", default_value='ml.p3.2xlarge')
estimator = Estimator("train:1", "role", 1, train_instance_type, sagemaker_session=session)
split = ProcessingStep("Split", step_args=job.run())
train = TrainingStep("Train", step_args=estimator.fit())
Pipeline(
    "flow",
    parameters=[split_instance_type, train_instance_type],
    steps=[split, train],
)
""",
        2,
    )


def test_it_is_created_where_the_function_that_builds_the_pipeline_sees_it() -> None:
    body = """

def processor():
    \"\"\"Return what splits.\"\"\"
    return Processor("role", "split:1", 1, "ml.m5.large", sagemaker_session=session)


def build(instance_type=None):
    if True:
        job = Estimator("train:1", "role", 1, "ml.m5.xlarge", sagemaker_session=session)
    train = TrainingStep("Train", step_args=job.fit())
    split = ProcessingStep("Split", step_args=processor().run())
    return Pipeline("flow", steps=[split, train])
"""
    assert made(HEAD + body) == (
        head_with_import()
        + """

split_instance_type = ParameterString(name="SplitInstanceType", default_value="ml.m5.large")


def processor():
    \"\"\"Return what splits.\"\"\"
    return Processor("role", "split:1", 1, split_instance_type, sagemaker_session=session)


def build(instance_type=None):
    train_instance_type = ParameterString(name="TrainInstanceType", default_value="ml.m5.xlarge")
    if True:
        job = Estimator("train:1", "role", 1, train_instance_type, sagemaker_session=session)
    train = TrainingStep("Train", step_args=job.fit())
    split = ProcessingStep("Split", step_args=processor().run())
    return Pipeline("flow", steps=[split, train], parameters=[split_instance_type, train_instance_type])
""",
        2,
    )


IMPORTS = {
    "beside another of its module": (
        "from sagemaker.workflow.parameters import ParameterInteger\n",
        "from sagemaker.workflow.parameters import ParameterInteger, ParameterString\n",
    ),
    "in parentheses": (
        "from sagemaker.workflow.parameters import (\n    ParameterFloat,\n    ParameterInteger,  # whole\n)\n",
        "from sagemaker.workflow.parameters import (\n    ParameterFloat,\n    ParameterInteger,  # whole\n"
        "    ParameterString,\n)\n",
    ),
    "already": (IMPORT, IMPORT),
}


@pytest.mark.parametrize(("before", "after"), IMPORTS.values(), ids=IMPORTS)
def test_it_joins_what_is_imported(before: str, after: str) -> None:
    body = """
job = Processor("role", "split:1", 1, "ml.m5.large", sagemaker_session=session)
Pipeline("flow", steps=[ProcessingStep("Split", step_args=job.run())])
"""
    text, number = made(before + HEAD + body)
    assert number == 1
    assert text.startswith(after + HEAD)


LEFT = {
    "an image that is looked up by the type": """
from sagemaker.sklearn.processing import SKLearnProcessor
job = SKLearnProcessor("1.2-1", "role", "ml.m5.large", 1, sagemaker_session=session)
Pipeline("flow", steps=[ProcessingStep("Split", step_args=job.run(code="s3://bucket/split.py"))])
""",
    "two pipelines": """
job = Processor("role", "split:1", 1, "ml.m5.large", sagemaker_session=session)
split = ProcessingStep("Split", step_args=job.run())
Pipeline("one", steps=[split])
Pipeline("two", steps=[split])
""",
    "a constant that other code reads": """
LARGE = "ml.m5.large"
print(LARGE.upper())
job = Processor("role", "split:1", 1, LARGE, sagemaker_session=session)
Pipeline("flow", steps=[ProcessingStep("Split", step_args=job.run())])
""",
    "a constant of a class": """
class Config:
    large = "ml.m5.large"
job = Processor("role", "split:1", 1, Config.large, sagemaker_session=session)
Pipeline("flow", steps=[ProcessingStep("Split", step_args=job.run())])
""",
    "parameters that are not known": """
from others import parameters
job = Processor("role", "split:1", 1, "ml.m5.large", sagemaker_session=session)
Pipeline("flow", parameters=parameters, steps=[ProcessingStep("Split", step_args=job.run())])
""",
    "a name of its own": """
class ParameterString: ...
job = Processor("role", "split:1", 1, "ml.m5.large", sagemaker_session=session)
Pipeline("flow", steps=[ProcessingStep("Split", step_args=job.run())])
""",
}


@pytest.mark.parametrize("body", LEFT.values(), ids=LEFT)
def test_what_would_not_be_certain_is_left(body: str) -> None:
    assert made(HEAD + body) == (HEAD + body, 0)


def test_it_is_not_made_unless_unsafe_fixes_are_asked_for() -> None:
    body = """\
other = Processor("role", "split:1", 1, "ml.m5.large", sagemaker_session=session)
Pipeline("flow", steps=[ProcessingStep("Split", step_args=other.run())])
"""
    assert fixed(body, "SMP501") == (body, ["SMP501"])
