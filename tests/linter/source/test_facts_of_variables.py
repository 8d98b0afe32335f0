"""Variables where the SDK wants to know a value while the pipeline is built: SMP405, SMP411 and SMP414."""

from __future__ import annotations

import pytest

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings

V2 = """\
import sagemaker
from sagemaker import image_uris
from sagemaker.huggingface import HuggingFaceProcessor
from sagemaker.processing import FrameworkProcessor
from sagemaker.pytorch import PyTorch, PyTorchModel
from sagemaker.sklearn import SKLearn
from sagemaker.sklearn.processing import SKLearnProcessor
from sagemaker.xgboost import XGBoost
from sagemaker.workflow.execution_variables import ExecutionVariables
from sagemaker.workflow.functions import Join
from sagemaker.workflow.parameters import ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline

fixed = ParameterString("Fixed", default_value="ml.m5.large")
empty = ParameterString("Empty")
joined = Join(on=".", values=["ml", fixed])
pipeline = Pipeline("Abalone", steps=[])
"""
V3 = """\
from sagemaker.core.shapes import StoppingCondition
from sagemaker.core.workflow.functions import Join
from sagemaker.core.workflow.parameters import ParameterBoolean, ParameterInteger, ParameterString
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.train import ModelTrainer
from sagemaker.train.configs import Compute, Networking, OutputDataConfig

name = ParameterString("Name", default_value="a")
number = ParameterInteger("Number", default_value=1)
switch = ParameterBoolean("Switch", default_value=True)
pipeline = Pipeline("Abalone", steps=[])
"""


def found(code: str, source: str) -> list[tuple[str, str]]:
    result = check([], Settings((Choice(select=(code,)),)), stdin=("pipeline.py", source.encode()))
    return [(finding.severity.value, finding.message) for finding in result.findings if finding.code == code]


BY_DEFAULT = 'looks up its image by the default of parameter "Fixed", whatever is passed at start'


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("PyTorch('t.py', instance_type=fixed, instance_count=1)", ("warning", f"PyTorch {BY_DEFAULT}")),
        ("HuggingFaceProcessor('role', 1, fixed)", ("warning", f"HuggingFaceProcessor {BY_DEFAULT}")),
        ("FrameworkProcessor(PyTorch, '2.2', 'role', 1, fixed)", ("warning", f"FrameworkProcessor {BY_DEFAULT}")),
        ("FrameworkProcessor(SKLearn, '1.2-1', 'role', 1, fixed)", None),
        (
            "PyTorchModel('s3://b/m.tar.gz', 'role').create(instance_type=fixed)",
            ("warning", f"PyTorchModel {BY_DEFAULT}"),
        ),
        ("PyTorchModel('s3://b/m.tar.gz', 'role', image_uri='a').create(instance_type=fixed)", None),
        ("PyTorchModel('s3://b/m.tar.gz', 'role').register(inference_instances=[fixed])", None),
        (
            "PyTorch('t.py', instance_type=empty, instance_count=1)",
            ("error", 'PyTorch cannot look up its image by parameter "Empty", which has no default'),
        ),
        ("SKLearnProcessor('1.2-1', 'role', empty, 1)", None),
        ("XGBoost('t.py', instance_type=joined)", ("error", "XGBoost cannot look up its image by a join")),
        (
            "PyTorch('t.py', instance_type=ExecutionVariables.PIPELINE_NAME)",
            ("error", "PyTorch cannot look up its image by execution variable PipelineName"),
        ),
        ("PyTorch('t.py', instance_type=joined, image_uri='a')", None),
        (
            "PyTorch('t.py', instance_type=joined, image_uri=None)",
            ("error", "PyTorch cannot look up its image by a join"),
        ),
        ("PyTorch('t.py', instance_type=joined, **options)", None),
        ("sagemaker.estimator.Estimator('image', 'role', 1, joined)", None),
        (
            "sagemaker.image_uris.retrieve('pytorch', 'us-west-2', '2.2', 'py310', fixed)",
            (
                "warning",
                'image_uris.retrieve() looks up an image by the default of parameter "Fixed", whatever is passed at '
                "start",
            ),
        ),
        ("image_uris.retrieve('xgboost', region=region, instance_type=fixed)", None),
        (
            "image_uris.retrieve('xgboost', region=region, instance_type=joined)",
            ("error", "image_uris.retrieve() cannot look up an image by a join"),
        ),
        ("image_uris.retrieve(framework, region=region, instance_type=joined)", None),
        ("if today():\n    PyTorch('t.py', instance_type=empty)", None),
    ],
)
def test_images_that_are_looked_up_by_a_variable(line, expected):
    assert found("SMP411", f"{V2}{line}\n") == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "ModelTrainer(base_job_name=name)",
            'base_job_name of ModelTrainer takes no variable, such as parameter "Name"',
        ),
        (
            "Networking(enable_network_isolation=switch)",
            'enable_network_isolation of Networking takes no variable, such as parameter "Switch"',
        ),
        (
            "StoppingCondition(max_wait_time_in_seconds=Join(on='', values=[1]))",
            "max_wait_time_in_seconds of StoppingCondition takes no variable, such as a join",
        ),
        (
            "ModelTrainer(training_image=name)",
            'training_image of ModelTrainer takes no variable, such as parameter "Name"',
        ),
        ("ModelTrainer(training_image=name, base_job_name='a')", None),
        ("ModelTrainer(training_image='a', training_input_mode=name)", None),
        ("ModelTrainer(training_image=name, **options)", None),
        ("Compute(instance_type=name, instance_count=number, keep_alive_period_in_seconds=number)", None),
        ("OutputDataConfig(s3_output_path=name)", None),
        ("ModelTrainer(training_image='a', hyperparameters={'a': name}, environment={'a': name})", None),
        ("ModelTrainer(base_job_name=name.default_value)", None),
        ("class Own(ModelTrainer):\n    pass\nOwn(base_job_name=name)", None),
    ],
)
def test_variables_that_sdk_v3_refuses(line, expected):
    assert found("SMP414", f"{V3}{line}\n") == ([] if expected is None else [("error", expected)])


def test_the_same_fault_at_two_places_is_two_findings():
    source = f'{V2}first = f"s3://{{fixed}}/a"\nfor _ in range(3):\n    second = f"s3://{{fixed}}/b"\n'
    result = check([], Settings((Choice(select=("SMP405",)),)), stdin=("pipeline.py", source.encode()))
    lines = V2.count("\n")
    assert [finding.span.line for finding in result.findings] == [lines + 1, lines + 3]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("SKLearn('t.py', base_job_name=fixed).fit()", ["SKLearn"]),
        ("SKLearnProcessor('1.2-1', 'role', 'ml.m5.large', 1, base_job_name=fixed).run('t.py')", ["SKLearnProcessor"]),
        ("SKLearn('t.py', base_job_name=fixed).fit(job_name='a')", []),
        ("SKLearn('t.py', base_job_name='a').fit()", []),
        ("SKLearn('t.py', base_job_name=fixed)", []),
    ],
)
def test_variables_that_jobs_are_named_after(line, expected):
    message = 'base_job_name of {} takes no variable, such as parameter "Fixed"'
    assert found("SMP414", f"{V2}{line}\n") == [("error", message.format(name)) for name in expected]
