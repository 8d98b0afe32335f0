"""SMP602: a Join spells an S3 URI wrongly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.storage import joined
from pipelint.pipeline.values import Join, ListValue, Literal, Origin, Value
from pipelint.rules.looking import distinct, every_expression
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

if TYPE_CHECKING:
    from pipelint.rules.repair import Repair

SOURCE = """\
from sagemaker.processing import ProcessingInput, Processor
from sagemaker.workflow.functions import Join
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
bucket = ParameterString("Bucket")
processor = Processor(role, "prepare:1", 1, "ml.m5.large", sagemaker_session=session)
raw = Join(on="/", values=["s3://", bucket, "raw"])
inputs = [ProcessingInput(input_name="raw", source=raw, destination="/opt/ml/processing/raw")]
prepare = ProcessingStep("Prepare", step_args=processor.run(inputs=inputs))
pipeline = Pipeline("Abalone", parameters=[bucket], steps=[prepare], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [{"Name": "Bucket", "Type": "String"}],
  "Steps": [
    {"Name": "Prepare", "Type": "Processing", "Arguments": {"ProcessingInputs": [{"InputName": "raw", "S3Input": {
      "LocalPath": "/opt/ml/processing/raw", "S3DataType": "S3Prefix",
      "S3Uri": {"Std:Join": {"On": "/", "Values": ["s3://", {"Get": "Parameters.Bucket"}, "raw"]}}
    }}]}}
  ]
}
"""

SCHEME = "s3:"
UNKNOWN = "\0"  # stands in the text for a piece that only the execution knows
MOST_PIECES = 200  # of one join; a key in S3 has at most 1024 bytes


class S3Join(Rule):
    """A `Join` puts its separator between all values, so the slashes of `s3://` must be counted.

    `Join(on="/", values=["s3://", bucket, "raw"])` is `s3:///bucket/raw`: a URI without a bucket. AWS writes `"s3:/"`
    as the first value. The other way round, `Join(on="", values=["s3:/", "bucket"])` is `s3:/bucket`; with a parameter
    in the place of the bucket that is a warning.

    Two slashes further on, as in `Join(on="/", values=["s3://bucket/raw/", name])`, are a warning: S3 takes an empty
    folder name as a part of the key, so the file is found only where it was written with two slashes as well. Users
    have met it as `NoSuchKey`.
    """

    code = "SMP602"
    name = "s3-join"
    severity = Severity.ERROR
    summary = "A Join spells an S3 URI with too many slashes or too few."
    references = (
        "https://github.com/aws/sagemaker-python-sdk/issues/3413",
        "https://sagemaker.readthedocs.io/en/stable/amazon_sagemaker_model_building_pipeline.html",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'this Join spells an S3 URI without a bucket: it starts with "s3:///"', line=12, text='"s3://"'
                ),
            ),
            title="The separator is the third slash",
            fixed=SOURCE.replace('"s3://", bucket', '"s3:/", bucket'),
        ),
        Example(SOURCE.replace('"s3://", bucket', '"s3:/", bucket')),
        Example(SOURCE.replace('on="/", values=["s3://", bucket, "raw"]', 'on="", values=["s3://", bucket, "/raw"]')),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'this Join spells an S3 URI without a bucket: it starts with "s3:///"',
                    pointer="/Steps/0/Arguments/ProcessingInputs/0/S3Input/S3Uri/Std:Join/Values/0",
                ),
            ),
        ),
        Example(DEFINITION.replace('"s3://"', '"s3:/"'), "json"),
        Example(
            DEFINITION.replace(
                '"On": "/", "Values": ["s3://", {"Get": "Parameters.Bucket"}, "', '"On": "", "Values": ["s3:/", "'
            ),
            "json",
            (
                Expected(
                    'this Join spells no S3 URI: it starts with "s3:/raw"',
                    pointer="/Steps/0/Arguments/ProcessingInputs/0/S3Input/S3Uri/Std:Join/Values/0",
                ),
            ),
        ),
        Example(
            DEFINITION.replace('"On": "/", "Values": ["s3://"', '"On": "", "Values": ["s3:/"'),
            "json",
            (
                Expected(
                    'this Join spells no S3 URI: it starts with "s3:/…"',
                    pointer="/Steps/0/Arguments/ProcessingInputs/0/S3Input/S3Uri/Std:Join/Values/0",
                    severity=Severity.WARNING,
                ),
            ),
        ),
        Example(
            DEFINITION.replace('"s3://", {"Get": "Parameters.Bucket"}', '"s3://bucket/data/"'),
            "json",
            (
                Expected(
                    'this Join spells an S3 URI with two slashes in its key: "s3://bucket/data//raw"',
                    pointer="/Steps/0/Arguments/ProcessingInputs/0/S3Input/S3Uri/Std:Join/Values/0",
                    severity=Severity.WARNING,
                ),
            ),
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Spell every Join as far as it is known; see the class."""
        yield from distinct(_reports(pipeline))


def _reports(pipeline: Pipeline) -> Iterator[Report]:
    beginnings: set[int] = set()
    for step, value in every_expression(pipeline):
        if isinstance(value, Join):
            first = value.values.items[:1] if isinstance(value.values, ListValue) else ()
            # A join that begins another has been spelled as a part of that one.
            beginnings.update(id(item) for item in first)
            if id(value) not in beginnings:
                yield from _judged(value, step.name)


def _judged(value: Join, step: str) -> Iterator[Report]:
    pieces = list(islice(joined(value), MOST_PIECES))
    text = "".join(_spelled(piece) for piece in pieces)
    at = pieces[0].origin or value.origin if pieces else value.origin
    if not text.startswith(SCHEME):
        return
    if text.startswith("s3:///"):
        message = 'this Join spells an S3 URI without a bucket: it starts with "s3:///"'
        way_out = 'Write "s3:/" as the first value, with on="/": the separator is the other slash.'
        yield Report(message, at, step, way_out, repair=_scheme(value, "s3://", "s3:/", "/"))
    elif not text.startswith("s3://"):
        known, cut, _ = text.partition(UNKNOWN)
        if known.startswith("s3:/"):
            # What follows could have a slash of its own, though a bucket has none.
            severity = Severity.WARNING if known == "s3:/" else None
            start = shown(known + ("…" if cut else ""))
            message = f"this Join spells no S3 URI: it starts with {start}"
            repair = _scheme(value, "s3:/", "s3://", "", safe=not severity)
            yield Report(message, at, step, _HELP, severity=severity, repair=repair)
    else:
        yield from _doubled(text, pieces, at, step)


def _scheme(value: Join, written: str, right: str, separator: str, safe: bool = True) -> Repair | None:
    """Return what writes the scheme with the slashes that ``separator`` leaves to it."""
    from pipelint.rules.repair import Repair, Rewritten

    first = value.values.items[0] if isinstance(value.values, ListValue) and value.values.items else None
    if first != Literal(written) or value.on != Literal(separator) or first.origin is None:
        return None
    return Repair(f'Write "{right}"', (Rewritten(first.origin, right),), safe)


_HELP = (
    'Write "s3:/" as the first value with on="/", or "s3://" with on="": an S3 URI starts with "s3://" and the bucket.'
)


def _doubled(text: str, pieces: Sequence[Value], at: Origin | None, step: str) -> Iterator[Report]:
    """Report two slashes in a row in the key, at the piece that brings the first of them."""
    found = text.find("//", len("s3://"))
    if found < 0:
        return
    end = 0
    repair = None
    for piece in pieces:
        end += len(_spelled(piece))
        if found < end:
            at = piece.origin or at
            repair = _stripped(piece)
            break
    yield Report(
        f"this Join spells an S3 URI with two slashes in its key: {shown(text.replace(UNKNOWN, '…'))}",
        at,
        step,
        "Take one of the slashes away. To S3 they are a folder with an empty name: another key than with one slash.",
        severity=Severity.WARNING,
        repair=repair,
    )


def _stripped(piece: Value) -> Repair | None:
    """Return what takes the slash off the end of a piece. The files may lie where there are two: it is not safe."""
    from pipelint.rules.repair import Repair, Rewritten

    text = _spelled(piece)
    if piece.origin is None or not text.strip("/").strip() or not text.endswith("/"):
        return None
    return Repair("Take the slash at its end away", (Rewritten(piece.origin, text.rstrip("/")),), safe=False)


def _spelled(piece: Value) -> str:
    return piece.value if isinstance(piece, Literal) and isinstance(piece.value, str) else UNKNOWN
