"""SMP503: the number of instances is written out where a parameter should stand."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Scalar
from pipelint.rules.hard_coded import Slot, reports
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.processing import Processor
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
machine = ParameterString("InstanceType", default_value="ml.m5.xlarge")
processor = Processor(role, "clean:1", instance_count=4, instance_type=machine, sagemaker_session=session)
clean = ProcessingStep("Clean", step_args=processor.run())
pipeline = Pipeline("Abalone", parameters=[machine], steps=[clean], sagemaker_session=session)
"""
FIXED = (
    SOURCE.replace("import ParameterString", "import ParameterString, ParameterInteger")
    .replace("processor = ", 'instance_count = ParameterInteger(name="InstanceCount", default_value=4)\nprocessor = ')
    .replace("instance_count=4", "instance_count=instance_count")
    .replace("[machine]", "[machine, instance_count]")
)

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "InstanceCount", "Type": "Integer", "DefaultValue": 2}],
  "Steps": [
    {"Name": "Train", "Type": "Training", "Arguments": {
      "ResourceConfig": {"InstanceType": "ml.m5.xlarge", "InstanceCount": 2, "VolumeSizeInGB": 30}
    }}
  ]
}
"""


class HardCodedInstanceCount(Rule):
    """A number of instances that is written out is the same in every execution.

    A trial on a sample needs one instance, the yearly run ten: with a `ParameterInteger` the same pipeline serves both,
    and `pipeline.start(parameters={…})` chooses. With a literal the pipeline must be changed and upserted again.

    One instance is what most jobs are written for, so a count of 1 is left alone.
    """

    code = "SMP503"
    name = "hard-coded-instance-count"
    severity = Severity.WARNING
    summary = "A number of instances is written out where a pipeline parameter could stand."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-parameters.html",)
    quiet = True
    examples = (
        Example(
            SOURCE,
            expected=(Expected('instance count 4 is hard-coded in step "Clean"', line=10, text="4"),),
            fixed=FIXED,
        ),
        Example(FIXED),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'instance count 2 is hard-coded in step "Train"',
                    pointer="/Steps/0/Arguments/ResourceConfig/InstanceCount",
                ),
            ),
        ),
        Example(
            DEFINITION.replace('"InstanceCount": 2', '"InstanceCount": {"Get": "Parameters.InstanceCount"}'), "json"
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each place that writes out a count, with all steps that use it; see the class."""
        yield from reports(pipeline, _SLOT, lambda _, key: key.endswith("InstanceCount"), _is_count)


_SLOT = Slot(
    "instance count",
    "InstanceCount",
    "ParameterInteger",
    "then an execution can run on more or fewer without a new definition.",
)


def _is_count(value: Scalar) -> bool:
    return type(value) is int and value > 1
