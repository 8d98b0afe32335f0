"""What a drawing tells of a step to who asks for it: its arguments, where its data come from, what its script does."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Union

from pipelint.drawing.drawing import Line, Section
from pipelint.drawing.places import Place
from pipelint.pipeline.condition_text import condition_text
from pipelint.pipeline.expression_text import expression_text
from pipelint.pipeline.model import Condition, Pipeline, condition_values
from pipelint.pipeline.scripts import ReadFile, Script, WrittenFile, spelled
from pipelint.pipeline.secrets import hidden
from pipelint.pipeline.values import (
    ListValue,
    Literal,
    ParameterReference,
    PropertyFileReference,
    Record,
    StepReference,
    Value,
    walk,
)
from pipelint.pipeline.wires import End, Wire

_LONGEST = 400
"""Characters that are told of a value: a definition may hold the text of a whole program."""


class Teller:
    """Tells of the steps of a pipeline; ``ids`` says which step of the drawing a name leads to."""

    def __init__(self, pipeline: Pipeline, ids: Mapping[str, str], wired: Sequence[Wire]) -> None:
        self._ids = ids
        self._defaults = {
            one.name: "" if one.default is None else f" (default {value_text(one.default, one.name)})"
            for one in pipeline.parameters
        }
        self._reading: dict[str, list[Wire]] = {}
        self._written: dict[str, list[Wire]] = {}
        for wire in wired:
            if wire.target is not None:
                self._reading.setdefault(wire.target.step, []).append(wire)
            if wire.source is not None:
                self._written.setdefault(wire.source.step, []).append(wire)

    def sections(self, place: Place) -> Iterator[Section]:
        """Yield what there is to tell of the step at ``place``; parts that it has nothing of are left out."""
        step = place.step
        parts = {
            "Conditions": [
                Line(condition_line(one), to=self._leads_to(tuple(condition_values(one)))) for one in step.conditions
            ],
            "Arms": [Line(one, kind, one) for kind, arm in place.arms.items() for one in arm],
            "Arguments": [*self._values("", step.arguments), *(self._line("another", one) for one in step.unplaced)],
            "Settings": list(self._values("", step.attributes)),
            "Waits for": [
                Line(one.step, "" if one.trigger == "Completed" else one.trigger, self._ids.get(one.step))
                for one in step.depends_on
            ],
            "Reads": [line for wire in self._reading.get(step.name, ()) for line in self._read(wire)],
            "Read by": [line for wire in self._written.get(step.name, ()) for line in self._given(wire)],
            "Script": list(_script(step.script)) if step.script is not None else [],
        }
        return (Section(title, tuple(lines)) for title, lines in parts.items() if lines)

    def _values(self, path: str, value: Value) -> Iterator[Line]:
        """Yield a line for each value inside ``value`` that is not cut further; without recursion."""
        pending = [(path, value)]
        while pending:
            here, one = pending.pop()
            if isinstance(one, Record) and one.entries:
                inner = [(f"{here}.{key}".removeprefix("."), part) for key, part in one.entries.items()]
            elif isinstance(one, ListValue) and any(isinstance(part, (Record, ListValue)) for part in one.items):
                inner = [(f"{here}[{number}]", part) for number, part in enumerate(one.items)]
            else:
                if here or not isinstance(one, Record):
                    yield self._line(here, one)
                continue
            pending += reversed(inner)

    def _line(self, label: str, value: Value) -> Line:
        default = self._defaults.get(value.name, "") if isinstance(value, ParameterReference) else ""
        name = label.rpartition(".")[2]
        return Line(value_text(value, name) + default, label, self._leads_to([value]), is_code=True)

    def _leads_to(self, values: Sequence[Value]) -> str | None:
        """Return the id of the first step that ``values`` refer to."""
        names = (
            one.step
            for value in values
            for one in walk(value)
            if isinstance(one, (StepReference, PropertyFileReference)) and one.step in self._ids
        )
        name = next(names, None)
        return self._ids[name] if name is not None else None

    def _read(self, wire: Wire) -> Iterator[Line]:
        """Yield what the target of ``wire`` reads, where it lies in the container, and what the script reads there."""
        target, source = wire.target, wire.source
        if target is None:
            return
        outside = wire.outside or ""
        text = hidden(outside) or outside if source is None else f"{source.step}: {source.called}"
        path = f", json path {wire.json_path}" if wire.json_path is not None else ""
        yield Line(text + path, target.called, self._ids.get(source.step) if source is not None else None)
        yield from _files(target)

    def _given(self, wire: Wire) -> Iterator[Line]:
        source, target = wire.source, wire.target
        if source is None:
            return
        text = "no step reads it" if target is None else f"{target.step}: {target.called}"
        yield Line(text, source.called, self._ids.get(target.step) if target is not None else None)
        yield from _files(source)


def parameter_lines(pipeline: Pipeline) -> Iterator[Line]:
    """Yield a line for each parameter of ``pipeline``: its type and its default."""
    for one in pipeline.parameters:
        default = "" if one.default is None else f" = {value_text(one.default, one.name)}"
        yield Line(f"{one.type}{default}", one.name, is_code=True)


def value_text(value: Value, name: str = "") -> str:
    """Return ``value``, which is called ``name``, as people read it, cut where it is long; of a secret the kind."""
    return _secret((value,), name) or _cut(expression_text(value))


def condition_line(condition: Condition) -> str:
    """Return ``condition`` as people read it, cut where it is long."""
    return _secret(condition_values(condition)) or _cut(condition_text(condition))


def _secret(values: Iterable[Value], name: str = "") -> str | None:
    """Return what is shown in place of ``values`` where one of their texts looks like a secret."""
    texts = (part.value for value in values for part in walk(value) if isinstance(part, Literal))
    return next((shown for text in texts if (shown := hidden(text, name))), None)


def deed_text(file: Union[WrittenFile, ReadFile], folder: str) -> str:
    """Say what a script does with ``file``, which lies in ``folder`` or is it: ``writes train.csv``."""
    path = file.path.removeprefix(folder.rstrip("/")).strip("/") or "it"
    verb = "writes" if isinstance(file, WrittenFile) else "reads"
    shapes = [spelled(one) for one in file.documents] if isinstance(file, WrittenFile) else []
    return f"{verb} {path}{': ' if shapes else ''}{' or '.join(dict.fromkeys(shapes))}"


def _files(end: End) -> Iterator[Line]:
    """Yield where ``end`` lies in its container, and what its script does there."""
    if end.place is not None:
        yield Line(end.place, "in", is_code=True)
    for one in end.files:
        yield Line(deed_text(one, end.place or ""), posixpath.basename(end.script or ""), is_code=True)


def _script(script: Script) -> Iterator[Line]:
    """Yield what is known of the script of a step: its file, the files that it writes and reads, and its options."""
    yield Line(script.file, "file", is_code=True)
    files: tuple[Union[WrittenFile, ReadFile], ...] = (*script.writes, *script.reads)
    for one in files:
        verb, _, path = deed_text(one, "").partition(" ")
        yield Line(path if path.startswith("/") else f"/{path}", verb, is_code=True)
    options = script.command_line.options if script.command_line is not None else ()
    for option in options:
        needed = ", required" if option.required else ""
        yield Line(f"{', '.join(option.flags) or 'a positional'}{needed}", "option", is_code=True)
    for variable in script.needs:
        yield Line(variable.name, "needs variable", is_code=True)
    if not script.complete:
        yield Line("it may write more than that")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
