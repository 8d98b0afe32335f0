"""SMP552: a request lacks a tag that the platform requires."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import ListValue, Literal, Record, Value
from pipelint.rules.known import known_values
from pipelint.rules.looking import Remark, gathered_each
from pipelint.rules.policies.looking import PATTERNS, SDK_DEFAULTS, Slot, fits, not_allowed, slots
from pipelint.rules.policies.places import TAGS
from pipelint.rules.policies.samples import DEFINITION, SOURCE, changed
from pipelint.rules.rule import Example, Expected, Option, Report, Rule
from pipelint.rules.wording import quoted

OPTIONS = {"tags": ["team", "env"], "values": {"env": ["dev", "prod"]}}
HELP = "Pass the tags to the object that describes the job or model; costs and permissions are told apart by them."


class RequiredTags(Rule):
    """Jobs, models and endpoints carry the tags by which the platform tells their costs and permissions apart.

    The tags of a pipeline itself are not handed on to what it runs. Keys are compared as they are written, as AWS does.
    `values` are the values that a tag may have, by its key, with `*` for any text.

    Model packages in a group take the tags of the group, and the API refuses tags of their own, so they are not judged.
    """

    code = "SMP552"
    name = "required-tags"
    severity = Severity.WARNING
    summary = "A request lacks a tag that the platform requires."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Tag.html",)
    opt_in = True
    takes = (
        Option(
            "tags",
            {"type": "array", "items": {"type": "string", "minLength": 1, "description": "a key"}},
            "the keys that every request must have",
            required=True,
        ),
        Option(
            "values",
            {"type": "object", "additionalProperties": {**PATTERNS, "description": "the values that are allowed"}},
            "the values that are allowed, by the key of the tag",
            default={},
        ),
        SDK_DEFAULTS,
    )
    examples = (
        Example(
            changed(SOURCE, ('{"Key": "env", "Value": "dev"}', '{"Key": "env", "Value": "test"}')),
            expected=(
                Expected(
                    'tag "env" of steps "Prepare" and "Train" is "test", which is not allowed; allowed are "dev" and '
                    '"prod"',
                    line=12,
                    text='"test"',
                ),
            ),
            title="A value that is not allowed",
            options=OPTIONS,
        ),
        Example(
            changed(SOURCE, ("    encrypt_inter_container_traffic=True,\n    tags=tags,\n", "")),
            expected=(
                Expected('step "Train" has no tags; required are "team" and "env"', line=49, text="TrainingStep"),
            ),
            title="No tags at all",
            options=OPTIONS,
        ),
        Example(SOURCE, options=OPTIONS),
        Example(
            DEFINITION.replace(', {"Key": "env", "Value": "dev"}', "", 1),
            "json",
            (Expected('step "Prepare" lacks the tag "env"', pointer="/Steps/0/Arguments/Tags"),),
            options=OPTIONS,
        ),
        Example(DEFINITION, "json", options=OPTIONS),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the tags of every request; see the class."""
        required, values = self.options["tags"], self.options["values"]
        found = list(slots(pipeline, TAGS, self.options["sdk-defaults"]))
        for slot in found:
            missing = _missing(slot.value, required)
            if missing:
                name = slot.step.name
                none = f'step "{name}" has no tags; required {"are" if missing[1:] else "is"} {quoted(missing)}'
                some = f'step "{name}" lacks the tag{"s" if missing[1:] else ""} {quoted(missing)}'
                at = slot.value.origin if slot.value is not None else slot.at
                yield Report(none if slot.value is None else some, at or slot.step.origin, name, HELP)
        yield from gathered_each(
            (f'tag "{key}" of', remark)
            for slot in found
            for key, remark in self._wrong_values(slot, pipeline)
            if key in values
        )

    def _wrong_values(self, slot: Slot, pipeline: Pipeline) -> Iterator[tuple[str, Remark]]:
        for key, value in _tags(slot.value):
            allowed = self.options["values"].get(key, ())
            for known in known_values(value, pipeline):
                if not fits(known.value, allowed):
                    text = f"is {known.words.rstrip(',')}, which {not_allowed(allowed)}" if allowed else ""
                    yield key or "", Remark(slot.step, text, known.at or slot.at, HELP)


def _tags(value: Value | None) -> Iterator[tuple[str | None, Value | None]]:
    """Yield the key of each tag, None where it is not known, and its value."""
    for item in value.items if isinstance(value, ListValue) else ():
        key = item.get("Key") if isinstance(item, Record) else None
        text = key.value if isinstance(key, Literal) else None
        yield (text if isinstance(text, str) else None), (item.get("Value") if isinstance(item, Record) else None)


def _missing(value: Value | None, required: list[str]) -> list[str]:
    """Return those of the ``required`` keys that surely are not there."""
    if value is None:
        return required
    keys = [key for key, _ in _tags(value)]
    whole = isinstance(value, ListValue) and value.complete and None not in keys
    return [key for key in required if key not in keys] if whole else []
