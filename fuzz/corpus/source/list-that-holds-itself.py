from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.fail_step import FailStep

steps = [FailStep("A")]
steps.append(steps)
Pipeline("p", steps=steps)
