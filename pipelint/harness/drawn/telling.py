"""What is told of a step of a run: its attempts, its conditions as they were judged, what it read, its arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipelint.drawing.drawing import Line, Section
from pipelint.harness.arms import written_name
from pipelint.pipeline.expression_text import shortened
from pipelint.pipeline.secrets import hidden

if TYPE_CHECKING:
    from pipelint.harness.conditions import Judgement
    from pipelint.harness.execution import Place, Read
    from pipelint.harness.step_run import StepRun

MOST_ITERATIONS = 20
"""Iterations of a loop that are told of one by one."""

_MOST_VALUES = 200  # of the arguments or outputs of one step
_OUTCOMES = {True: "true", False: "false", None: "not judged"}
_SIGNS = {
    "Equals": "=",
    "GreaterThan": ">",
    "GreaterThanOrEqualTo": "≥",
    "LessThan": "<",
    "LessThanOrEqualTo": "≤",
    "In": "in",
}


def sections(runs: Sequence[StepRun]) -> Iterator[Section]:
    """Yield what is told of one step of the definition, that came to ``runs``."""
    for step in runs[:MOST_ITERATIONS]:
        before = f"{step.name}: " if len(runs) > 1 else ""
        for title, lines in _parts(step, is_one_of_many=len(runs) > 1).items():
            if lines:
                yield Section(f"{before}{title}", tuple(lines))
    if len(runs) > MOST_ITERATIONS:
        yield Section(f"and {len(runs) - MOST_ITERATIONS} more iterations", ())


def box_lines(step: StepRun) -> tuple[str, ...]:
    """Return what stands in the box of a step that decides, in place of its expressions: the values they came to."""
    if step.judgements:
        texts = [f"{_values(one)}: {_OUTCOMES[one.outcome]}" for one in step.judgements]
        return tuple(f"and {text}" if number else text for number, text in enumerate(texts))
    if step.iterations:
        count = len(step.iterations)
        return (f"{count} {'iteration' if count == 1 else 'iterations'}",)
    return ()


def _values(judgement: Judgement) -> str:
    """Return ``judgement`` as the values it compared: ``0.85 ≥ 0.9``."""
    if judgement.operands:
        left, right = (shortened(one.value) for one in judgement.operands)
        return f"{left} {_SIGNS.get(judgement.type, judgement.type)} {right}"
    return f"{judgement.type}({', '.join(map(_values, judgement.parts))})"


def _parts(step: StepRun, is_one_of_many: bool) -> Mapping[str, Sequence[Line]]:
    return {
        "State": [Line(step.because)] if is_one_of_many else [],
        "Conditions": [Line(str(one), _OUTCOMES[one.outcome], is_code=True) for one in step.judgements],
        "Attempts": list(_attempts(step)),
        "Cache": [Line(step.cache_note)] if step.cache_note else [],
        "Items": [Line(shortened(one.item), str(one.index), is_code=True) for one in step.iterations[:MOST_ITERATIONS]],
        "Values it read": [_read(one, step) for one in step.values_read],
        "Arguments, resolved": list(_flat(step.resolved_arguments)),
        "Outputs": list(_flat(step.produced)),
    }


def _attempts(step: StepRun) -> Iterator[Line]:
    if len(step.tries) < 2:
        return
    for number, one in enumerate(step.tries, start=1):
        ended = "succeeded" if one.failure is None else one.failure.because
        yield Line(f"after {one.started:g} s, {ended}", f"attempt {number}")


def _read(read: Read, step: StepRun) -> Line:
    made_up = " (made up: no fake gives it)" if read.invented else ""
    leads_to = None
    if read.step is not None:
        leads_to = written_name(read.step, {one.name: one for one in step.pipeline.all_steps()})
    place = _place(read.place)
    value = hidden(read.value, place.rpartition(".")[2]) or shortened(read.value)
    return Line(f"{read.reference} = {value}{made_up}", place, leads_to, is_code=True)


def _place(place: Place) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return text.removeprefix(".")


def _flat(value: Mapping[str, Any] | None) -> Iterator[Line]:
    """Yield a line for each scalar inside ``value``, with the path to it; without recursion."""
    pending: list[tuple[str, Any]] = [("", value or {})]
    count = 0
    while pending and count < _MOST_VALUES:
        path, one = pending.pop()
        if isinstance(one, Mapping) and one:
            inner = [(f"{path}.{key}".removeprefix("."), part) for key, part in one.items()]
        elif isinstance(one, list) and any(isinstance(part, (Mapping, list)) for part in one):
            inner = [(f"{path}[{number}]", part) for number, part in enumerate(one)]
        else:
            if path:
                count += 1
                yield Line(hidden(one, path.rpartition(".")[2]) or shortened(one), path, is_code=True)
            continue
        pending += reversed(inner)
    if pending:
        yield Line("and more")
