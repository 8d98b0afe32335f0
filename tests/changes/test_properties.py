"""What holds of any two definitions: nothing differs from itself, there and back are alike, an edit is found."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelint.changes.changes import Changes
from tests.changes.samples import CACHE, compared
from tests.harness.harness_samples import abalone
from tests.pipeline.generated_definitions import definitions

SWAPPED = {"added": "removed", "removed": "added", "changed": "changed"}


def outline(changes: Changes, mirrored: bool = False) -> set[object]:
    """Return what differs, without order; ``mirrored`` as it is seen from the other side."""

    def turned(old: object, new: object) -> tuple[object, object]:
        return (new, old) if mirrored else (old, new)

    def field(owner: str, one: Any) -> object:
        return ("field", owner, one.text, *turned(one.old, one.new), one.only, one.certain)

    found: set[object] = {field("", one) for one in changes.fields}
    for parameter in changes.parameters:
        found.add(("parameter", SWAPPED[parameter.kind] if mirrored else parameter.kind, parameter.name))
        found |= {field(parameter.name, one) for one in parameter.fields}
    for step in changes.steps:
        old_name = step.old_name if step.old_name is not None else step.name
        moved = (step.old_place if step.old_place is not None else step.place, step.place)
        names, places = turned(old_name, step.name), turned(*moved)
        owner = "/".join(sorted((old_name, step.name)))
        found.add(("step", SWAPPED[step.kind] if mirrored else step.kind, names, places, len(step.fields)))
        found |= {field(owner, one) for one in step.fields}
        found |= {("wire", owner, one.called, *turned(frozenset(one.old), frozenset(one.new))) for one in step.rewired}
        found |= {("wait", owner, one.kind, *turned(one.old, one.new)) for one in step.waits}
    return found


@given(definitions)
def test_nothing_differs_from_itself(definition: dict[str, Any]) -> None:
    changes = compared(definition, copy.deepcopy(definition))
    assert outline(changes) == set()
    assert changes.caches == ()


@given(definitions, definitions)
@settings(max_examples=60)
def test_there_and_back_are_mirror_images(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert outline(compared(one, other)) == outline(compared(other, one), mirrored=True)


def leaves(content: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return where the plain values of the arguments stand that are no names."""
    if isinstance(content, dict):
        return [
            found for key, value in content.items() if not key.endswith("Name") for found in leaves(value, (*path, key))
        ]
    if isinstance(content, list):
        return [found for number, value in enumerate(content) for found in leaves(value, (*path, number))]
    return [path]


STEPS = abalone()["Steps"]
PLACES = [
    (number, path)
    for number in (0, 1, 2)
    for path in leaves(STEPS[number]["Arguments"])
    if "Get" not in path and STEPS[number]["Type"] in ("Processing", "Training")
]
SPELLED = {"ProcessingInputs": "InputName", "Outputs": "OutputName", "InputDataConfig": "ChannelName"}


def spelled(content: Any, path: tuple[str | int, ...]) -> str:
    """Return ``path`` as changes tell it: the items of lists by their names."""
    text, around = "", ""
    for key in path:
        if isinstance(key, int):
            text += f"['{content[key][SPELLED[around]]}']" if around in SPELLED else f"[{key}]"
        else:
            text += f".{key}"
            around = key
        content = content[key]
    return text.removeprefix(".")


@given(st.sampled_from(PLACES), st.text(max_size=5).map(lambda text: f"new {text}"))
def test_an_edit_is_found_as_precisely_that_edit(place: tuple[int, tuple[str | int, ...]], value: str) -> None:
    number, path = place
    old, new = abalone(), abalone()
    for definition in (old, new):
        for step in definition["Steps"][:3]:
            step["CacheConfig"] = CACHE
    holder = new["Steps"][number]["Arguments"]
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    changes = compared(old, new)
    step = next(one for one in changes.steps if one.name == old["Steps"][number]["Name"])
    assert [one.text for one in step.fields] == [spelled(old["Steps"][number]["Arguments"], path)]
    assert all(not other.fields for other in changes.steps if other is not step)
    assert [one.kind for one in changes.steps] == ["changed"] * len(changes.steps)
    assert changes.parameters == ()
    (outcome,) = [one.outcome for one in changes.caches if one.step == step.name]
    counts = path[0] in ("ProcessingInputs", "InputDataConfig")
    assert outcome == ("lost" if counts else "kept")


@given(st.permutations(range(4)), st.permutations(range(2)))
def test_order_that_means_nothing_is_no_edit(order: list[int], inputs: list[int]) -> None:
    old, new = abalone(), abalone()
    new["Steps"] = [new["Steps"][number] for number in order]
    for step in new["Steps"]:
        given_inputs = step["Arguments"].get("ProcessingInputs", [])
        if len(given_inputs) == 2:
            step["Arguments"]["ProcessingInputs"] = [given_inputs[number] for number in inputs]
        step["Arguments"] = dict(reversed(step["Arguments"].items()))
    assert not compared(old, new)
