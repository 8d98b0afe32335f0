"""SMP601: a step reads what another writes, and nothing orders them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipelint.findings import Severity
from pipelint.pipeline.branches import exclusive, placement_of
from pipelint.pipeline.graph import edges
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.storage import INPUTS, OUTPUT_FOLDERS, OUTPUTS, FixedPlace, fixed_places
from pipelint.rules.looking import reached, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep, TrainingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
processor = Processor(role, "prepare:1", 1, "ml.m5.large", sagemaker_session=session)
output = ProcessingOutput(output_name="train", source="/opt/ml/processing/train", destination="s3://bucket/train")
prepare = ProcessingStep("Prepare", step_args=processor.run(outputs=[output]))
estimator = Estimator("train:1", role, 1, "ml.m5.large", sagemaker_session=session)
train = TrainingStep("Train", step_args=estimator.fit(inputs={"train": "s3://bucket/train"}))
pipeline = Pipeline("Abalone", steps=[prepare, train], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [{"Name": "Bucket", "Type": "String"}],
  "Steps": [
    {"Name": "Prepare", "Type": "Processing", "Arguments": {"ProcessingOutputConfig": {"Outputs": [
      {"OutputName": "data", "S3Output": {"LocalPath": "/opt/ml/processing/data",
        "S3Uri": {"Std:Join": {"On": "/", "Values": ["s3:/", {"Get": "Parameters.Bucket"}, "data"]}}}}
    ]}}},
    {"Name": "Train", "Type": "Training", "Arguments": {"InputDataConfig": [
      {"ChannelName": "train", "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix",
        "S3Uri": {"Std:Join": {"On": "", "Values": ["s3://", {"Get": "Parameters.Bucket"}, "/data/train"]}}}}}
    ]}}
  ]
}
"""

LONGEST_URI = 1100  # characters: a bucket of 63 and a key of 1024 bytes, at most, in S3
MOST_WRITERS = 200  # each costs a search through the graph


class HiddenOrder(Rule):
    """Steps that share a place in S3 but no edge of the graph run at the same time.

    An output with a fixed `destination` and an input with the same `source` look like a connection and are none: the
    SDK derives the order of steps from references alone. The reading step starts at once, and finds what the last
    execution left, half of it, or nothing. AWS's own notebooks had this fault.

    Reading the very place that a processing job writes to is an error in a definition, where every edge is known, and
    a warning in source. A warning is reading below it, or reading the `output_path` of another job, which writes to a
    folder of its own there. Reading a larger folder is nothing: other pipelines may fill it. Nor is anything reported
    where one of the two steps comes before the other, in either order, or where they stand in the two branches of a
    condition.
    """

    code = "SMP601"
    name = "hidden-order"
    severity = Severity.WARNING
    summary = "A step reads a place in S3 that another writes to, and nothing orders them."
    references = (
        "https://github.com/aws/amazon-sagemaker-examples/issues/2903",
        "https://github.com/aws/sagemaker-python-sdk/issues/2478",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "Train" reads "s3://bucket/train", which "Prepare" writes, but does not wait for it',
                    line=13,
                    text='"s3://bucket/train"',
                ),
            ),
            title="The output of one step, given to another as text",
        ),
        Example(
            SOURCE.replace(
                '{"train": "s3://bucket/train"}',
                '{"train": prepare.properties.ProcessingOutputConfig.Outputs["train"].S3Output.S3Uri}',
            )
        ),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Train" reads "s3://{Parameters.Bucket}/data/train", which lies in what "Prepare" writes, '
                    "but does not wait for it",
                    pointer="/Steps/1/Arguments/InputDataConfig/0/DataSource/S3DataSource/S3Uri",
                ),
            ),
        ),
        Example(
            DEFINITION.replace("/data/train", "/data/"),
            "json",
            (
                Expected(
                    'step "Train" reads "s3://{Parameters.Bucket}/data", which "Prepare" writes, but does not wait for '
                    "it",
                    pointer="/Steps/1/Arguments/InputDataConfig/0/DataSource/S3DataSource/S3Uri",
                    severity=Severity.ERROR,
                ),
            ),
        ),
        Example(DEFINITION.replace('"Training", ', '"Training", "DependsOn": ["Prepare"], '), "json"),
        Example(DEFINITION.replace("/data/train", "/raw"), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare the fixed places of all steps; see the class."""
        steps = sole_steps(pipeline)
        exact = _by_text(place for step in steps.values() for place in fixed_places(step, OUTPUTS))
        folders = _by_text(place for step in steps.values() for place in fixed_places(step, OUTPUT_FOLDERS))
        reads = [read for step in steps.values() for read in fixed_places(step, INPUTS)]
        pairs: dict[str, list[tuple[FixedPlace, FixedPlace]]] = {}
        for read in reads:
            for written in (*_around(read.text, exact), *folders.get(read.text, ())):
                if written.step is not read.step and (written.step.name in pairs or len(pairs) < MOST_WRITERS):
                    pairs.setdefault(written.step.name, []).append((written, read))
        yield from _unordered(pipeline, pairs)


def _by_text(places: Iterable[FixedPlace]) -> Mapping[str, list[FixedPlace]]:
    """Group ``places`` by their text, of each text no more than are looked at: thousands may share one."""
    found: dict[str, list[FixedPlace]] = {}
    for place in places:
        alike = found.setdefault(place.text, [])
        if len(alike) <= MOST_WRITERS:  # one more, as a step does not count for itself
            alike.append(place)
    return found


def _around(text: str, written: Mapping[str, list[FixedPlace]]) -> Iterator[FixedPlace]:
    """Yield the places that are ``text`` or a folder above it, but not a bucket as a whole."""
    if len(text) > LONGEST_URI:
        yield from written.get(text, ())
        return
    parts = text.split("/")
    for length in range(len(parts), len("s3://bucket".split("/")), -1):
        yield from written.get("/".join(parts[:length]), ())


def _unordered(pipeline: Pipeline, pairs: Mapping[str, list[tuple[FixedPlace, FixedPlace]]]) -> Iterator[Report]:
    """Report the pairs of which neither step comes before the other."""
    if not pairs:
        return
    waits: dict[str, list[str]] = {}
    waited_for: dict[str, list[str]] = {}
    for edge in edges(pipeline):
        waits.setdefault(edge.target, []).append(edge.source)
        waited_for.setdefault(edge.source, []).append(edge.target)
    placement = placement_of(pipeline)
    known = all(step.certain and step.arguments.complete and step.depends_on_complete for step in pipeline.all_steps())
    said: set[int] = set()
    for name, found in pairs.items():
        ordered = reached(name, waits) | reached(name, waited_for)
        for written, read in found:
            if read.step.name in ordered or id(read) in said:
                continue
            if exclusive(placement.slot(written.step), placement.slot(read.step)) is None:
                said.add(id(read))  # of many writers the first is enough
                yield _report(written, read, known)


def _report(written: FixedPlace, read: FixedPlace, known: bool) -> Report:
    same = written.text == read.text
    sure = known and same and written.exact
    relation = "which" if same else "which lies in what"
    return Report(
        f'step "{read.step.name}" reads {shown(read.text)}, {relation} "{written.step.name}" writes, but does not wait '
        "for it",
        read.origin or read.step.origin,
        read.step.name,
        f'Read it through the property of "{written.step.name}" that holds the place, or add "{written.step.name}" to '
        "depends_on. Steps that no reference and no dependency connects run at the same time.",
        ((written.origin, f'"{written.step.name}" writes here'),) if written.origin is not None else (),
        Severity.ERROR if sure else None,
    )
