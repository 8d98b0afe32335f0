"""SMP207: JsonGet is given what it does not take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, SourceFact
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown_scalar, variable

if TYPE_CHECKING:
    from pipelint.rules.repair import Repair

SOURCE = """\
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionLessThan
from sagemaker.workflow.functions import JsonGet
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
metric = ParameterString("Metric", default_value="mse")
report = PropertyFile("Report", output_name="evaluation", path="evaluation.json")
processor = Processor("role", "evaluate:1", 1, "ml.m5.large", sagemaker_session=session)
call = processor.run(outputs=[ProcessingOutput(source="/opt/ml/processing/out", output_name="evaluation")])
evaluate = ProcessingStep("Evaluate", step_args=call, property_files=[report])
by_variable = JsonGet(step_name="Evaluate", property_file=report, json_path=metric)
by_step = JsonGet(step_name=evaluate, property_file=report, json_path="mse")
by_text = JsonGet(s3_uri="s3://bucket/evaluation.json", json_path="mse")
smaller = [ConditionLessThan(left=one, right=6.0) for one in (by_variable, by_step, by_text)]
check = ConditionStep("Check", conditions=smaller, if_steps=[], else_steps=[], depends_on=[evaluate])
pipeline = Pipeline("Abalone", parameters=[metric], steps=[evaluate, check], sagemaker_session=session)
"""
GOOD = (
    SOURCE.replace("json_path=metric", 'json_path="mae"')
    .replace("step_name=evaluate", "step_name=evaluate.name")
    .replace('s3_uri="s3://bucket/evaluation.json"', 'step_name="Evaluate", property_file=report')
    .replace("parameters=[metric]", "parameters=[]")
)


class JsonGetArguments(Rule):
    """`JsonGet` takes the name of a step, a path that is plain text, and an S3 URI that is a `Join`.

    With a step in place of its name, or with `step=` alone, the SDK raises `Please give a valid step name as a string.`
    (the older `JsonGet` of `sagemaker.workflow.condition_step` takes the step, as `step=`); with text in place of a
    `Join` it raises, too. A pipeline variable as the path fails when the definition is written: `Object of type
    ParameterString is not JSON serializable`. What to read is fixed when the pipeline is built; users have asked for
    more.
    """

    code = "SMP207"
    name = "json-get-arguments"
    severity = Severity.ERROR
    summary = "JsonGet is given a variable as its path, a step as its name, or text as its URI."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-propertyfile.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/3463",
        "https://github.com/aws/sagemaker-python-sdk/issues/4418",
        "sagemaker/workflow/functions.py:85-182 of sagemaker 2.257",
    )
    languages = ("python",)
    about = ("json-path", "json-get-step", "json-get-uri")
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected('json_path of JsonGet takes plain text, not parameter "Metric"', line=17, text="metric"),
                Expected('step_name of JsonGet takes a name, not the step "Evaluate"', line=18, text="JsonGet"),
                Expected(
                    's3_uri of JsonGet takes a Join, not "s3://bucket/evaluation.json"',
                    line=19,
                    text='"s3://bucket/evaluation.json"',
                ),
            ),
            fixed=SOURCE.replace("step_name=evaluate", "step_name=evaluate.name"),
        ),
        Example(
            GOOD.replace("step_name=evaluate.name", "step=evaluate"),
            expected=(
                Expected(
                    'JsonGet reads a property file by the name of a step, not by step=, the step "Evaluate"',
                    line=18,
                    text="JsonGet",
                ),
            ),
            title="The argument of the older JsonGet",
            fixed=GOOD,
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report what a JsonGet does not take; see the class."""
        for fact in pipeline.facts:
            known = fact.subject.value if isinstance(fact.subject, Literal) else None
            name = f" {shown_scalar(known)}" if isinstance(known, str) else ""
            if fact.kind == "json-path":
                message = f"json_path of JsonGet takes plain text, not {variable(fact.subject)}"
                yield Report(message, fact.origin, help="Write the path out; it is fixed when the pipeline is built.")
            elif fact.kind == "json-get-step":
                message = f"step_name of JsonGet takes a name, not the step{name}"
                if fact.spelled == "step":
                    message = f"JsonGet reads a property file by the name of a step, not by step=, the step{name}"
                yield Report(message, fact.origin, help="Pass step_name=STEP.name.", repair=_by_name(fact))
            elif fact.kind == "json-get-uri":
                message = f"s3_uri of JsonGet takes a Join, not{name}"
                yield Report(message, fact.origin, help='Pass Join(on="/", values=[...]).')


def _by_name(fact: SourceFact) -> Repair | None:
    from pipelint.rules.repair import ArgumentOf, Behind, KeywordRenamed, Repair

    if fact.origin is None:
        return None
    given = ArgumentOf(fact.origin, fact.spelled)
    renamed = (KeywordRenamed(given, "step_name"),) if fact.spelled == "step" else ()
    return Repair("Pass the name of the step", (*renamed, Behind(given, ".name")))
