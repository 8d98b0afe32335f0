"""SMP321: a selective execution leaves out a step that it needs, or names one that does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelint.findings import Severity
from pipelint.pipeline.graph import edges
from pipelint.pipeline.model import Pipeline, SourceFact
from pipelint.pipeline.values import ListValue, Literal
from pipelint.rules.looking import reached
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation, quoted, shown

SOURCE = """\
from sagemaker.lambda_helper import Lambda
from sagemaker.workflow.lambda_step import LambdaOutput, LambdaOutputTypeEnum, LambdaStep
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.selective_execution_config import SelectiveExecutionConfig


def call(name, **inputs):
    function = Lambda(f"arn:aws:lambda:us-west-2:111122223333:function:{name}")
    outputs = [LambdaOutput("place", LambdaOutputTypeEnum.String)]
    return LambdaStep(name, lambda_func=function, inputs=inputs, outputs=outputs)


clean = call("Clean")
count = call("Count", rows=clean.properties.Outputs["place"])
report = call("Report", counts=count.properties.Outputs["place"])
pipeline = Pipeline("Abalone", steps=[clean, count, report], sagemaker_session=PipelineSession())
pipeline.start(selective_execution_config=SelectiveExecutionConfig(selected_steps=["Clean", "Report"]))
"""
MISSPELT = SOURCE.replace('["Clean", "Report"]', '["Reprot"]')
ALONE = SOURCE.replace('["Clean", "Report"]', '["Count", "Report"], reference_latest_execution=False')


class SelectedSteps(Rule):
    """A selective execution runs some steps of a pipeline anew, and takes the results of the others as they were.

    AWS asks that every step on a path between two selected steps is selected, too: of `Train`, `Evaluate` and `Check`,
    which wait for each other, not `Train` and `Check` alone. What the selected steps read of others comes from the
    execution that is referred to. With `reference_latest_execution=False` and no ARN there is none, and the service
    answers `Invalid SourcePipelineExecutionArn: null. The selected steps [..] have dependencies on [..]`.

    Reported where `start()` is called in the file that builds the pipeline. Warnings: nothing has run by then.
    """

    code = "SMP321"
    name = "selected-steps"
    severity = Severity.WARNING
    summary = "A selective execution leaves out a step that it needs, or names one that does not exist."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-selective-ex.html",
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_SelectiveExecutionConfig.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/4444",
    )
    languages = ("python",)
    about = ("selected-steps", "selected-steps-alone")
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'the selected steps "Clean" and "Report" are joined by "Count", which is not selected',
                    line=18,
                    text='["Clean", "Report"]',
                ),
            ),
            title="A step between two that are selected",
        ),
        Example(
            MISSPELT,
            expected=(
                Expected(
                    '"Reprot" is selected and is no step of the pipeline; did you mean "Report"? Its steps are '
                    '"Clean", "Count" and "Report"',
                    line=18,
                    text='"Reprot"',
                ),
            ),
            title="A name that no step bears",
        ),
        Example(
            ALONE,
            expected=(
                Expected(
                    'the selected steps wait for "Clean", whose results are taken from no execution',
                    line=18,
                    text='["Count", "Report"]',
                ),
            ),
            title="No execution to take the others' results from",
        ),
        Example(SOURCE.replace('["Clean", "Report"]', '["Count", "Report"]')),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare what is selected with the graph, where the pipeline is the one that is started; see the class."""
        name = pipeline.name.value if isinstance(pipeline.name, Literal) else None
        known = pipeline.names_complete and bool(pipeline.steps)  # none: a handle for a pipeline that is there already
        for fact in pipeline.facts if known else ():
            selects = fact.kind in ("selected-steps", "selected-steps-alone") and fact.spelled == name
            if selects and isinstance(fact.subject, ListValue):
                yield from _judged(pipeline, fact, fact.subject)


def _judged(pipeline: Pipeline, fact: SourceFact, selected: ListValue) -> Iterator[Report]:
    known = [step.name for step in pipeline.all_steps()]
    names = [item.value for item in selected.items if isinstance(item, Literal) and isinstance(item.value, str)]
    strange = [item for item in selected.items if isinstance(item, Literal) and item.value not in known]
    for item in strange:
        text = str(item.value)
        message = f"{shown(text)} is selected and is no step of the pipeline"
        legal = expectation(text, known, "its steps are")
        yield Report(f"{message}{legal}", item.origin or fact.origin, help="Name steps of this pipeline.")
    if strange:
        return
    before, after = _waits(pipeline)
    ahead = {one for name in names for one in reached(name, before)} - set(names)
    between = [name for name in known if name in ahead and reached(name, before) & set(names)]
    if between:
        ends = [one for one in names if any(one in reached(name, before) | reached(name, after) for name in between)]
        verb = "are" if between[1:] else "is"
        message = f"the selected steps {quoted(ends)} are joined by {quoted(between)}, which {verb} not selected"
        yield Report(message, fact.origin, help="Select every step that lies between two of them, too.")
    elif ahead and fact.kind == "selected-steps-alone":
        missing = [name for name in known if name in ahead]
        message = f"the selected steps wait for {quoted(missing)}, whose results are taken from no execution"
        yield Report(message, fact.origin, help=_REFER)


_REFER = "Pass source_pipeline_execution_arn, leave reference_latest_execution=False out, or select those steps, too."


def _waits(pipeline: Pipeline) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Return what each step waits for, and what waits for it."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for edge in edges(pipeline):
        before.setdefault(edge.target, []).append(edge.source)
        after.setdefault(edge.source, []).append(edge.target)
    return before, after
