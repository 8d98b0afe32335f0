"""SMP110: a step is asked itself for what only its properties have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, SourceFact
from pipelint.pipeline.service.step_types import shapes_at
from pipelint.pipeline.values import Literal, Member
from pipelint.rules.looking import sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

if TYPE_CHECKING:
    from pipelint.rules.repair import Repair

SOURCE = """\
from sagemaker.lambda_helper import Lambda
from sagemaker.workflow.lambda_step import LambdaOutput, LambdaOutputTypeEnum, LambdaStep
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

arn = "arn:aws:lambda:us-west-2:111122223333:function:"
rows = LambdaOutput("rows", LambdaOutputTypeEnum.Integer)
count = LambdaStep("Count", lambda_func=Lambda(arn + "count"), outputs=[rows])
report = LambdaStep("Report", lambda_func=Lambda(arn + "report"), inputs={"rows": count.OutputParameters["rows"]})
store = LambdaStep("Store", lambda_func=Lambda(arn + "store"), inputs={"rows": count.outputs["rows"]})
pipeline = Pipeline("Abalone", steps=[count, report, store], sagemaker_session=PipelineSession())
"""


class StepAttribute(Rule):
    """What a step yields is read from its `properties`; the step object has no such attribute.

    `step.OutputParameters["rows"]` raises `AttributeError: 'LambdaStep' object has no attribute 'OutputParameters'`, as
    `step.ModelArtifacts` does: definitions have these names, and so do the properties, with one exception. What a
    definition calls `OutputParameters` of a Lambda or Callback step is read as `step.properties.Outputs["rows"]`; its
    properties have no `OutputParameters` either.

    `step.outputs` of a Lambda or Callback step is the list that was passed: asked for a name it raises `list indices
    must be integers or slices, not str`.
    """

    code = "SMP110"
    name = "step-attribute"
    severity = Severity.ERROR
    summary = "A step object is asked for what only its properties have."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-data-dependency.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/3499",
        "sagemaker/workflow/lambda_step.py:121-128 and callback_step.py:115-124 of sagemaker 2.257",
    )
    languages = ("python",)
    about = ("step-attribute", "output-by-name")
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected('step "Count" has no attribute OutputParameters', line=9, text="count.OutputParameters"),
                Expected(
                    'outputs of a step is a list, which has no item "rows"', line=10, text='count.outputs["rows"]'
                ),
            ),
            fixed=SOURCE.replace("count.OutputParameters", "count.properties.Outputs").replace(
                "count.outputs", "count.properties.Outputs"
            ),
        ),
        Example(
            SOURCE.replace("count.OutputParameters", "count.properties.Outputs").replace(
                'count.outputs["rows"]', "count.outputs[0]"
            )
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each attribute that a step does not have; see the class."""
        for fact in pipeline.facts:
            name = fact.subject.value if isinstance(fact.subject, Literal) else None
            if fact.kind == "step-attribute":
                step = f"step {shown(name)}" if isinstance(name, str) else "a step"
                yield Report(
                    f"{step} has no attribute {fact.spelled}",
                    fact.origin,
                    name if isinstance(name, str) else None,
                    _OUTPUTS if fact.spelled in _NAMES_OF_OUTPUTS else f"Read .properties.{fact.spelled} of the step.",
                    repair=_of_properties(fact, pipeline),
                )
            elif fact.kind == "output-by-name":
                message = f"outputs of a step is a list, which has no item {shown(str(name))}"
                yield Report(message, fact.origin, help=_OUTPUTS, repair=_renamed(fact, "properties.Outputs"))


def _of_properties(fact: SourceFact, pipeline: Pipeline) -> Repair | None:
    """Return what reads the same of the properties, where those of such a step have it."""
    name = fact.subject.value if isinstance(fact.subject, Literal) else None
    step = sole_steps(pipeline).get(name) if isinstance(name, str) else None
    if step is None:
        return None
    if fact.spelled in _NAMES_OF_OUTPUTS:
        member = "Outputs" if fact.spelled.startswith("properties.") else "properties.Outputs"
        return _renamed(fact, member) if step.type in ("Lambda", "Callback") else None
    known = shapes_at(step.type or "", (Member(fact.spelled),))
    return _renamed(fact, f"properties.{fact.spelled}") if known else None


def _renamed(fact: SourceFact, member: str) -> Repair | None:
    from pipelint.rules.repair import MemberRenamed, Repair

    title = f"Read .{member}" if member.startswith("properties") else "Read .properties.Outputs"
    return Repair(title, (MemberRenamed(fact.origin, member),)) if fact.origin is not None else None


_NAMES_OF_OUTPUTS = ("OutputParameters", "Outputs", "properties.OutputParameters")
_OUTPUTS = 'Read .properties.Outputs["…"] of the step.'
