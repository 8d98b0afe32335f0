"""SMP404: two parameters of a pipeline bear one name."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Parameter, Pipeline
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

training = ParameterString("InstanceType", default_value="ml.m5.xlarge")
serving = ParameterString("InstanceType", default_value="ml.t3.medium")
pipeline = Pipeline("Abalone", parameters=[training, serving], steps=[], sagemaker_session=PipelineSession())
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Steps": [],
  "Parameters": [
    {"Name": "InstanceType", "Type": "String", "DefaultValue": "ml.m5.xlarge"},
    {"Name": "InstanceType", "Type": "String", "DefaultValue": "ml.t3.medium"}
  ]
}
"""
GOOD_DEFINITION = "ServingType".join(DEFINITION.rsplit("InstanceType", 1))
MESSAGE = 'parameter "InstanceType" is declared twice'


class DuplicateParameter(Rule):
    """Each parameter of a pipeline needs a name of its own.

    A reference names a parameter, so of two that bear one name nobody can say which is meant. Both SDKs compile them
    without a word; what the service does is not documented, so this is a warning.
    """

    code = "SMP404"
    name = "duplicate-parameter"
    severity = Severity.WARNING
    summary = "Two parameters of a pipeline bear one name."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-parameters.html",
        "sagemaker/workflow/pipeline.py:442-452 of sagemaker 2.257, which checks nothing",
    )
    examples = (
        Example(
            SOURCE,
            expected=(Expected(MESSAGE, line=6, text="ParameterString"),),
            title="Two objects with one name",
        ),
        Example("ServingType".join(SOURCE.rsplit("InstanceType", 1))),
        Example(DEFINITION, "json", (Expected(MESSAGE, pointer="/Parameters/1"),)),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look for names that come again; see the class."""
        first: dict[str, Parameter] = {}
        for parameter in pipeline.parameters:
            before = first.setdefault(parameter.name, parameter)
            same_object = before.origin is not None and before.origin == parameter.origin
            if before is not parameter and not same_object:
                yield Report(
                    f'parameter "{parameter.name}" is declared twice',
                    parameter.origin,
                    help="Give one of them another name. Which of the two the service takes is not documented.",
                    related=((before.origin, "declared here, too"),) if before.origin is not None else (),
                )
