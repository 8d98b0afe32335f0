"""The turns of phrase that rules share: names in quotes, and what was expected instead of a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelint.pipeline.branches import Slot
from pipelint.pipeline.graph import Edge
from pipelint.pipeline.spelling import did_you_mean
from pipelint.pipeline.values import (
    ExecutionVariable,
    Join,
    JsonGet,
    ListValue,
    Literal,
    ParameterReference,
    Scalar,
    StepReference,
    Value,
)

LONGEST_LIST = 8  # more names than these hide the message they belong to
LONGEST_TEXT = 80  # characters of a text that a message repeats


def quoted(names: Iterable[str]) -> str:
    """Return ``"a", "b" and "c"``; of a long list the beginning and how many more there are."""
    every = list(names)
    known = [f'"{name}"' for name in every[:LONGEST_LIST]]
    if len(every) > LONGEST_LIST:
        known.append(f"{len(every) - LONGEST_LIST} more")
    return " and ".join([", ".join(known[:-1]), known[-1]] if known[1:] else known)


def expectation(name: str, legal: Sequence[str], lead: str) -> str:
    """Return what to add to a message that says ``name`` does not exist; the empty string without legal names.

    First the guess at what was meant, then the legal set, which ``lead`` introduces:
    ``'; did you mean "train"? It declares "test" and "train"'``. A guess that is the whole legal set suffices.
    """
    guess = did_you_mean(name, legal)
    if not legal or (guess and len(legal) == 1):
        return f";{guess}" if guess else ""
    return f";{guess} {lead[0].upper()}{lead[1:]} {quoted(legal)}" if guess else f"; {lead} {quoted(legal)}"


def reason(edge: Edge) -> str:
    """Say what makes the target of ``edge`` wait: ``reads ModelArtifacts.S3ModelArtifacts``."""
    reasons = {
        "depends_on": "DependsOn",
        "data": f"reads {edge.path}" if edge.path else "reads it",
        "property_file": f'reads property file "{edge.path}"',
        "branch": "stands in its branch",
        "body": "stands in its body",
    }
    return reasons[edge.kind]


def shown(text: str) -> str:
    """Return ``text`` in quotes as a message can show it: cut where it is long, control characters escaped."""
    cut = text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"
    return '"' + "".join(one if one.isprintable() else repr(one)[1:-1] for one in cut) + '"'


def shown_scalar(value: Scalar) -> str:
    """Return a scalar as JSON spells it: a string in quotes, ``true``, ``null``, a number."""
    if isinstance(value, str):
        return shown(value)
    if value is None or isinstance(value, bool):
        return {True: "true", False: "false", None: "null"}[value]
    return str(value)


def variable(value: Value) -> str:
    """Name a pipeline variable: ``parameter "Folds"``, ``execution variable PipelineName``."""
    if isinstance(value, ParameterReference):
        return f"parameter {shown(value.name)}"
    if isinstance(value, ExecutionVariable):
        return f"execution variable {value.name}"
    if isinstance(value, StepReference):
        return f"property {value}"
    if isinstance(value, JsonGet) and _is_result(value.source):
        return "the result of a @step function"
    return {Join: "a join", JsonGet: "a value of a JSON file"}.get(type(value), "a pipeline variable")


def _is_result(place: Value) -> bool:
    """Tell whether ``place`` is where a ``@step`` function leaves its result (workflow/function_step.py:275)."""
    pieces = place.values if isinstance(place, Join) else None
    return isinstance(pieces, ListValue) and pieces.items[-1:] == (Literal("results.json"),)


def where(slot: Slot) -> str:
    """Name a list of steps: ``the top level``, ``the if branch of "Check"``, ``the body of "Loop"``."""
    if slot.owner is None:
        return "the top level"
    return (
        f'the body of "{slot.owner.name}"' if slot.kind == "body" else f'the {slot.kind} branch of "{slot.owner.name}"'
    )
