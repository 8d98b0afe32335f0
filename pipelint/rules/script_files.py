"""What rules ask of steps that run scripts: where an output lies in the container, and what is passed to the script."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from pipelint.pipeline.jsonpath import JsonPathError, parse
from pipelint.pipeline.model import PropertyFile, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.scripts import DocumentShape, Missing, Option, Script, WrittenFile, follow, hyperparameter_text
from pipelint.pipeline.values import JsonGet, ListValue, Literal, Origin, PropertyFileReference, Record, Value
from pipelint.rules.looking import PROCESSING_OUTPUTS


@record
class Place:
    """A folder in the container that an input fills: the ``name`` of the input, the folder, and where that is said."""

    name: str
    folder: str
    origin: Origin | None


def output_folders(step: Step) -> Iterator[tuple[str, str, Origin | None]]:
    """Yield the name, the local path and the place of each output of a processing step, where they are written out."""
    here: Value | None = step.arguments
    for key in PROCESSING_OUTPUTS.items:
        here = here.get(key) if isinstance(here, Record) else None
    for item in here.items if isinstance(here, ListValue) else ():
        if not isinstance(item, Record):
            continue
        name, place = item.get(PROCESSING_OUTPUTS.key), item.get("S3Output")
        folder = place.get("LocalPath") if isinstance(place, Record) else None
        if isinstance(name, Literal) and isinstance(folder, Literal):
            yield str(name.value), str(folder.value), folder.origin


def input_folders(step: Step) -> tuple[list[Place], bool]:
    """Return where the inputs of a processing or training step lie in the container, and whether that is all."""
    if step.type == "Training":
        return _channels(step)
    given = step.arguments.get("ProcessingInputs")
    told = step.code is not None and step.code.inputs_known
    if given is None:
        return [], told
    if not isinstance(given, ListValue):
        return [], False
    found = [_input(item) for item in given.items]
    return [one for one in found if one is not None], told and None not in found


def _input(item: Value) -> Place | None:
    """Return where one input of a processing step lies: its LocalPath, in whatever kind of input it is."""
    if not isinstance(item, Record):
        return None
    name = item.get("InputName")
    for kind in ("S3Input", "DatasetDefinition"):
        holder = item.get(kind)
        path = holder.get("LocalPath") if isinstance(holder, Record) else None
        if isinstance(path, Literal):
            return Place(str(name.value) if isinstance(name, Literal) else "", str(path.value), path.origin)
    return None


def _channels(step: Step) -> tuple[list[Place], bool]:
    given = step.arguments.get("InputDataConfig")
    told = step.code is not None and step.code.inputs_known
    if given is None:
        return [], told
    if not isinstance(given, ListValue):
        return [], False
    found: list[Place] = []
    for item in given.items:
        name = item.get("ChannelName") if isinstance(item, Record) else None
        if not isinstance(name, Literal):
            return found, False
        found.append(Place(str(name.value), f"/opt/ml/input/data/{name.value}", name.origin))
    return found, told


def path_of_file(step: Step, file: PropertyFile) -> str | None:
    """Return where a property file lies in the container; None where that is not known."""
    if not isinstance(file.output_name, Literal) or not isinstance(file.path, Literal):
        return None
    folders = [folder for name, folder, _ in output_folders(step) if name == file.output_name.value]
    return posixpath.join(folders[0], str(file.path.value)) if len(folders) == 1 else None


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
        given = step.arguments.get("HyperParameters")
        if not isinstance(given, Record):
            return [], False
        names = [name for name in given.entries if not name.startswith("sagemaker_")]
        return [_hyperparameter(name, given.entries[name]) for name in names], given.complete
    holder = step.arguments.get("AppSpecification")
    words = holder.get("ContainerArguments") if isinstance(holder, Record) else None
    if words is None:
        return [], isinstance(holder, Record) and holder.complete
    if not isinstance(words, ListValue):
        return [], False
    following = (*words.items[1:], None)
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
