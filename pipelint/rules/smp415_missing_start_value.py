"""SMP415: start() passes no value for a parameter without a default."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

SOURCE = """\
from sagemaker.workflow.parameters import ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

data = ParameterString("Data")
rounds = ParameterInteger("Rounds", default_value=50)
pipeline = Pipeline("Abalone", parameters=[data, rounds], steps=[], sagemaker_session=PipelineSession())
pipeline.start(parameters={"Rounds": 10})
"""
V3 = SOURCE.replace("sagemaker.workflow.parameters", "sagemaker.core.workflow.parameters")
V3 = V3.replace("sagemaker.workflow.pipeline ", "sagemaker.mlops.workflow.pipeline ")
V3 = V3.replace("sagemaker.workflow.pipeline_context", "sagemaker.core.workflow.pipeline_context")


class MissingStartValue(Rule):
    """A parameter without a default needs a value at every start.

    The service refuses an execution that does not bring one; local mode says `Parameter 'Data' is undefined.` Reported
    where `start()` is called for a pipeline whose parameters are all known, with values that are all known. Who starts
    a pipeline otherwise, a schedule or a CI job, is not in the code.
    """

    code = "SMP415"
    name = "missing-start-value"
    severity = Severity.WARNING
    summary = "start() passes no value for a parameter without a default."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-parameters.html",
        "sagemaker/local/entities.py:844-877 of sagemaker 2.257",
    )
    languages = ("python",)
    about = ("start-missing",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'start() passes no value for parameter "Data", which has no default', line=8, text="pipeline.start"
                ),
            ),
        ),
        Example(SOURCE.replace('{"Rounds": 10}', '{"Data": "s3://bucket/rows"}')),
        Example(SOURCE.replace('"Data")', '"Data", "s3://bucket/rows")')),
        Example(SOURCE.replace('{"Rounds": 10}', "values()"), title="Values that are not known"),
        Example(
            V3,
            expected=(
                Expected(
                    'start() passes no value for parameter "Data", which has no default', line=8, text="pipeline.start"
                ),
            ),
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each parameter that a call of start() leaves without a value; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "start-missing" and isinstance(fact.subject, Literal):
                yield Report(
                    f"start() passes no value for parameter {shown(str(fact.subject.value))}, which has no default",
                    fact.origin,
                    help="Pass one in parameters={...}, or give the parameter a default_value.",
                )
