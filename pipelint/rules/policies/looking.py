"""How policies look at requests: what is surely asked for, and what is surely not. The unknown is passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.values import ListValue, Literal, Origin, Record, Scalar, Value
from pipelint.rules.known import is_left_out, known_values
from pipelint.rules.looking import Remark, gathered_each
from pipelint.rules.policies.places import Places
from pipelint.rules.rule import Option, Report
from pipelint.rules.wording import quoted

SDK_DEFAULTS = Option(
    "sdk-defaults",
    {"type": "boolean"},
    "true where the SDK's own configuration file may fill in what the source leaves out: then only compiled definitions"
    " are said to lack it",
    default=False,
)
PATTERNS = {"type": "array", "items": {"type": "string", "minLength": 1, "description": "a pattern, in which * stands"
            " for any text"}, "minItems": 1}  # fmt: skip


@record
class Slot:
    """A place in the request of ``step``: ``value`` is what stands there, None where surely nothing does.

    ``path`` spells the place as the API does, and ``at`` is the record that should hold it.
    """

    step: Step
    path: str
    value: Value | None
    at: Origin | None


def slots(pipeline: Pipeline, places: Places, sdk_defaults: bool = False) -> Iterator[Slot]:
    """Yield those of ``places`` in the requests of ``pipeline`` of which it is known whether and how they are filled.

    With ``sdk_defaults`` what the source leaves out is not taken to be missing.
    """
    for step in pipeline.all_steps():
        for place in places.get(step.type or "", ()):
            owner, _, member = place.partition("/")
            for path, record_ in _owners(step, owner):
                yield from _slot(step, path, record_, member.split("."), sdk_defaults)


def _owners(step: Step, owner: str) -> Iterator[tuple[str, Record]]:
    """Yield the records that ``owner`` leads to, each with its path; of a step itself, and of its request."""
    found: list[tuple[str, Value]] = [("", step.arguments)]
    for part in owner.split(".") if owner else ():
        key = part.removesuffix("[]")
        inner = [(f"{path}.{key}".lstrip("."), one.entries.get(key)) for path, one in found if isinstance(one, Record)]
        found = [(path, value) for path, value in inner if value is not None]
        if part.endswith("[]"):
            lists = [(path, value) for path, value in found if isinstance(value, ListValue)]
            found = [(f"{path}[{index}]", item) for path, one in lists for index, item in enumerate(one.items)]
    yield from ((path, value) for path, value in found if isinstance(value, Record))


def _slot(step: Step, path: str, owner: Record, member: list[str], sdk_defaults: bool) -> Iterator[Slot]:
    here: Value = owner
    at = owner.origin or step.origin
    whole = ".".join([path, *member] if path else member)
    for key in member:
        if not isinstance(here, Record):
            return
        at = here.origin or at
        value = here.entries.get(key) or (step.attributes.get(key) if here is step.arguments else None)
        if value is None or (isinstance(value, Literal) and value.value is None):
            if here.complete or (not sdk_defaults and is_left_out(step, whole)):
                yield Slot(step, whole, None, at)
            return
        here = value
    yield Slot(step, whole, here, at)


def fits(text: Scalar, patterns: Iterable[str]) -> bool:
    """Tell whether ``text`` is as one of ``patterns`` asks, in which ``*`` stands for any text."""
    return any(fnmatchcase(str(text), pattern) for pattern in patterns)


def refused(
    pipeline: Pipeline,
    places: Places,
    noun: str,
    allows: Callable[[Scalar], bool],
    verdict: str,
    help: str,  # noqa: A002
) -> Iterator[Report]:
    """Report each known value in ``places`` that is not allowed, once for all the steps that it serves."""
    yield from gathered_each(
        (f"{noun} {known.words} of", Remark(slot.step, verdict, known.at or slot.at, help))
        for slot in slots(pipeline, places)
        for known in known_values(slot.value, pipeline)
        if not allows(known.value)
    )


def not_turned_on(
    pipeline: Pipeline,
    switches: Iterable[Slot],
    what: str,
    help: str,  # noqa: A002
) -> Iterator[Report]:
    """Report each of ``switches`` that is off, or is not there: the service takes either for off."""
    found = list(switches)
    yield from (lacking(slot, what, help) for slot in found if slot.value is None)
    yield from gathered_each(
        (f"{what} of", Remark(slot.step, f"is {known.words.rstrip(',')}", known.at or slot.at, help))
        for slot in found
        for known in known_values(slot.value, pipeline)
        if known.value is False
    )


def lacking(slot: Slot, what: str, help: str) -> Report:  # noqa: A002
    """Report that a request has nothing in ``slot``; ``what`` names it."""
    return Report(f'step "{slot.step.name}" has no {what} ({slot.path})', slot.at, slot.step.name, help)


def not_allowed(allowed: Sequence[str]) -> str:
    """Say that something is not allowed, and what is."""
    return f"is not allowed; allowed {'is' if len(allowed) == 1 else 'are'} {quoted(allowed)}"


_LOCAL_STORAGE = re.compile(r"ml\.([a-z]+[0-9]+[a-z]*d[a-z]*|g[4-9][a-z]*|p[45][a-z]*|trn[0-9][a-z]*|inf[0-9])\..*")


def takes_volume_key(instance_type: Scalar) -> bool:
    """Tell whether instances of a type surely have no disks of their own, for which the API takes no key.

    https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html
    """
    name = str(instance_type)
    return name.startswith("ml.") and _LOCAL_STORAGE.fullmatch(name) is None
