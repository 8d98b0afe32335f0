"""From the model of a pipeline to its drawing. Whatever is wrong with the pipeline, there is something to draw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pipelint.drawing.arrows import arrows_between
from pipelint.drawing.drawing import FINDINGS, Drawing, Line, Mark, Node, Section
from pipelint.drawing.places import ArmKind, Place, ids_by_name, places
from pipelint.drawing.telling import Teller, condition_line, parameter_lines, value_text
from pipelint.findings import Finding
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.pipeline.wires import wires

Frame = Callable[[Finding], Iterable[str]]
"""Says what is shown of a finding below its message: its place, the line of code, the way out."""

_SHOWN = {"ForEach": ("IterableItems", "for each of "), "Fail": ("ErrorMessage", "")}
"""The argument of a type of step that its box shows, and what stands before it."""

_ARMS: tuple[ArmKind, ...] = ("if", "else")


def way_out(finding: Finding) -> Iterable[str]:
    """Return the lines of the way out of ``finding``: what is known of it without its file."""
    return (finding.help or "").splitlines()


def drawing_of(
    pipeline: Pipeline, title: str = "", findings: Sequence[Finding] = (), frame: Frame = way_out
) -> Drawing:
    """Return the drawing of ``pipeline``.

    ``title`` is its name unless another is given. ``findings`` are those about this pipeline: each marks the step of
    the name that it gives, and is told of there with the lines that ``frame`` makes of it. Where several have that name
    it is the first of them: hundreds of findings at each of hundreds are nothing to look at. Never raises, whatever the
    pipeline is like: names that several steps have, references to steps that do not exist, and cycles are drawn.
    """
    standing = places(pipeline)
    ids = ids_by_name(standing)
    wired = wires(pipeline)
    teller = Teller(pipeline, ids, wired)
    about: dict[str | None, list[Finding]] = {}
    for one in findings:
        about.setdefault(None if one.step is None else ids.get(one.step), []).append(one)
    parameters = tuple(parameter_lines(pipeline))
    return Drawing(
        title or _name(pipeline),
        tuple(_node(place, teller, about.get(place.id, ()), frame) for place in standing),
        tuple(arrows_between(pipeline, standing, ids, wired)),
        sections=(*((Section("Parameters", parameters),) if parameters else ()), *_told(about.get(None, ()), frame)),
    )


def _name(pipeline: Pipeline) -> str:
    return str(pipeline.name.value) if isinstance(pipeline.name, Literal) else "pipeline"


def _node(place: Place, teller: Teller, findings: Sequence[Finding], frame: Frame) -> Node:
    step = place.step
    return Node(
        id=place.id,
        name=step.name,
        type=step.type or "",
        lines=tuple(_in_the_box(place)),
        inside=place.inside,
        sections=(*_told(findings, frame), *teller.sections(place)),
        marks=tuple(Mark(one.severity.value, f"{one.code} {one.message}") for one in findings),
    )


def _in_the_box(place: Place) -> Iterator[str]:
    """Yield what stands in the box below the name: what a condition asks, and the arms of it that hold no step."""
    step = place.step
    for number, condition in enumerate(step.conditions):
        yield f"{'and ' if number else ''}{condition_line(condition)}"
    if step.type == "Condition" and step.children_complete:
        yield from (f"{kind}: no step" for kind in _ARMS if not place.arms[kind])
    argument, words = _SHOWN.get(step.type or "", ("", ""))
    value = step.arguments.entries.get(argument)
    if value is not None:
        yield f"{words}{value_text(value)}"


def _told(findings: Sequence[Finding], frame: Frame) -> Iterator[Section]:
    if findings:
        yield Section(FINDINGS, tuple(line for one in findings for line in _finding(one, frame)))


def _finding(finding: Finding, frame: Frame) -> Iterator[Line]:
    yield Line(finding.message, f"{finding.severity.value} {finding.code}")
    yield from (Line(text, is_code=True) for text in frame(finding))
