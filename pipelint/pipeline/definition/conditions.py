"""Read conditions: comparisons, ``In``, ``Not`` and ``Or``, nested to any depth.

The keys are those the SDKs emit (``sagemaker/workflow/conditions.py:91-287`` of sagemaker 2.257). The published schema
spells ``In`` with ``Value`` and ``In`` instead, which no SDK emits and is left as not understood.
"""

from __future__ import annotations

from pipelint.pipeline.definition.notes import Notes, Pointer, below, kind
from pipelint.pipeline.definition.spelling import spelled
from pipelint.pipeline.definition.values import read_value
from pipelint.pipeline.model import Comparison, Condition, Disjunction, Membership, Negation, UnknownCondition

_COMPARISONS = frozenset({"Equals", "GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo"})

# The keys beside "Type" that a condition of each type needs.
_KEYS = dict.fromkeys(_COMPARISONS, ("LeftValue", "RightValue")) | {
    "In": ("QueryValue", "Values"),
    "Not": ("Condition",),
    "Or": ("Conditions",),
}
_ALL_KEYS = {name: frozenset({"Type", *keys}) for name, keys in _KEYS.items()}


def read_conditions(content: object, notes: Notes, pointer: Pointer) -> tuple[tuple[Condition, ...], bool]:
    """Return the conditions in the list ``content``, and whether they are all there are."""
    items, complete = notes.listed(content, "Conditions", pointer)
    nodes: list[tuple[object, Pointer]] = [(item, below(pointer, index)) for index, item in enumerate(items)]
    inner: list[range] = []
    for item, place in nodes:  # grows while it is walked: outer conditions come before the ones inside them
        problem = _problem(item)
        if problem is not None:
            notes.gap("a condition", problem, place)
        first = len(nodes)
        nodes.extend(_inside(item, place))
        inner.append(range(first, len(nodes)))
    built: dict[int, Condition] = {}
    for number in range(len(nodes) - 1, -1, -1):
        item, place = nodes[number]
        built[number] = _build(item, tuple(built.pop(child) for child in inner[number]), notes, place)
    return tuple(built[index] for index in range(len(items))), complete


def _inside(content: object, pointer: Pointer) -> list[tuple[object, Pointer]]:
    """Return the conditions directly inside ``content``."""
    if not isinstance(content, dict) or _problem(content) is not None:
        return []
    if content["Type"] == "Not":
        return [(content["Condition"], below(pointer, "Condition"))]
    if content["Type"] == "Or":
        return [(item, below(pointer, "Conditions", index)) for index, item in enumerate(content["Conditions"])]
    return []


def _build(content: object, inside: tuple[Condition, ...], notes: Notes, pointer: Pointer) -> Condition:
    """Return the condition ``content``, once the conditions inside it are built."""
    origin = notes.origin(pointer)
    if not isinstance(content, dict) or _problem(content) is not None:
        type_name = content.get("Type") if isinstance(content, dict) else None
        value = read_value(content, notes.document, pointer)
        return UnknownCondition(type_name if isinstance(type_name, str) else None, value, origin)
    name = content["Type"]
    spelling = spelled(content, _ALL_KEYS[name], _ALL_KEYS[name])
    if name == "Not":
        return Negation(inside[0], origin, spelling)
    if name == "Or":
        return Disjunction(inside, True, origin, spelling)
    first, second = (read_value(content[key], notes.document, below(pointer, key)) for key in _KEYS[name])
    if name == "In":
        return Membership(first, second, origin, spelling)
    return Comparison(name, first, second, origin, spelling)


def _problem(content: object) -> str | None:
    """Say why ``content`` is no condition that can be read, or None."""
    if not isinstance(content, dict):
        return f"expected an object, found {kind(content)}"
    name = content.get("Type")
    if not isinstance(name, str):
        return "it has no Type"
    if name not in _KEYS:
        return f'pipelint knows no condition of type "{name}"'
    missing = [key for key in _KEYS[name] if key not in content]
    if missing:
        return f"{name} needs {' and '.join(missing)}"
    if name == "Or" and not isinstance(content["Conditions"], (list, tuple)):
        return f"Conditions of Or: expected a list, found {kind(content['Conditions'])}"
    return None
