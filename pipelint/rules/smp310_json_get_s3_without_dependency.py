"""SMP310: a JSON file in S3 is read by a step that does not wait for it to be written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeGuard

from pipelint.findings import Severity
from pipelint.pipeline.branches import Placement, exclusive, placement_of
from pipelint.pipeline.contents import every_expression
from pipelint.pipeline.graph import edges
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.storage import OUTPUTS, fixed_places, fixed_text
from pipelint.pipeline.values import JsonGet, PropertyFileReference, Unknown, Value
from pipelint.rules.looking import distinct, reached
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionLessThan
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.functions import Join, JsonGet
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
processor = Processor(role, "evaluate:1", 1, "ml.m5.large", sagemaker_session=session)
evaluate = ProcessingStep("Evaluate", step_args=processor.run())
error = JsonGet(s3_uri=Join(on="/", values=["s3://bucket/evaluation", "report.json"]), json_path="mse")
check = ConditionStep(
    "CheckError",
    conditions=[ConditionLessThan(left=error, right=6.0)],
    if_steps=[],
    else_steps=[FailStep("Stop", error_message="the error is too large")],
)
pipeline = Pipeline("Abalone", steps=[evaluate, check], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Evaluate", "Type": "Processing", "Arguments": {"ProcessingOutputConfig": {"Outputs": [
      {"OutputName": "report", "S3Output": {"S3Uri": "s3://bucket/evaluation", "LocalPath": "/opt/ml/output"}}
    ]}}},
    {"Name": "CheckError", "Type": "Condition", "Arguments": {
      "Conditions": [{"Type": "LessThan", "RightValue": 6.0, "LeftValue": {"Std:JsonGet": {
        "S3Uri": {"Std:Join": {"On": "/", "Values": ["s3://bucket/evaluation", "report.json"]}}, "Path": "mse"
      }}}],
      "IfSteps": [], "ElseSteps": [{"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": "too large"}}]
    }}
  ]
}
"""

BRANCH_DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [{"Name": "Stage", "Type": "String"}],
  "Steps": [
    {"Name": "Prepare", "Type": "Processing", "Arguments": {}},
    {"Name": "Evaluate", "Type": "Processing", "Arguments": {"ProcessingOutputConfig": {"Outputs": [
      {"OutputName": "report", "S3Output": {"S3Uri": "s3://bucket/evaluation", "LocalPath": "/opt/ml/output"}}
    ]}}},
    {"Name": "CheckStage", "Type": "Condition", "DependsOn": ["Prepare"], "Arguments": {
      "Conditions": [{"Type": "Equals", "LeftValue": {"Get": "Parameters.Stage"}, "RightValue": "test"}],
      "IfSteps": [{"Name": "Notify", "Type": "Lambda", "OutputParameters": [],
        "FunctionArn": "arn:aws:lambda:us-west-2:111122223333:function:notify", "Arguments": {"error": {"Std:JsonGet": {
          "S3Uri": {"Std:Join": {"On": "/", "Values": ["s3://bucket/evaluation", "report.json"]}}, "Path": "mse"
        }}}
      }],
      "ElseSteps": []
    }}
  ]
}
"""

WITHOUT_FILES = frozenset({"Condition", "Fail"})
MOST_FILES = 200  # each costs a search through the graph


class JsonGetS3WithoutDependency(Rule):
    """A `JsonGet` with `s3_uri` makes no dependency, so its step must be told to wait.

    AWS: with an S3 URI you "must explicitly add a dependency" on the step that writes the file. Without one the step
    starts at once, and reads what an earlier execution left, or nothing. (With a property file there is no need: the
    reference is the dependency. `step_name` beside `s3_uri` is not even written to the definition.)

    An error is a step that does not wait for the one that surely writes to just that place, whatever it waits for
    besides: over other steps, over the condition it stands in and over the loop that holds the writer, it may. A
    warning is a step that waits for none that writes files at all, where the pipeline has such steps, as the file may
    come from outside. Nothing is said where the writer comes later or stands in the other branch, and nothing where it
    is not known what is waited for.
    """

    code = "SMP310"
    name = "json-get-s3-without-dependency"
    severity = Severity.WARNING
    summary = "A JSON file in S3 is read by a step that does not wait for it to be written."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-propertyfile.html",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "CheckError" reads a JSON file in S3 but waits for no step to write it',
                    line=14,
                    text="JsonGet",
                ),
            ),
        ),
        Example(SOURCE.replace('    "CheckError",\n', '    "CheckError",\n    depends_on=[evaluate],\n')),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "CheckError" reads a JSON file in S3 but does not wait for "Evaluate", which writes it',
                    pointer="/Steps/1/Arguments/Conditions/0/LeftValue",
                    severity=Severity.ERROR,
                ),
            ),
        ),
        Example(
            DEFINITION.replace("s3://bucket/evaluation", "s3://bucket/thresholds", 1),
            "json",
            (
                Expected(
                    'step "CheckError" reads a JSON file in S3 but waits for no step to write it',
                    pointer="/Steps/1/Arguments/Conditions/0/LeftValue",
                ),
            ),
        ),
        Example(DEFINITION.replace('"Type": "Condition"', '"Type": "Condition", "DependsOn": ["Evaluate"]'), "json"),
        Example(
            BRANCH_DEFINITION,
            "json",
            (
                Expected(
                    'step "Notify" reads a JSON file in S3 but does not wait for "Evaluate", which writes it',
                    pointer="/Steps/2/Arguments/IfSteps/0/Arguments/error",
                    severity=Severity.ERROR,
                ),
            ),
            title="In a branch, after another step than the one that writes the file",
        ),
        Example(BRANCH_DEFINITION.replace('"DependsOn": ["Prepare"]', '"DependsOn": ["Evaluate"]'), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look for the steps that write each JSON file in S3 among those that its reader waits for; see the class."""
        files = [(step, value) for step, value in every_expression(pipeline) if _is_file(value)][:MOST_FILES]
        if files:
            order = _order(pipeline)
            writing = [step for step in pipeline.all_steps() if step.type not in WITHOUT_FILES]
            written: dict[str, list[Step]] = {}
            for step in writing:
                for place in fixed_places(step, OUTPUTS):
                    written.setdefault(place.text, []).append(step)
            yield from distinct(
                report for step, file in files for report in _judge(step, file, writing, written, order)
            )


@record
class _Order:
    """What each step waits for and is waited for by; of the ``unclear`` ones, not all that they wait for is known.

    Of the ``partial`` ones all is known that was written down, but more may have been.
    """

    waits: Mapping[str, Sequence[str]]
    waited_for: Mapping[str, Sequence[str]]
    unclear: Collection[str]
    partial: Collection[str]
    placement: Placement


def _order(pipeline: Pipeline) -> _Order:
    waits: dict[str, list[str]] = {}
    waited_for: dict[str, list[str]] = {}
    for edge in edges(pipeline):
        waits.setdefault(edge.target, []).append(edge.source)
        waited_for.setdefault(edge.source, []).append(edge.target)
    names = {step.name for step in pipeline.all_steps()}
    unclear = {step.name for step, value in every_expression(pipeline) if isinstance(value, Unknown)}
    partial = set()
    for step in pipeline.all_steps():
        every_name = all(dependency.step in names for dependency in step.depends_on)
        if not (step.depends_on_complete and step.conditions_complete and every_name):
            unclear.add(step.name)
        if not step.arguments.complete and step.type != "Condition":  # those of a condition are its conditions
            partial.add(step.name)
    return _Order(waits, waited_for, unclear, partial, placement_of(pipeline))


def _is_file(value: Value) -> TypeGuard[JsonGet]:
    """Tell whether ``value`` reads a JSON file at a URI that names no step."""
    if not isinstance(value, JsonGet) or isinstance(value.source, PropertyFileReference):
        return False
    return fixed_text(value.source) is not None


def _judge(
    step: Step, file: JsonGet, writing: Sequence[Step], written: Mapping[str, Sequence[Step]], order: _Order
) -> Iterator[Report]:
    """Report ``file``, which ``step`` reads, unless the step waits for one that writes it."""
    before = reached(step.name, order.waits)
    if step.name in order.partial or not before.isdisjoint(order.unclear):
        return
    # What the step itself starts, in its branches, runs after it has read the file.
    after = reached(step.name, order.waited_for)
    here = order.placement.slot(step)
    around = set(order.placement.around(step))

    def may_come_before(writer: Step) -> bool:
        return writer.name not in after and exclusive(here, order.placement.slot(writer)) is None

    def comes_before(writer: Step) -> bool:
        # Whoever waits for a loop waits for its body; whether a wait for a condition is one for its branches, nobody
        # says. The loop or condition that the reader stands in itself is another matter.
        owners = {one.owner.name for one in order.placement.around(writer) if one.owner and one not in around}
        return not before.isdisjoint(owners | {writer.name})

    writers = [writer for writer in _writers(file, written) if may_come_before(writer)]
    if any(map(comes_before, writers or filter(may_come_before, writing))):
        return
    if writers:
        sure = writers[0].certain and step.certain and before.isdisjoint(order.partial)
        yield _report(step, file, f'does not wait for "{writers[0].name}", which writes it', sure)
    elif any(map(may_come_before, writing)):
        yield _report(step, file, "waits for no step to write it", sure=False)


def _writers(file: JsonGet, written: Mapping[str, Sequence[Step]]) -> Iterator[Step]:
    """Yield the steps that write to a folder above ``file``."""
    parts = (fixed_text(file.source) or "").split("/")
    for length in range(len(parts) - 1, len("s3://bucket".split("/")) - 1, -1):
        yield from written.get("/".join(parts[:length]), ())


def _report(step: Step, file: JsonGet, rest: str, sure: bool) -> Report:
    return Report(
        f'step "{step.name}" reads a JSON file in S3 but {rest}',
        file.origin or step.origin,
        step.name,
        "Add the step that writes the file to depends_on: JsonGet with s3_uri makes no dependency. A file that no step "
        "of this pipeline writes needs none.",
        severity=Severity.ERROR if sure else None,
    )
