"""SMP310: a JSON file in S3 is read by a step that waits for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelint.findings import Severity
from pipelint.pipeline.graph import edges
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.storage import OUTPUTS, fixed_places, fixed_text
from pipelint.pipeline.values import JsonGet, PropertyFileReference, Unknown, Value, walk
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

WITHOUT_FILES = frozenset({"Condition", "Fail"})


class JsonGetS3WithoutDependency(Rule):
    """A `JsonGet` with `s3_uri` makes no dependency, so its step must be told to wait.

    AWS: with an S3 URI you "must explicitly add a dependency" on the step that writes the file. Without one the step
    starts at once, and reads what an earlier execution left, or nothing. (With a property file there is no need: the
    reference is the dependency. `step_name` beside `s3_uri` is not even written to the definition.)

    Reported is a step that waits for nothing at all, in a pipeline in which another step could write the file: an error
    when one of them surely writes to just that place, a warning otherwise, as the file may come from outside.
    """

    code = "SMP310"
    name = "json-get-s3-without-dependency"
    severity = Severity.WARNING
    summary = "A JSON file in S3 is read by a step that waits for nothing."
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
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report the steps at the top level that read S3 and wait for nothing; see the class."""
        readers = [(step, file) for step in pipeline.steps for file in _files(step)]
        if not readers:
            return
        waiting = {edge.target for edge in edges(pipeline)} | {step.name for step in pipeline.steps if step.depends_on}
        written: dict[str, list[tuple[Step, Step]]] = {}
        writing_tops = set()
        for top in pipeline.steps:
            for step in Pipeline((top,)).all_steps():
                if step.type not in WITHOUT_FILES:
                    writing_tops.add(id(top))
                    for place in fixed_places(step, OUTPUTS):
                        written.setdefault(place.text, []).append((top, step))
        for step, file in readers:
            # What the step itself starts, in its branches, runs after it has read the file.
            if step.name not in waiting and writing_tops - {id(step)}:
                writers = (writer for top, writer in _writers(file, written) if top is not step)
                yield _report(step, file, next(writers, None))


def _files(step: Step) -> Iterator[JsonGet]:
    """Yield the JSON files in S3 that ``step`` reads, if all it could wait for is known and the URIs name no step."""
    parts = [part for value in step.values() for part in walk(value)]
    known = step.arguments.complete or step.type == "Condition"  # the arguments of a condition are its conditions
    if known and step.depends_on_complete and step.conditions_complete:
        files = [part for part in parts if isinstance(part, JsonGet) and _is_fixed(part.source)]
        if files and not any(isinstance(part, Unknown) for part in parts):
            yield from files


def _is_fixed(source: Value) -> bool:
    return not isinstance(source, PropertyFileReference) and fixed_text(source) is not None


def _writers(file: JsonGet, written: Mapping[str, list[tuple[Step, Step]]]) -> Iterator[tuple[Step, Step]]:
    """Yield the steps that write to a folder above ``file``, each after the top-level step it belongs to."""
    parts = (fixed_text(file.source) or "").split("/")
    for length in range(len(parts) - 1, len("s3://bucket".split("/")) - 1, -1):
        yield from written.get("/".join(parts[:length]), ())


def _report(step: Step, file: JsonGet, writer: Step | None) -> Report:
    rest = "waits for no step to write it"
    if writer is not None:
        rest = f'does not wait for "{writer.name}", which writes it'
    return Report(
        f'step "{step.name}" reads a JSON file in S3 but {rest}',
        file.origin or step.origin,
        step.name,
        "Add the step that writes the file to depends_on: JsonGet with s3_uri makes no dependency. A file that no step "
        "of this pipeline writes needs none.",
        severity=Severity.ERROR if writer is not None and writer.certain and step.certain else None,
    )
