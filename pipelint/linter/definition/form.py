"""Whether a definition has the form that the service reads: every part against the schema of its kind.

``schema.json`` is the form of a whole definition, for editors and for ``pipelint schema``. Tried on a large definition
as it stands, a validator would spend its time on the arguments of jobs, which the rules judge with better words
(SMP401, SMP402, SMP801, SMP802, SMP808), and would fail on what is nested deep. So here each part is tried against the
one schema of its own type, and what is inside it is a part of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelint.linter.acceptance import Acceptance
from pipelint.linter.definition.form_faults import FormFault, Subject, faults, unknown_type
from pipelint.linter.definition.positions import json_pointer
from pipelint.pipeline.contents import every_expression, every_record
from pipelint.pipeline.definition.notes import DEEPEST_PLACE
from pipelint.pipeline.model import Comparison, Condition, Membership, Pipeline, Step, UnknownCondition
from pipelint.pipeline.service.step_types import STEP_TYPES
from pipelint.pipeline.values import (
    Join,
    JsonGet,
    ListValue,
    Origin,
    OtherReference,
    PropertyFileReference,
    Record,
    Value,
)
from pipelint.rules.looking import every_condition, may_be_expression
from pipelint.rules.wording import shown

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

SCHEMA = Path(__file__).with_name("schema.json")
Pointer = tuple[str | int, ...]
_CONTAINERS = (ListValue, Record)


def form_faults(content: Mapping[str, Any], pipeline: Pipeline) -> list[FormFault]:
    """Return where ``content`` has another form than a definition; ``pipeline`` is what was read from it."""
    return list(dict.fromkeys(_every(content, pipeline)))  # a part may be looked at on its own and as part of a step


def _every(content: Mapping[str, Any], pipeline: Pipeline) -> Iterator[FormFault]:
    yield from _top(content)
    for step in pipeline.all_steps():
        yield from _step(step, content)
    for step, condition in every_condition(pipeline):
        if _is_odd_condition(condition):
            yield from _part("OneCondition", condition.origin, step, content)
    for step, value in (*every_record(pipeline), *every_expression(pipeline)):
        if _is_odd(value):
            yield from _part("Expression", getattr(value, "origin", None), step, content)


def _top(content: Mapping[str, Any]) -> Iterator[FormFault]:
    steps = content["Steps"]
    all_objects = isinstance(steps, list) and all(
        isinstance(step, dict) for step in steps
    )  # thousands, looked at below
    yield from _checked("Definition", {**content, "Steps": [] if all_objects else steps}, (), Subject("the definition"))
    parameters = content.get("Parameters")
    for index, parameter in enumerate(parameters if isinstance(parameters, list) else []):
        if isinstance(parameter, dict):
            name = parameter.get("Name")
            noun = f"parameter {shown(name)}" if isinstance(name, str) else f"parameter {index + 1}"
            yield from _checked("OneParameter", parameter, ("Parameters", index), Subject(noun))


def _step(step: Step, content: Mapping[str, Any]) -> Iterator[FormFault]:
    place = _place(step.origin)
    written = _at(content, place)
    kind = step.type or ""
    subject = Subject(_noun(step), kind, step.name)
    if kind in STEP_TYPES:
        yield from _checked(f"{kind}Step", written, place, subject)
        return
    yield from _checked("UnknownStep", written, place, subject)
    yield from unknown_type(kind, tuple(STEP_TYPES), (*place, "Type"), subject)


def _part(name: str, origin: Origin | None, step: Step, content: Mapping[str, Any]) -> Iterator[FormFault]:
    """Look at a condition or an expression of ``step``."""
    place, start = _place(origin), _place(step.origin)
    yield from _checked(name, _at(content, place), place, Subject(_noun(step), "", step.name, place[len(start) :]))


def _noun(step: Step) -> str:
    return f"step {shown(step.name)}" if step.name_known else f"the step at {json_pointer(_place(step.origin))}"


def _is_odd_condition(condition: Condition) -> bool:
    """Tell whether ``condition`` is not just what the SDK writes, or compares what is no single value."""
    if isinstance(condition, UnknownCondition) or condition.spelling is not None:
        return True
    if isinstance(condition, Comparison):
        return any(isinstance(side, _CONTAINERS) for side in (condition.left, condition.right))
    if not isinstance(condition, Membership):
        return False
    return isinstance(condition.query, _CONTAINERS) or _holds_containers(condition.values)


def _is_odd(value: Value) -> bool:
    """Tell whether ``value`` may be meant as an expression, and is not just what the SDK writes."""
    if isinstance(value, Join):
        return value.spelling is not None or not isinstance(value.values, ListValue) or _holds_containers(value.values)
    if isinstance(value, JsonGet):
        return value.spelling is not None or not isinstance(value.source, (PropertyFileReference, Join))
    return isinstance(value, OtherReference) or (isinstance(value, Record) and may_be_expression(value))


def _holds_containers(value: Value) -> bool:
    """Tell whether ``value`` is an object, or a list that holds more than single values and expressions."""
    return isinstance(value, Record) or (
        isinstance(value, ListValue) and any(isinstance(item, _CONTAINERS) for item in value.items)
    )


def _checked(name: str, written: object, place: Pointer, subject: Subject) -> Iterator[FormFault]:
    if len(place) >= DEEPEST_PLACE:  # what lies deeper has the place of something around it, which is another part
        return
    try:
        if _acceptance().accepts(name, written):
            return
        errors = list(_validators(name).iter_errors(written))
    except RecursionError:  # what is nested deeper than Python can walk cannot be shown in a message either
        return
    for error in errors:
        yield from faults(error, place, subject)


@cache
def _acceptance() -> Acceptance:
    return Acceptance(_definitions())


@cache
def _validators(name: str) -> Draft202012Validator:
    """Return the validator of one part, to which whatever is a part of its own is anything of its kind."""
    from jsonschema import Draft202012Validator

    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": _definitions()})


@cache
def _definitions() -> Mapping[str, Any]:
    schema = json.loads(SCHEMA.read_bytes())
    named = schema.pop("$defs")
    expression = named["Expression"]
    requests = {f"{kind}Arguments": {"type": "object"} for kind, known in STEP_TYPES.items() if known.request}
    return {
        **named,
        **requests,
        "Definition": {key: value for key, value in schema.items() if not key.startswith("$")},
        "UnknownStep": {key: value for key, value in named["Step"].items() if key != "allOf"},
        "OneCondition": named["Condition"],
        "OneParameter": named["Parameter"],
        **{name: {"type": "object"} for name in ("Step", "Condition", "Parameter")},
        "JoinItem": {
            **named["JoinItem"],
            "then": {**expression, "properties": {key: {} for key in expression["properties"]}},
        },
        "Value": True,
    }


def _place(origin: Origin | None) -> Pointer:
    return origin.place if origin is not None and isinstance(origin.place, tuple) else ()


def _at(content: Any, place: Pointer) -> Any:
    for key in place:
        content = content[key]
    return content
