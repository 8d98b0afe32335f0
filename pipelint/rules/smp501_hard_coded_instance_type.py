"""SMP501: an instance type is written out where a parameter should stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Scalar
from pipelint.rules.hard_coded import Slot, reports
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import TrainingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
instance_type = ParameterString("InstanceType", default_value="ml.m5.xlarge")
large = "ml.p3.2xlarge"
estimator = Estimator("train:1", role, 1, large, sagemaker_session=session)
train = TrainingStep("Train", step_args=estimator.fit())
again = TrainingStep("TrainAgain", step_args=estimator.fit())
pipeline = Pipeline("Abalone", parameters=[instance_type], steps=[train, again], sagemaker_session=session)
"""

SOURCE_V3 = """\
from sagemaker.core.training.configs import Compute
from sagemaker.core.workflow.parameters import ParameterString
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.steps import TrainingStep
from sagemaker.train import ModelTrainer

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
parameter = ParameterString(name="InstanceType", default_value="ml.m5.xlarge")


def training_step(name, instance_type="ml.m5.xlarge"):
    compute = Compute(instance_type=instance_type, instance_count=1)
    trainer = ModelTrainer(training_image="train:1", role=role, compute=compute, sagemaker_session=session)
    return TrainingStep(name=name, step_args=trainer.train())


train = training_step("Train")
pipeline = Pipeline(name="Abalone", parameters=[parameter], steps=[train], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "InstanceType", "Type": "String", "DefaultValue": "ml.m5.xlarge"}],
  "Steps": [
    {"Name": "Train", "Type": "Training", "Arguments": {
      "ResourceConfig": {"InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 30}
    }},
    {"Name": "Register", "Type": "RegisterModel", "Arguments": {"InferenceSpecification": {
      "SupportedRealtimeInferenceInstanceTypes": ["ml.t2.medium", "ml.m5.xlarge"]
    }}}
  ]
}
"""

# A slot holds the instance type that a job runs on: InstanceType in ResourceConfig, ClusterConfig, TransformResources,
# ProductionVariants and others, MasterInstanceType and the like elsewhere. The plural keys of RegisterModel
# (SupportedTransformInstanceTypes, …) say what a model can run on; they choose nothing.
SLOT = "InstanceType"
INSTANCE_TYPE = re.compile(r"ml\.[a-z0-9-]+\.[a-z0-9-]+")  # so "local", "local_gpu" and "ml.local" are none


class HardCodedInstanceType(Rule):
    """An instance type that is written out makes every execution run on it.

    Another account has other quotas, a trial needs a smaller machine, a region lacks a type: with a `ParameterString`
    the same pipeline serves all of them, and `pipeline.start(parameters={…})` chooses. With a literal the pipeline must
    be changed and upserted again.

    The type is found through constants and default arguments too. It is reported once, where it is written, however
    many steps use it. A default value of a parameter is fine.

    Some classes derive their image from the instance type and refuse a parameter there; give those an `image_uri`.
    """

    code = "SMP501"
    name = "hard-coded-instance-type"
    severity = Severity.WARNING
    summary = "An instance type is written out where a pipeline parameter should stand."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-parameters.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/3141",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'instance type "ml.p3.2xlarge" is hard-coded in steps "Train" and "TrainAgain"',
                    line=10,
                    text='"ml.p3.2xlarge"',
                ),
            ),
            title="A constant that two steps use",
            fixed=SOURCE.replace(
                '"ml.p3.2xlarge"', 'ParameterString(name="TrainInstanceType", default_value="ml.p3.2xlarge")'
            ).replace("[instance_type]", "[instance_type, large]"),
        ),
        Example(SOURCE.replace("role, 1, large", "role, 1, instance_type")),
        Example(
            SOURCE_V3,
            expected=(
                Expected('instance type "ml.m5.xlarge" is hard-coded in step "Train"', line=13, text='"ml.m5.xlarge"'),
            ),
            title="A default argument, in version 3 of the SDK",
            fixed=SOURCE_V3.replace(
                "def training",
                'train_instance_type = ParameterString(name="TrainInstanceType", default_value="ml.m5.xlarge")\n\n\n'
                "def training",
            )
            .replace('instance_type="ml.m5.xlarge"):', "instance_type=train_instance_type):")
            .replace("[parameter]", "[parameter, train_instance_type]"),
        ),
        Example(SOURCE_V3.replace('training_step("Train")', 'training_step("Train", parameter)')),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'instance type "ml.m5.xlarge" is hard-coded in step "Train"',
                    pointer="/Steps/0/Arguments/ResourceConfig/InstanceType",
                ),
            ),
        ),
        Example(
            DEFINITION.replace(
                '{"InstanceType": "ml.m5.xlarge"', '{"InstanceType": {"Get": "Parameters.InstanceType"}'
            ),
            "json",
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each place that writes out an instance type, with all steps that use it; see the class."""
        yield from reports(pipeline, _SLOT, lambda _, key: key.endswith(SLOT), _is_instance_type)


_SLOT = Slot(
    "instance type",
    SLOT,
    "ParameterString",
    "then an execution can choose another without a new definition.",
    finds_image=True,
)


def _is_instance_type(value: Scalar) -> bool:
    return isinstance(value, str) and INSTANCE_TYPE.fullmatch(value) is not None
