"""Times and random numbers that are asked for while the pipeline is built, followed to where they matter: SMP502."""

from __future__ import annotations

import pytest

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings

SOURCE = """\
import datetime as dt
import os
import time
import uuid
from datetime import date, datetime, timedelta
from time import gmtime, strftime

from sagemaker.estimator import Estimator
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.utils import name_from_base
from sagemaker.workflow.execution_variables import ExecutionVariables
from sagemaker.workflow.functions import Join
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep, TrainingStep

value = {value}
parameter = ParameterString("Run", default_value={default})
processor = Processor("role", "image", 1, "ml.m5.large", env={{"RUN": {environment}}}, base_job_name=value)
output = ProcessingOutput(source="/opt/ml/out", destination={destination}, output_name="out")
step = ProcessingStep("A", step_args=processor.run(outputs=[output]))
estimator = Estimator("image", "role", 1, "ml.m5.large", hyperparameters={{"run": {hyperparameter}}})
train = TrainingStep("B", step_args=estimator.fit(job_name=value))
pipeline = Pipeline(f"P-{{value}}", parameters=[parameter], steps=[step, train])
"""
PLACES = ("default", "environment", "destination", "hyperparameter")


def found(value: str, **places: str) -> list[str]:
    plain = dict.fromkeys(PLACES, '"plain"')
    source = SOURCE.format(value=value, **{**plain, **places})
    result = check([], Settings((Choice(select=("SMP502",)),)), stdin=("pipeline.py", source.encode()))
    return [finding.message for finding in result.findings if finding.code == "SMP502"]


ENDING = "at the compilation, the same for all executions"


@pytest.mark.parametrize(
    ("value", "function"),
    [
        ("datetime.now().strftime('%Y')", "datetime.datetime.now()"),
        ("dt.datetime.utcnow().isoformat()", "datetime.datetime.utcnow()"),
        ("f'{datetime.now():%Y-%m-%d}'", "datetime.datetime.now()"),
        ("str(datetime.now() - timedelta(days=1))[:10]", "datetime.datetime.now()"),
        ("'run-' + str(int(time.time() * 1000))", "time.time()"),
        ("'run-%d' % time.time()", "time.time()"),
        ("strftime('%Y', gmtime())", "time.gmtime()"),
        ("time.strftime('%Y')", "time.strftime()"),
        ("'run-{}'.format(date.today().year)", "datetime.date.today()"),
        ("'-'.join(['run', uuid.uuid4().hex])", "uuid.uuid4()"),
        ("os.path.join('runs', str(uuid.uuid1()))", "uuid.uuid1()"),
        ("name_from_base('run')", "sagemaker.utils.name_from_base()"),
    ],
)
def test_what_is_made_of_a_time_is_one(value, function):
    assert found(value, default="value") == [f'the default of parameter "Run" is made of {function} {ENDING}']


@pytest.mark.parametrize(
    "value",
    [
        "datetime(2024, 1, 1).isoformat()",
        "time.strftime('%Y', time.localtime(0))",
        "f'{time.time() - time.time()} seconds'",
        "read('run.txt')",
        "os.environ['RUN']",
        "uuid.uuid5(uuid.NAMESPACE_DNS, 'run').hex",
    ],
)
def test_what_is_not_made_of_one_is_none(value):
    assert found(value, default="value", destination="value") == []


def test_places_that_reach_the_job_are_looked_at_and_names_of_jobs_and_pipelines_are_not():
    assert found("str(time.time())") == []
    assert found("str(time.time())", environment="value", hyperparameter="f'{value}'") == [
        f'Environment "RUN" of step "A" is made of time.time() {ENDING}',
        f'HyperParameters "run" of step "B" is made of time.time() {ENDING}',
    ]
    assert found("f's3://bucket/{time.time()}'", destination="value") == [
        f'the place that step "A" writes to is made of time.time() {ENDING}'
    ]


def test_a_join_with_the_id_of_the_execution_differs_in_each():
    join = "Join(on='/', values=['s3://bucket', value, {}])"
    assert found("str(time.time())", destination=join.format("'out'")) == [
        f'the place that step "A" writes to is made of time.time() {ENDING}'
    ]
    assert found("str(time.time())", destination=join.format("ExecutionVariables.PIPELINE_EXECUTION_ID")) == []


@pytest.mark.parametrize(
    "value",
    [
        "f's3://bucket/{time.time()}/in'",
        "'s3://bucket/{}'.format(time.time())",
        "'s3://bucket/' + str(time.time())",
        "os.path.join('s3://bucket', str(time.time()), 'in')",
    ],
)
def test_a_default_that_is_an_address_may_be_data_just_uploaded_unless_it_is_written_to(value):
    assert found(value, default="value") == []
    assert found(value, default="value", destination="parameter") == [
        f'the default of parameter "Run" is made of time.time() {ENDING}'
    ]
