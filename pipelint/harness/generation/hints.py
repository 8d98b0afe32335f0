"""What the inputs of a pipeline are compared with: values worth trying, and the kind of value that each must be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipelint.harness.arms import comparisons
from pipelint.harness.generation.inputs import Domain, Input, NotChosen, domain, inputs_in
from pipelint.harness.generation.search import sides
from pipelint.pipeline.model import Condition, Pipeline
from pipelint.pipeline.values import ListValue, Literal


def hints_of(pipeline: Pipeline) -> dict[Input, list[Any]]:
    """Return the values that each input is compared with, as far as they are written out.

    Inputs that are compared with each other share them, and the defaults of those that are parameters: what is to be
    equal to a parameter, which another condition compares with 2, had better be 2.
    """
    groups: list[tuple[dict[Input, None], list[Any]]] = []
    for step in pipeline.all_steps():
        for _, leaf in comparisons(step.conditions):
            inputs, values = _compared(leaf)
            for group in [group for group in groups if group[0].keys() & inputs.keys()]:
                groups.remove(group)
                inputs, values = {**group[0], **inputs}, [*group[1], *values]
            groups.append((inputs, values))
    hints = {}
    for inputs, values in groups:
        defaults = [domain(one, pipeline).default for one in inputs if one.kind == "parameter"]
        known = [*values, *(value for value in defaults if value is not None)]
        hints.update({one: known for one in inputs if one.kind != "variable"})
    return hints


def _compared(leaf: Condition) -> tuple[dict[Input, None], list[Any]]:
    """Return the inputs of ``leaf``, and the values that are written out in it."""
    inputs: dict[Input, None] = {}
    values: list[Any] = []
    for side in sides(leaf):
        try:
            inputs.update(dict.fromkeys(inputs_in(side)))
            parts = side.items if isinstance(side, ListValue) else (side,)
            values.extend(part.value for part in parts if isinstance(part, Literal))
        except NotChosen:
            continue
    return inputs, values


def domains_of(pipeline: Pipeline, hints: Mapping[Input, Sequence[Any]]) -> dict[Input, Domain]:
    """Return the domain of each input that a condition reads, as narrow as what it is compared with makes it.

    A value in a JSON file can be anything. Compared with a number it had better be one: nobody has said what comes of
    anything else.
    """
    return {one: _narrowed(domain(one, pipeline), values) for one, values in hints.items()}


def _narrowed(known: Domain, values: Sequence[Any]) -> Domain:
    if known.kind != "any" or known.among is not None:
        return known
    return next((Domain(kind) for value in values for kind in _KINDS if isinstance(value, _KINDS[kind])), known)


_KINDS: Mapping[str, tuple[type, ...]] = {"boolean": (bool,), "number": (int, float), "string": (str,)}
