"""What a step brings into its container: where inputs, outputs and property files lie, and what its script gets."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pipelint.pipeline.model import PropertyFile, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.values import ListValue, Literal, Origin, Record, Value


@record
class Place:
    """A folder in the container that an input fills: the ``name`` of the input, the folder, and where that is said."""

    name: str
    folder: str
    origin: Origin | None


def output_folders(step: Step) -> Iterator[tuple[str, str, Origin | None]]:
    """Yield the name, the local path and the place of each output of a processing step, where they are written out."""
    outputs = step.arguments.get("ProcessingOutputConfig", "Outputs")
    for item in outputs.items if isinstance(outputs, ListValue) else ():
        if not isinstance(item, Record):
            continue
        name, folder = item.get("OutputName"), item.get("S3Output", "LocalPath")
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


def hyperparameters(step: Step) -> Record:
    """Return the hyperparameters that the script of a training step gets; complete where those are all."""
    given = step.arguments.get("HyperParameters")
    told = step.code is not None and step.code.arguments_known
    if isinstance(given, Record):
        return Record(given.entries, given.complete or told, given.origin)
    return Record({}, given is None and told)
