"""SMP111: an output object of a Lambda or Callback step stands where the SDK cannot tell which step it is of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal, Value
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

if TYPE_CHECKING:
    from pipelint.rules.repair import Repair

SOURCE = """\
from sagemaker.lambda_helper import Lambda
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionEquals
from sagemaker.workflow.functions import Join
from sagemaker.workflow.lambda_step import LambdaOutput, LambdaOutputTypeEnum, LambdaStep
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

arn = "arn:aws:lambda:us-west-2:111122223333:function:"
stage = ParameterString("Stage", default_value="dev")
version = LambdaOutput("version", LambdaOutputTypeEnum.String)
publish = LambdaStep("Publish", lambda_func=Lambda(arn + "publish"), outputs=[version])
tell = LambdaStep("Tell", lambda_func=Lambda(arn + "tell"), inputs={"version": version})
check = ConditionStep("Check", conditions=[ConditionEquals(stage, "prod")], if_steps=[publish, tell], else_steps=[])
rows = LambdaOutput("rows", LambdaOutputTypeEnum.String)
count = LambdaStep("Count", lambda_func=Lambda(arn + "count"), outputs=[rows])
text = Join(on=" ", values=["rows:", rows])
report = LambdaStep("Report", lambda_func=Lambda(arn + "report"), inputs={"rows": rows, "text": text})
pipeline = Pipeline("Abalone", [stage], steps=[check, count, report], sagemaker_session=PipelineSession())
"""
GOOD = SOURCE.replace('"version": version', '"version": publish.properties.Outputs["version"]').replace(
    '"rows:", rows', '"rows:", count.properties.Outputs["rows"]'
)


class OutputObject(Rule):
    """A `LambdaOutput` that is handed on means an output of a step that stands at the top level of the pipeline.

    The SDK looks for the output among the steps that the pipeline lists, and not inside branches and loops. An object
    of a step in a branch raises a bare `KeyError: 'version'` when the definition is compiled, even where the step that
    reads it stands in the same branch. So does one of a step that is not listed at all.

    In a `Join` the object is written down as the Python method it has: `Object of type method is not JSON
    serializable`.

    `step.properties.Outputs["version"]` works everywhere. Whether a step that waits for one inside a branch runs at all
    is another question. The same holds for `CallbackOutput`.
    """

    code = "SMP111"
    name = "output-object"
    severity = Severity.ERROR
    summary = "An output object of a Lambda or Callback step stands where the SDK cannot tell what it is of."
    references = (
        "https://github.com/aws/sagemaker-python-sdk/issues/3499",
        "https://github.com/aws/amazon-sagemaker-examples/issues/3467",
        "sagemaker/workflow/pipeline.py:803-866 of sagemaker 2.257",
        "sagemaker/mlops/workflow/pipeline.py:908-970 of sagemaker-mlops 1.27",
    )
    languages = ("python",)
    about = ("stray-output", "joined-output")
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "Tell" reads the output object "version", which is of no step at the top level of the '
                    "pipeline",
                    line=14,
                    text='"Tell"',
                ),
                Expected('the output object "rows" stands in a Join', line=18, text="Join"),
            ),
            fixed=GOOD,
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each output object that the SDK cannot place; see the class."""
        for fact in pipeline.facts:
            name = fact.subject.value if isinstance(fact.subject, Literal) else None
            named = f" {shown(name)}" if isinstance(name, str) else ""
            if fact.kind == "stray-output":
                yield Report(
                    f'step "{fact.spelled}" reads the output object{named}, which is of no step at the top level of '
                    "the pipeline",
                    fact.origin,
                    fact.spelled,
                    f"{_WAY_OUT} As it is, definition() raises a bare KeyError.",
                    repair=_as_property(fact.subject, pipeline),
                )
            elif fact.kind == "joined-output":
                message = f"the output object{named} stands in a Join"
                help_ = f"{_WAY_OUT} As it is, definition() raises a TypeError."
                yield Report(message, fact.origin, help=help_, repair=_as_property(fact.subject, pipeline))


def _as_property(output: Value, pipeline: Pipeline) -> Repair | None:
    """Return what reads the output as a property of the one step that has an output of its name."""
    from pipelint.rules.output_repairs import as_property

    if not isinstance(output, Literal) or not isinstance(output.value, str):
        return None
    steps = [step for step in pipeline.all_steps() if any(one.name == output for one in step.outputs)]
    return as_property(steps[0], output.value, [output.origin]) if len(steps) == 1 else None


_WAY_OUT = 'Read it as a property of its step, with STEP.properties.Outputs["…"].'
