"""Read the parts of one step: its name, arguments, dependencies, property files, outputs and further keys."""

from __future__ import annotations

from pipelint.pipeline.definition.conditions import read_conditions
from pipelint.pipeline.definition.notes import JsonObject, Notes, Pointer, below, kind
from pipelint.pipeline.definition.spelling import (
    OUTPUT_KEYS,
    PROPERTY_FILE_KEYS,
    STEP_KEYS,
    keys_of_dependency,
    spelled,
)
from pipelint.pipeline.definition.values import read_value
from pipelint.pipeline.model import Condition, Dependency, OutputParameter, PropertyFile
from pipelint.pipeline.record import replace
from pipelint.pipeline.values import EMPTY_RECORD, Record, Spelling, Unknown, Value


def read_name(content: JsonObject, notes: Notes, place: Pointer) -> tuple[str, bool]:
    """Return the step's name and True, or a label that no other step has and False."""
    name = content.get("Name")
    if isinstance(name, str):
        return name, True
    notes.unnamed_steps += 1
    label = f"<unnamed step {notes.unnamed_steps}>"
    notes.gap(label, f"expected a string as Name, found {kind(name)}" if "Name" in content else "it has no Name", place)
    return label, False


def read_type(content: JsonObject, name: str, notes: Notes, place: Pointer) -> str | None:
    """Return the step's type, or None where it has none."""
    type_name = content.get("Type")
    if isinstance(type_name, str):
        return type_name
    found = f"expected a string as Type, found {kind(type_name)}" if "Type" in content else "it has no Type"
    notes.gap(f'step "{name}"', found, place)
    return None


def read_arguments(
    content: JsonObject, apart: tuple[str, ...], notes: Notes, place: Pointer
) -> tuple[Record, tuple[Value, ...]]:
    """Return the arguments without the keys ``apart``, and what stands in their place if they are no plain object."""
    if "Arguments" not in content:
        return EMPTY_RECORD, ()
    given = content["Arguments"]
    here = below(place, "Arguments")
    own = {key: item for key, item in given.items() if key not in apart} if isinstance(given, dict) else given
    value = read_value(own, notes.document, here)
    if isinstance(value, Record):
        return value, ()
    found = "an expression" if isinstance(given, dict) else kind(given)
    notes.gap("Arguments", f"expected an object, found {found}", here)
    return Record(complete=False, origin=notes.origin(here)), (value,)


def read_step_conditions(
    content: JsonObject, type_name: str | None, notes: Notes, place: Pointer
) -> tuple[tuple[Condition, ...], bool]:
    """Return the conditions of a Condition step, and whether they are all there are; other steps have none."""
    if type_name != "Condition":
        return (), True
    arguments = content.get("Arguments", {})
    if not isinstance(arguments, dict):
        return (), False
    return read_conditions(arguments.get("Conditions", []), notes, below(place, "Arguments", "Conditions"))


def read_attributes(content: JsonObject, notes: Notes, place: Pointer) -> Record:
    """Return the step's further keys: ``CacheConfig``, ``DisplayName``, ``FunctionArn`` and whatever else there is."""
    entries = {
        str(key): read_value(item, notes.document, below(place, str(key)))
        for key, item in content.items()
        if key not in STEP_KEYS
    }
    return Record(entries, True, notes.origin(place))


def read_dependencies(content: JsonObject, notes: Notes, place: Pointer) -> tuple[tuple[Dependency, ...], bool]:
    """Return the entries of ``DependsOn``: step names, and from SDK v3 on ``{"Step": …, "Trigger": …}``."""
    if "DependsOn" not in content:
        return (), True
    here = below(place, "DependsOn")
    items, complete = notes.listed(content["DependsOn"], "DependsOn", here)
    dependencies: list[Dependency] = []
    for index, item in enumerate(items):
        dependency = _dependency(item, notes, below(here, index))
        if dependency is None:
            expected = 'expected a step name, or an object with "Step" and "Trigger"'
            notes.gap("an item of DependsOn", f"{expected}, found {kind(item)}", below(here, index))
            complete = False
        else:
            dependencies.append(dependency)
    return tuple(dependencies), complete


def _dependency(item: object, notes: Notes, place: Pointer) -> Dependency | None:
    entry = item if isinstance(item, dict) else {"Step": item}
    step, trigger = entry.get("Step"), entry.get("Trigger", "Completed")
    if not isinstance(step, str) or not isinstance(trigger, str):
        return None
    dependency = Dependency(step, trigger, notes.origin(place))
    if not isinstance(item, dict):
        return dependency
    spelling = spelled(item, frozenset({"Step", "Trigger"}), keys_of_dependency(dependency))
    return dependency if spelling is None else replace(dependency, spelling=spelling)


def read_property_files(content: JsonObject, notes: Notes, place: Pointer) -> tuple[tuple[PropertyFile, ...], bool]:
    """Return the property files, and whether they are all there are."""
    rows, complete = _rows(content, "PropertyFiles", PROPERTY_FILE_KEYS, notes, place)
    return tuple(
        PropertyFile(name, output, path, notes.origin(at), spelling) for (name, output, path), at, spelling in rows
    ), complete


def read_outputs(content: JsonObject, notes: Notes, place: Pointer) -> tuple[tuple[OutputParameter, ...], bool]:
    """Return the outputs of a Lambda or Callback step, and whether they are all there are."""
    rows, complete = _rows(content, "OutputParameters", OUTPUT_KEYS, notes, place)
    return tuple(
        OutputParameter(name, type_name, notes.origin(at), spelling) for (name, type_name), at, spelling in rows
    ), complete


def _rows(
    content: JsonObject, key: str, columns: tuple[str, ...], notes: Notes, place: Pointer
) -> tuple[list[tuple[list[Value], Pointer, Spelling | None]], bool]:
    """Read the list of objects under ``key``: for each its values for ``columns``, unknown where it lacks one."""
    if key not in content:
        return [], True
    objects, complete = notes.objects(content[key], key, below(place, key))
    rows: list[tuple[list[Value], Pointer, Spelling | None]] = []
    for entry, at in objects:
        values: list[Value] = []
        for column in columns:
            if column in entry:
                values.append(read_value(entry[column], notes.document, below(at, column)))
            else:
                notes.gap(f"an item of {key}", f"it has no {column}", at)
                values.append(Unknown(f"{column} is missing", notes.origin(at)))
        rows.append((values, at, spelled(entry, frozenset(columns), frozenset(columns))))
    return rows, complete
