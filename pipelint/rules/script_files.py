"""What rules ask of the scripts of steps: where an output lies in the container, and what is written there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from pipelint.pipeline.model import PropertyFile, Step
from pipelint.pipeline.scripts import WrittenFile
from pipelint.pipeline.values import ListValue, Literal, Origin, PropertyFileReference, Record, Value
from pipelint.rules.looking import PROCESSING_OUTPUTS


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


def told(written: WrittenFile) -> tuple[tuple[Origin, str], ...]:
    """Return the place in the script, for a report to show beside its own."""
    return ((written.origin, "it is written here"),) if written.origin is not None else ()
