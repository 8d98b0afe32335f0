"""What a JSON Schema validator found, as sentences about a pipeline: what, where, what was expected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipelint.findings import Finding, Severity, Span
from pipelint.linter.problems import problem
from pipelint.pipeline.definition.notes import kind
from pipelint.pipeline.record import record, replace
from pipelint.pipeline.spelling import did_you_mean
from pipelint.rules.wording import expectation, quoted, shown, shown_scalar

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Pointer = tuple[str | int, ...]

NOUNS = {
    "object": "an object",
    "array": "a list",
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "a truth value",
}
_CONTAINERS = {"object": "Object", "array": "Array"}
# Without these there is nothing to run or to refer to; the published schema demands them, too.
_INDISPENSABLE = frozenset({"Steps", "Name", "Type"})
_BOUNDS = {
    "minimum": "{} or more",
    "maximum": "{} or less",
    "minLength": "{} characters or more",
    "maxLength": "{} characters or less",
    "minItems": "{} items or more",
    "maxItems": "{} items or less",
}
# What the API asks for without saying it in words.
_UNDESCRIBED = {"pattern": "text of the form {}", "maxProperties": "{} keys or less"}
UNKNOWN_KEY = (
    "Correct the key, or leave it out. No SDK writes such a key here, and the service refuses those that it does not "
    "know: Unable to parse pipeline definition. AWS may have added it after this version of pipelint."
)
UNREADABLE = (
    "Write it in the form that the message names. The service cannot read the definition when the pipeline is created "
    "or updated"
)
UNCONFIRMED = "Write it as the SDKs do. They write nothing else here; what the service does with it is not documented."


@record
class FormFault:
    """One place where a definition has another form: ``severity`` is error only where the service cannot read it."""

    pointer: Pointer
    message: str
    severity: Severity
    help: str
    step: str | None = None


@record
class Broken:
    """What a validator found: the ``keyword`` of the schema that is broken, its value there, and what broke it."""

    keyword: str
    value: Any
    found: Any
    schema: Any
    name: str
    """What is called what was ``found``."""
    whose: str
    """``, which a Lambda step has`` where a whole step was found, else nothing."""


@record
class Subject:
    """What a part is called, ``step "Train"``, the type and name of its step, and the way from there to the part."""

    noun: str
    type: str = ""
    step: str | None = None
    path: Pointer = ()

    def at(self, path: Pointer) -> str:
        """Name the value at ``path`` of the part: ``CacheConfig.Enabled of step "Train"``."""
        whole = (*self.path, *path)
        if whole[:1] == ("Arguments",) and whole[1:]:
            whole = whole[1:]
        text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in whole)
        return f"{text.removeprefix('.')} of {self.noun}" if text else self.noun


def form_problem(fault: FormFault, span: Span) -> Finding:
    """Return the finding of ``fault``, which stands at ``span``."""
    code = "SMP020" if fault.severity is Severity.ERROR else "SMP021"
    return replace(problem(code, fault.message, span, fault.help), step=fault.step)


def faults(error: ValidationError, place: Pointer, subject: Subject) -> Iterator[FormFault]:
    """Yield what ``error``, found in the part of the definition at ``place``, says."""
    path = tuple(error.absolute_path)
    whose = f", which a {subject.type} step has" if subject.type and not path else ""
    keyword = str(error.validator)
    broken = Broken(keyword, error.validator_value, error.instance, error.schema, subject.at(path), whose)
    for below, text, severity, help_ in _WORDS.get(keyword, _other)(broken):
        yield FormFault((*place, *path, *below), text, severity, help_, subject.step)


def unknown_type(name: str, known: Sequence[str], place: Pointer, subject: Subject) -> Iterator[FormFault]:
    """Report a step type that looks like a slip of the pen; AWS adds step types, so any other may well exist."""
    guess = did_you_mean(name, known)
    if guess:
        help_ = (
            "Correct the type. pipelint knows none of that name; AWS may have added it after this version of pipelint."
        )
        text = f"Type of {subject.noun} is {shown(name)};{guess}"
        yield FormFault(place, text, Severity.WARNING, help_, subject.step)


Told = tuple[Pointer, str, Severity, str]


def _warning(text: str, below: Pointer = (), help_: str = UNCONFIRMED) -> Told:
    return below, text, Severity.WARNING, help_


def _type(broken: Broken) -> Iterator[Told]:
    wanted = broken.value if isinstance(broken.value, list) else [broken.value]
    single = "a single value" if {"string", "number", "boolean"} <= set(wanted) else ""
    nouns = single or " or ".join(NOUNS[one] for one in wanted if one != "null")
    text = f"{broken.name} takes {nouns}, not {_shown(broken.found)}"
    container = next((_CONTAINERS[one] for one in wanted if one in _CONTAINERS), None)
    if container is None:
        yield _warning(text)
    else:
        yield (
            (),
            text,
            Severity.ERROR,
            f"{UNREADABLE}: Unable to parse pipeline definition. Expecting start of Json {container}.",
        )


def _required(broken: Broken) -> Iterator[Told]:
    for key in broken.value:
        if key not in broken.found:
            text = f'{broken.name} lacks "{key}"{broken.whose}'
            yield ((), text, Severity.ERROR, f"{UNREADABLE}.") if key in _INDISPENSABLE else _warning(text)


def _additional(broken: Broken) -> Iterator[Told]:
    known = list(broken.schema.get("properties", ()))
    for key in broken.found:
        if key not in known:
            expected = expectation(key, known, "it may have")
            text = f"{broken.name} has the key {shown(key)}, which is not in the format{expected}"
            yield _warning(text, (key,), UNKNOWN_KEY)


def _legal(broken: Broken) -> Iterator[Told]:
    every = [broken.value] if broken.keyword == "const" else broken.value
    legal = [one for one in every if one is not None]  # null, as the SDKs write what is left out, is no advice
    found = broken.found
    expected = expectation(found, legal, "it takes") if isinstance(found, str) else f"; it takes {quoted(legal)}"
    yield _warning(f"{broken.name} is {_shown(found)}{expected}")


def _bound(broken: Broken) -> Iterator[Told]:
    found = broken.found
    amount = f"has {len(found)}" if isinstance(found, (str, list)) else f"is {_shown(found)}"
    yield _warning(f"{broken.name} {amount}; it takes {_BOUNDS[broken.keyword].format(broken.value)}")


def _one_of(broken: Broken) -> Iterator[Told]:
    if not isinstance(broken.found, dict):
        return  # which is said by its type
    keys = [key for choice in broken.value for key in choice["required"]]
    have = [key for key in keys if key in broken.found]
    yield _warning(f"{broken.name} has {'both' if have else 'none'} of {quoted(keys)}; it takes one of them")


def _other(broken: Broken) -> Iterator[Told]:
    """Say of the rest (patterns, and expressions that are none) what their schema is described as."""
    expected = broken.schema.get("description") or _UNDESCRIBED[broken.keyword].format(broken.value)
    yield _warning(f"{broken.name} is {_shown(broken.found)}; expected {expected}")


def _shown(value: Any) -> str:
    return kind(value) if isinstance(value, (dict, list)) else shown_scalar(value)


_WORDS: Mapping[str, Callable[[Broken], Iterator[Told]]] = {
    "type": _type,
    "required": _required,
    "additionalProperties": _additional,
    "enum": _legal,
    "const": _legal,
    "oneOf": _one_of,
    **dict.fromkeys(_BOUNDS, _bound),
}
