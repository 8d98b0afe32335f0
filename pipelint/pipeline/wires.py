"""The wires of a pipeline: who writes what, where it lies in the containers, and who reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Union

from pipelint.pipeline.container import output_folders, path_of_file
from pipelint.pipeline.expression_text import expression_text
from pipelint.pipeline.model import Pipeline, PropertyFile, Step, condition_values
from pipelint.pipeline.record import record
from pipelint.pipeline.scripts import ReadFile, WrittenFile
from pipelint.pipeline.storage import fixed_text
from pipelint.pipeline.values import (
    JsonGet,
    Key,
    ListValue,
    Literal,
    Member,
    Origin,
    ParameterReference,
    PropertyFileReference,
    Record,
    StepReference,
    Unknown,
    Value,
    children,
    origin_field,
    path_text,
)

MODEL = "model artifacts"
_MODEL_FOLDER = "/opt/ml/model"


@record
class End:
    """One end of a wire: a ``step``, and what the wire is ``called`` there: ``output "train"``, ``channel "train"``.

    ``place`` is the folder or file in the step's container. ``files`` are those that its script, a file of the name
    ``script``, writes or reads there.
    """

    step: str
    called: str
    place: str | None = None
    script: str | None = None
    files: tuple[Union[WrittenFile, ReadFile], ...] = ()
    origin: Origin | None = origin_field()


@record
class Wire:
    """What one step writes and another reads.

    ``source`` is None for what comes from outside, which ``outside`` names: a parameter or an S3 URI. ``target`` is
    None where no step of the pipeline reads it. ``json_path`` is what is read of a JSON file, None for all of it.
    """

    source: End | None
    target: End | None
    outside: str | None = None
    json_path: str | None = None


@record
class _Use:
    """A value that a step is given, what that is called there, and where it will lie in the step's container."""

    called: str
    value: Value
    folder: str | None = None


def wires(pipeline: Pipeline) -> tuple[Wire, ...]:
    """Return the wires of ``pipeline``: by reading step, in the order of the definition; then what nobody reads."""
    steps = {step.name: step for step in pipeline.all_steps()}
    addresses = {address: end for step in steps.values() for address, end in _addresses(step)}
    read = [wire for step in steps.values() for wire in _read_by(step, steps, addresses)]
    read = list({_key(wire): wire for wire in reversed(read)}.values())[::-1]
    places: dict[str, list[str | None]] = {}
    for source in (wire.source for wire in read):
        if source is not None:
            places.setdefault(source.step, []).append(source.place)
    unread = [
        Wire(end, None)
        for step in steps.values()
        for end in _written_by(step)
        if not any(_is_inside(place, end.place) for place in places.get(end.step, ()))
    ]
    return (*read, *unread)


def _key(wire: Wire) -> tuple[object, ...]:
    """Return what two wires that are one to the reader have in common: several values of a condition, for example."""
    ends = [(end.step, end.called) if end is not None else None for end in (wire.source, wire.target)]
    return (*ends, wire.outside, wire.json_path)


def _is_inside(place: str | None, folder: str | None) -> bool:
    return place is not None and folder is not None and f"{place}/".startswith(folder.rstrip("/") + "/")


def _read_by(step: Step, steps: Mapping[str, Step], addresses: Mapping[str, End]) -> Iterator[Wire]:
    """Yield the wires that end at ``step``."""
    for use in _uses(step):
        target = _reading_end(step, use)
        text = fixed_text(use.value) if use.folder is not None else None
        known = addresses.get(text.rstrip("/")) if text is not None else None
        sources = list(_sources(use.value, steps))
        if known is not None and known.step != step.name:
            yield Wire(known, target)
        elif use.folder is not None and not sources and not isinstance(use.value, Unknown):
            yield Wire(None, target, _outside(use.value))
        for end, json_path in sources:
            yield Wire(end, target, json_path=json_path)


def _sources(value: Value, steps: Mapping[str, Step]) -> Iterator[tuple[End, str | None]]:
    """Yield where the data in ``value`` come from, and what is read of a JSON file."""
    pending = [value]
    while pending:
        here = pending.pop()
        if isinstance(here, JsonGet):
            path = str(here.path.value) if isinstance(here.path, Literal) else "…"
            if isinstance(here.source, PropertyFileReference):
                step = steps.get(here.source.step or "")
                if step is not None:
                    yield _file_end(step, here.source), path
            else:
                yield from ((end, path) for end, _ in _sources(here.source, steps))
        elif isinstance(here, StepReference):
            step = steps.get(here.step)
            if step is not None:
                yield _property_end(step, here), None
        else:
            pending.extend(reversed(children(here)))


def _uses(step: Step) -> Iterator[_Use]:
    """Yield what ``step`` is given, cut where it has names for the parts."""
    plain = step.type in ("Lambda", "Callback")
    for key, value in step.arguments.entries.items():
        yield from _parts(f'input "{key}"' if plain else key, value)
    for key, value in step.attributes.entries.items():
        yield from _parts(key, value)
    yield from (_Use("argument", value) for value in step.unplaced)
    yield from (_Use("condition", value) for one in step.conditions for value in condition_values(one))


_NAMED = {"HyperParameters": "hyperparameter", "Environment": "variable"}


def _parts(path: str, value: Value) -> Iterator[_Use]:
    """Yield the values below ``path`` that hold expressions, each by its path or by the name that it has."""
    pending = [(path, value)]
    while pending:
        here, one = pending.pop()
        last = here.rpartition(".")[2]
        if isinstance(one, Record):
            noun = _NAMED.get(last)
            inner = [(f'{noun} "{key}"' if noun else f"{here}.{key}", part) for key, part in one.entries.items()]
            pending += reversed(inner)
        elif isinstance(one, ListValue):
            read = _LISTS.get(last)
            if read is not None:
                yield from read(one)
            else:
                pending += reversed([(f"{here}[{number}]", part) for number, part in enumerate(one.items)])
        elif not isinstance(one, Literal):
            yield _Use(here, one)


def _processing_inputs(items: ListValue) -> Iterator[_Use]:
    for item in items.items:
        folder = _first(item, ("S3Input", "LocalPath"), ("DatasetDefinition", "LocalPath"))
        place = str(folder.value) if isinstance(folder, Literal) else None
        address = _first(item, ("S3Input", "S3Uri"))
        yield _Use(f'input "{_name(item, "InputName")}"', item if address is None else address, place)


def _channels(items: ListValue) -> Iterator[_Use]:
    for item in items.items:
        name = _name(item, "ChannelName")
        address = _first(item, ("DataSource", "S3DataSource", "S3Uri"))
        yield _Use(f'channel "{name}"', item if address is None else address, f"/opt/ml/input/data/{name}")


def _name(item: Value, key: str) -> str:
    name = _first(item, (key,))
    return str(name.value) if isinstance(name, Literal) else "…"


def _first(value: Value, *ways: tuple[str, ...]) -> Value | None:
    found = (value.get(*way) for way in ways) if isinstance(value, Record) else iter(())
    return next((one for one in found if one is not None), None)


def _arguments(words: ListValue) -> Iterator[_Use]:
    """Yield the arguments of a container, each by the option in front of it."""
    flag: str | None = None
    for word in words.items:
        if isinstance(word, Literal):
            flag = str(word.value) if str(word.value).startswith("-") else None
        else:
            yield _Use(f"argument {flag}" if flag else "argument", word)


_LISTS: Mapping[str, Callable[[ListValue], Iterator[_Use]]] = {
    "ProcessingInputs": _processing_inputs,
    "InputDataConfig": _channels,
    "ContainerArguments": _arguments,
}


def _reading_end(step: Step, use: _Use) -> End:
    read = step.script.reads if step.script is not None and use.folder is not None else ()
    return _end(step, use.called, use.folder, read, use.value.origin)


def _written_by(step: Step) -> Iterator[End]:
    """Yield what ``step`` surely writes: its outputs, or the model that it trains."""
    for name, folder, origin in output_folders(step):
        yield _writing_end(step, f'output "{name}"', folder, origin)
    if step.type == "Training":
        yield _writing_end(step, MODEL, _MODEL_FOLDER, step.origin)


def _addresses(step: Step) -> Iterator[tuple[str, End]]:
    """Yield the fixed S3 addresses that the outputs of ``step`` are uploaded to."""
    items = step.arguments.get("ProcessingOutputConfig", "Outputs")
    ends = {end.called: end for end in _written_by(step)}
    for item in items.items if isinstance(items, ListValue) else ():
        if not isinstance(item, Record):
            continue
        name, address = item.get("OutputName"), item.get("S3Output", "S3Uri")
        text = fixed_text(address) if address is not None else None
        end = ends.get(f'output "{name.value}"') if isinstance(name, Literal) else None
        if text is not None and end is not None:
            yield text.rstrip("/"), end


def _writing_end(step: Step, called: str, place: str | None, origin: Origin | None) -> End:
    written = step.script.writes if step.script is not None and place is not None else ()
    return _end(step, called, place, written, origin)


def _end(
    step: Step,
    called: str,
    place: str | None,
    files: tuple[Union[WrittenFile, ReadFile], ...],
    origin: Origin | None,
) -> End:
    inside = {one.path: one for one in reversed(files) if _is_inside(one.path, place)}
    if len(inside) > 1:
        inside.pop(place or "", None)  # where files in a folder are known, that it is used goes without saying
    kept = tuple(inside[path] for path in sorted(inside))
    return End(step.name, called, place, step.script.file if step.script is not None else None, kept, origin)


def _property_end(step: Step, reference: StepReference) -> End:
    """Return what a reference to a property of ``step`` reads."""
    members = tuple(part.name for part in reference.path if isinstance(part, (Member, Key)))
    if members[:2] == ("ProcessingOutputConfig", "Outputs") and len(members) > 2:
        folder = next((folder for name, folder, _ in output_folders(step) if name == members[2]), None)
        return _writing_end(step, f'output "{members[2]}"', folder, reference.origin)
    if members[:1] == ("OutputParameters",) and len(members) > 1:
        return End(step.name, f'output "{members[1]}"', origin=reference.origin)
    if members == ("ModelArtifacts", "S3ModelArtifacts"):
        return _writing_end(step, MODEL, _MODEL_FOLDER if step.type == "Training" else None, reference.origin)
    return End(step.name, path_text(reference.path) or "its result", origin=reference.origin)


def _file_end(step: Step, reference: PropertyFileReference) -> End:
    """Return the property file of ``step`` that a JsonGet reads."""
    named = [one for one in step.property_files if _is_called(one, reference.name)]
    place = path_of_file(step, named[0]) if len(named) == 1 else None
    return _writing_end(step, f'property file "{reference.name or "…"}"', place, reference.origin)


def _is_called(file: PropertyFile, name: str | None) -> bool:
    return isinstance(file.name, Literal) and file.name.value == name


def _outside(value: Value) -> str:
    if isinstance(value, ParameterReference):
        return f'parameter "{value.name}"'
    if isinstance(value, Literal):
        return str(value.value)
    text = fixed_text(value)
    return text if text is not None else expression_text(value)
