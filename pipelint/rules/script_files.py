"""What rules ask of steps that run scripts: what a property file holds, and what is passed to the script."""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.pipeline.container import hyperparameters, path_of_file
from pipelint.pipeline.jsonpath import JsonPathError, parse
from pipelint.pipeline.model import PropertyFile, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.scripts import DocumentShape, Missing, Option, Script, WrittenFile, follow, hyperparameter_text
from pipelint.pipeline.values import JsonGet, ListValue, Literal, Origin, PropertyFileReference, Record, Value


def property_file(reference: PropertyFileReference, steps: Mapping[str, Step]) -> tuple[Step, PropertyFile] | None:
    """Return the step and the property file that ``reference`` means; None where it is not just one."""
    step = steps.get(reference.step or "")
    if step is None:
        return None
    named = [
        file for file in step.property_files if isinstance(file.name, Literal) and file.name.value == reference.name
    ]
    return (step, named[0]) if len(named) == 1 else None


@record
class DocumentRead:
    """What a JsonGet reads: the ``script`` that writes the property file, where it does, and what the path leads to.

    ``ends`` has an entry for each JSON document that may be in the file.
    """

    script: Script
    written: tuple[WrittenFile, ...]
    ends: tuple[DocumentShape | Missing, ...]


def document_read(value: JsonGet, steps: Mapping[str, Step]) -> DocumentRead | None:
    """Return what ``value`` reads, where all documents that may be in the file are known; None where not."""
    found = property_file(value.source, steps) if isinstance(value.source, PropertyFileReference) else None
    place = path_of_file(*found) if found is not None else None
    script = found[0].script if found is not None else None
    if script is None or place is None or not isinstance(value.path, Literal) or not isinstance(value.path.value, str):
        return None
    written = tuple(script.written_to(place))
    try:
        segments = parse(value.path.value).segments
    except JsonPathError:
        return None
    if segments is None or not written or not all(one.documents for one in written):
        return None
    return DocumentRead(script, written, tuple(follow(shape, segments) for one in written for shape in one.documents))


@record
class Passed:
    """An argument on the command line of a script: its flag, as ``--rows``, and the value that follows, if one does."""

    flag: str
    value: Value | None
    origin: Origin | None


def passed_to(step: Step) -> tuple[list[Passed], bool]:
    """Return what ``step`` passes to its script, and whether that is all."""
    if step.type == "Training":
        given = hyperparameters(step)
        names = [name for name in given.entries if not name.startswith("sagemaker_")]
        return [_hyperparameter(name, given.entries[name]) for name in names], given.complete
    holder = step.arguments.get("AppSpecification")
    words = holder.get("ContainerArguments") if isinstance(holder, Record) else None
    if words is None:
        return [], isinstance(holder, Record) and holder.complete
    if not isinstance(words, ListValue):
        return [], False
    following = (*words.items, None)[1:]
    return [
        Passed(*_split(word.value, value), word.origin)
        for word, value in zip(words.items, following, strict=True)
        if isinstance(word, Literal) and isinstance(word.value, str) and word.value.startswith("--")
    ], words.complete


def taken_at(*options: Option) -> tuple[tuple[Origin, str], ...]:
    """Return the place where a script takes an argument, as a related place."""
    return tuple((one.origin, "the script takes this") for one in options if one.origin is not None)


def _hyperparameter(name: str, value: Value) -> Passed:
    """The toolkit in the container writes one of a single letter with one hyphen."""
    text = hyperparameter_text(value)
    return Passed(f"--{name}" if len(name) > 1 else f"-{name}", text, getattr(value, "origin", None))


def _split(word: str, following: Value | None) -> tuple[str, Value | None]:
    flag, equals, value = word.partition("=")
    return flag, Literal(value) if equals else following
