from __future__ import annotations

import pytest

from pipelint.linter.source.reader import read_source
from pipelint.pipeline.model import Dependency, Step

SOURCE = """\
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.step_dependency import StepDependency, TriggerCondition
from sagemaker.mlops.workflow.steps import TrainingStep

first = TrainingStep(name="First")
then = TrainingStep(name="Then", depends_on=[DEPENDENCY])
pipeline = Pipeline(name="P", steps=[first, then])
"""


def then(dependency: str) -> Step:
    (pipeline,) = read_source(SOURCE.replace("DEPENDENCY", dependency).encode(), "pipeline.py").pipelines
    step = pipeline.step("Then")
    assert step is not None
    return step


@pytest.mark.parametrize(
    ("dependency", "trigger"),
    [
        ("first", "Completed"),
        ("StepDependency(first)", "Completed"),
        ('StepDependency("First", TriggerCondition.COMPLETED)', "Completed"),
        ("StepDependency(first, TriggerCondition.FAILED)", "Failed"),
        ("StepDependency(step=first, trigger=TriggerCondition.STOPPED)", "Stopped"),
        ("StepDependency(first, TriggerCondition.ANY)", "Any"),
    ],
)
def test_the_trigger_of_a_dependency_is_read(dependency, trigger):
    assert then(dependency).depends_on == (Dependency("First", trigger),)
    assert then(dependency).depends_on_complete


@pytest.mark.parametrize("trigger", ["chosen()", "TriggerCondition.SKIPPED"])
def test_a_trigger_that_is_not_known_leaves_the_dependency_out(trigger):
    step = then(f"StepDependency(first, {trigger})")
    assert (step.depends_on, step.depends_on_complete) == ((), False)
