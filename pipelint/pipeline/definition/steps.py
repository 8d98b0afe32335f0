"""Read steps, with the steps inside them (the branches of a condition, the body of a loop) to any depth."""

from __future__ import annotations

from pipelint.pipeline.definition import parts
from pipelint.pipeline.definition.notes import JsonObject, Notes, Pointer, below
from pipelint.pipeline.definition.spelling import ARGUMENT_KEYS, STEP_KEYS, keys_of_step, spelled
from pipelint.pipeline.model import Step
from pipelint.pipeline.record import field, record, replace
from pipelint.pipeline.service.step_types import STEP_TYPES
from pipelint.pipeline.values import Spelling

_STEP_LISTS = ("IfSteps", "ElseSteps", "ForEachBody")


@record(frozen=False)
class _Node:
    """A step to be read, and the nodes inside it by the key of ``Arguments`` they stand under.

    ``malformed`` are the keys of those that hold something else than steps, too.
    """

    content: JsonObject
    place: Pointer
    inside: dict[str, list[_Node]] = field(default_factory=dict)
    inside_complete: bool = True
    malformed: set[str] = field(default_factory=set)
    step: Step | None = None


def read_steps(content: object, notes: Notes, pointer: Pointer) -> tuple[tuple[Step, ...], bool]:
    """Return the steps in the list ``content``, and whether they are all there are."""
    top, complete = _nodes(content, "Steps", notes, pointer)
    nodes = list(top)
    for node in nodes:  # grows while it is walked: a step comes before the steps inside it
        _open(node, notes)
        step = _read(node, notes)
        spelling = _spelling(step, node)
        node.step = step if spelling is None else replace(step, spelling=spelling)
        for inner in node.inside.values():
            nodes.extend(inner)
    for node in reversed(nodes):
        node.step = _filled(node, node.step)
    return _steps(top), complete


def _nodes(content: object, what: str, notes: Notes, pointer: Pointer) -> tuple[list[_Node], bool]:
    objects, complete = notes.objects(content, what, pointer)
    return [_Node(item, place) for item, place in objects], complete


def _steps(nodes: list[_Node]) -> tuple[Step, ...]:
    return tuple(node.step for node in nodes if node.step is not None)


def _filled(node: _Node, step: Step | None) -> Step | None:
    """Return the step of ``node`` with the steps inside it, which are complete already."""
    if step is None or not node.inside:
        return step
    if_steps, else_steps, body = (_steps(node.inside.get(key, [])) for key in _STEP_LISTS)
    return replace(step, if_steps=if_steps, else_steps=else_steps, body=body)


def _open(node: _Node, notes: Notes) -> None:
    """Find the steps inside ``node``."""
    arguments = node.content.get("Arguments")
    type_name = node.content.get("Type")
    if not isinstance(arguments, dict) or not isinstance(type_name, str):
        return
    for key in ARGUMENT_KEYS.get(type_name, ()):
        if key in arguments and key in _STEP_LISTS:
            place = below(node.place, "Arguments", key)
            node.inside[key], complete = _nodes(arguments[key], key, notes, place)
            if not complete:
                node.inside_complete = False
                node.malformed.add(key)
    if type_name not in STEP_TYPES and any(_looks_like_steps(item) for item in arguments.values()):
        notes.gap("Arguments", f"pipelint does not know which steps a {type_name} step holds", node.place)
        node.inside_complete = False


def _looks_like_steps(content: object) -> bool:
    return isinstance(content, (list, tuple)) and any(
        isinstance(item, dict) and {"Name", "Type", "Arguments"} <= item.keys() for item in content
    )


def _read(node: _Node, notes: Notes) -> Step:
    """Return the step of ``node``, still without the steps inside it."""
    content, place = node.content, node.place
    name, name_known = parts.read_name(content, notes, place)
    type_name = parts.read_type(content, name, notes, place)
    arguments, unplaced = parts.read_arguments(content, ARGUMENT_KEYS.get(type_name or "", ()), notes, place)
    conditions, conditions_complete = parts.read_step_conditions(content, type_name, notes, place)
    depends_on, depends_on_complete = parts.read_dependencies(content, notes, place)
    property_files, property_files_complete = parts.read_property_files(content, notes, place)
    outputs, outputs_complete = parts.read_outputs(content, notes, place)
    return Step(
        name=name,
        type=type_name,
        arguments=arguments,
        attributes=parts.read_attributes(content, notes, place),
        depends_on=depends_on,
        depends_on_complete=depends_on_complete,
        property_files=property_files,
        property_files_complete=property_files_complete,
        outputs=outputs,
        outputs_complete=outputs_complete,
        conditions=conditions,
        conditions_complete=conditions_complete,
        children_complete=node.inside_complete and not unplaced,
        name_known=name_known,
        unplaced=unplaced,
        origin=notes.origin(place),
        name_origin=notes.origin(below(place, "Name")) if name_known else None,
    )


def _spelling(step: Step, node: _Node) -> Spelling | None:
    """Return how ``step`` is spelled; what is malformed of it is among the extras as it was."""
    arguments = node.content.get("Arguments")
    apart = ARGUMENT_KEYS.get(step.type or "", ())
    named: JsonObject = {key: item for key, item in node.content.items() if key in STEP_KEYS}
    if isinstance(arguments, dict):
        named |= {key: arguments[key] for key in apart if key in arguments}
    held = {
        "Name": step.name_known,
        "Type": step.type is not None,
        "Arguments": not step.unplaced,
        "DependsOn": step.depends_on_complete,
        "PropertyFiles": step.property_files_complete,
        "OutputParameters": step.outputs_complete,
        "Conditions": step.conditions_complete,
    }
    fields = {key for key in (*STEP_KEYS, *apart) if held.get(key, key not in node.malformed)}
    return spelled(named, fields, keys_of_step(step))
