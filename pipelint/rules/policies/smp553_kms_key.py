"""SMP553: data is encrypted with no key of the platform."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import ListValue, Record
from pipelint.rules.known import known_values
from pipelint.rules.policies.looking import (
    PATTERNS,
    SDK_DEFAULTS,
    Slot,
    fits,
    lacking,
    not_allowed,
    refused,
    slots,
    takes_volume_key,
)
from pipelint.rules.policies.places import OUTPUT_KEYS, VOLUME_KEYS, Places
from pipelint.rules.policies.samples import DEFINITION, SOURCE, changed
from pipelint.rules.rule import Example, Expected, Option, Report, Rule

OPTIONS = {"keys": ["arn:aws:kms:*:111122223333:key/*"]}
KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd"
HELP = "Pass a key: without one the volume, or the output, is encrypted with a key that AWS manages, or with none."


class KmsKey(Rule):
    """Volumes and outputs of jobs are encrypted with a key of the platform.

    Without `VolumeKmsKeyId` the disks of a job are encrypted with a key that only AWS controls, and without `KmsKeyId`
    its output with the default key of the account for S3: nobody can take the data away from who may read the bucket by
    taking away the key. `keys` are the keys that are allowed, as they are written, with `*` for any text; without it
    any key will do. `volumes = false` or `outputs = false` leaves the one or the other alone.

    For instances with disks of their own (`ml.m5d`, `ml.g5`, `ml.p4d` and others) the API takes no key, so a volume is
    said to lack one only where the type of the instance is known and has none.
    """

    code = "SMP553"
    name = "kms-key"
    severity = Severity.WARNING
    summary = "Data is encrypted with no key of the platform."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html",
        "https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html",
    )
    opt_in = True
    takes = (
        Option("keys", PATTERNS, "the keys that are allowed; any where it is not given"),
        Option("volumes", {"type": "boolean"}, "whether volumes must have a key", default=True),
        Option("outputs", {"type": "boolean"}, "whether outputs must have a key", default=True),
        SDK_DEFAULTS,
    )
    examples = (
        Example(
            changed(
                SOURCE,
                ("    volume_kms_key=key,\n    output_kms_key=key,\n    max", "    output_kms_key=key,\n    max"),
                ('    output_kms_key=key,\n    output_path="', '    output_path="'),
            ),
            expected=(
                Expected(
                    'step "Prepare" has no key for its volumes (ProcessingResources.ClusterConfig.VolumeKmsKeyId)',
                    line=31,
                    text="ProcessingStep",
                ),
                Expected(
                    'step "Train" has no key for its output (OutputDataConfig.KmsKeyId)', line=49, text="TrainingStep"
                ),
            ),
            options={},
        ),
        Example(SOURCE, options=OPTIONS),
        Example(
            changed(DEFINITION, (f'models", "KmsKeyId": "{KEY}"', 'models", "KmsKeyId": "alias/other"')),
            "json",
            (
                Expected(
                    'output key "alias/other" of step "Train" is not allowed; allowed is '
                    '"arn:aws:kms:*:111122223333:key/*"',
                    pointer="/Steps/1/Arguments/OutputDataConfig/KmsKeyId",
                ),
            ),
            title="A key that is not allowed",
            options=OPTIONS,
        ),
        Example(DEFINITION, "json", options=OPTIONS),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the keys of volumes and outputs; see the class."""
        if self.options["volumes"]:
            yield from self._judged(pipeline, VOLUME_KEYS, "volume")
        if self.options["outputs"]:
            yield from self._judged(pipeline, OUTPUT_KEYS, "output")

    def _judged(self, pipeline: Pipeline, places: Places, noun: str) -> Iterator[Report]:
        needs_key = _volume_takes_key if noun == "volume" else _has_output
        for slot in slots(pipeline, places, self.options["sdk-defaults"]):
            if slot.value is None and needs_key(slot, pipeline):
                yield lacking(slot, f"key for its {'volumes' if noun == 'volume' else 'output'}", HELP)
        allowed = self.options["keys"]
        if allowed:
            help_ = "Use one of those keys, or have this one added to the option keys."
            yield from refused(
                pipeline, places, f"{noun} key", lambda key: fits(key, allowed), not_allowed(allowed), help_
            )


def _volume_takes_key(slot: Slot, pipeline: Pipeline) -> bool:
    """Tell whether the instances are surely of types that take a key for their volumes."""
    if slot.step.type == "AutoML":  # which chooses its instances itself
        return True
    path = slot.path.rpartition(".")[0].split(".")
    types = [slot.step.arguments.get(*path, "InstanceType")]
    if slot.step.type == "EndpointConfig":
        variants = slot.step.arguments.get("ProductionVariants")
        types = (
            [one.get("InstanceType") for one in variants.items if isinstance(one, Record)]
            if isinstance(variants, ListValue)
            else []
        )
    known = [[one.value for one in known_values(value, pipeline)] for value in types]
    return bool(known) and all(one and all(map(takes_volume_key, one)) for one in known)


def _has_output(slot: Slot, _: Pipeline) -> bool:
    outputs = slot.step.arguments.get("ProcessingOutputConfig", "Outputs")
    return not isinstance(outputs, ListValue) or bool(outputs.items)
