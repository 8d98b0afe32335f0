"""SMP564: a step reads or writes outside of the buckets of the platform."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.rules.known import known_text
from pipelint.rules.looking import Remark, gathered_each
from pipelint.rules.policies.looking import fits, not_allowed, slots
from pipelint.rules.policies.places import READS, WRITES
from pipelint.rules.policies.samples import DEFINITION, SOURCE, changed
from pipelint.rules.rule import Example, Expected, Option, Report, Rule
from pipelint.rules.wording import shown

OPTIONS = {"locations": ["s3://fraud-*", "s3://shared/reference/"]}
HELP = "Use one of those places, or have this one added to the option locations."
LOCATIONS = {
    "type": "array",
    "items": {"type": "string", "pattern": "^s3://[^/]+(/.*)?$", "description": "a place such as s3://bucket/folder/"},
    "minItems": 1,
}


class AllowedLocations(Rule):
    """Steps read from and write to the buckets and folders that the platform allows, and nowhere else.

    Each of `locations` is `s3://BUCKET` or `s3://BUCKET/BEGINNING`: in the bucket `*` stands for any text, and the rest
    is what a key must begin with. A URI is judged as far as it is known: of one that is joined together the beginning,
    with parameters by their defaults. `reads = false` judges only where steps write: public data may be read.
    """

    code = "SMP564"
    name = "allowed-locations"
    severity = Severity.WARNING
    summary = "A step reads or writes outside of the buckets of the platform."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html",)
    opt_in = True
    takes = (
        Option("locations", LOCATIONS, "the places in S3 that are allowed, as s3://BUCKET/BEGINNING", required=True),
        Option("reads", {"type": "boolean"}, "whether what steps read is judged, too", default=True),
    )
    examples = (
        Example(
            changed(SOURCE, ('"s3://fraud-dev/models"', '"s3://sandbox-of-joe/models"')),
            expected=(
                Expected(
                    'the place "s3://sandbox-of-joe/models" that step "Train" writes to is not allowed; allowed are '
                    '"s3://fraud-*" and "s3://shared/reference/"',
                    line=40,
                    text='"s3://sandbox-of-joe/models"',
                ),
            ),
            options=OPTIONS,
        ),
        Example(SOURCE, options=OPTIONS),
        Example(
            changed(
                DEFINITION,
                (
                    '"S3Prefix", "S3Uri": "s3://fraud-dev/train"',
                    '"S3Prefix", "S3Uri": {"Std:Join": {"On": "/", "Values": ["s3://shared", "raw", {"Get": '
                    '"Execution.PipelineExecutionId"}]}}',
                ),
            ),
            "json",
            (
                Expected(
                    'the place "s3://shared/raw/…" that step "Train" reads from is not allowed; allowed are '
                    '"s3://fraud-*" and "s3://shared/reference/"',
                    pointer="/Steps/1/Arguments/InputDataConfig/0/DataSource/S3DataSource/S3Uri",
                ),
            ),
            title="A URI of which the beginning is known",
            options=OPTIONS,
        ),
        Example(DEFINITION, "json", options=OPTIONS),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every place in S3 of which enough is known; see the class."""
        locations = self.options["locations"]
        for places, does in ((WRITES, "writes to"), (READS if self.options["reads"] else {}, "reads from")):
            yield from gathered_each(
                (
                    f"the place {shown(text if whole else text + '…')} that",
                    Remark(slot.step, f"{does} {verdict}", at, HELP),
                )
                for slot in slots(pipeline, places)
                if slot.value is not None
                for text, whole in [known_text(slot.value, pipeline)]
                for verdict, at in [(not_allowed(locations), slot.value.origin or slot.at)]
                if _is_elsewhere(text, whole, locations)
            )


def _is_elsewhere(text: str, whole: bool, locations: list[str]) -> bool:
    """Tell whether what begins with ``text`` is surely in none of ``locations``."""
    bucket, slash, key = text.removeprefix("s3://").partition("/")
    if not text.startswith("s3://") or not bucket or not (slash or whole):
        return False
    for location in locations:
        wanted, _, beginning = location.removeprefix("s3://").partition("/")
        may_begin = key.startswith(beginning) or f"{key}/" == beginning or (not whole and beginning.startswith(key))
        if fits(bucket, [wanted]) and may_begin:
            return False
    return True
