"""Two pipelines, from what they are to what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Union

from pipelint.changes.caching import cache_changes
from pipelint.changes.changes import Changes, FieldChange, Kind, ParameterChange, Rewiring, StepChange, WaitChange
from pipelint.changes.fields import Fields, field_change, told
from pipelint.changes.matching import Matching, Pair
from pipelint.changes.tokens import condition_tokens
from pipelint.pipeline.condition_text import condition_text
from pipelint.pipeline.graph import edges
from pipelint.pipeline.model import Parameter, Pipeline, Step, condition_values
from pipelint.pipeline.record import record
from pipelint.pipeline.scripts import LocalCode
from pipelint.pipeline.secrets import hidden
from pipelint.pipeline.values import ListValue, Literal, Member, Record, Unknown, Value, walk
from pipelint.pipeline.wires import End, wires


@record
class CodeFile:
    """The file that a step runs: its ``name`` in the project, and a ``digest`` of what it holds where that is known."""

    name: str
    digest: str | None = None


FindCode = Callable[[LocalCode], CodeFile]
"""Finds the file that a step runs."""


def _by_path(code: LocalCode) -> CodeFile:
    return CodeFile(code.path)


def compare(old: Pipeline, new: Pipeline, find_old: FindCode = _by_path, find_new: FindCode = _by_path) -> Changes:
    """Return what differs between two pipelines.

    Neither the order of keys nor that of lists whose order means nothing counts. Where a source is compared with a
    definition, what the source does not tell is no difference. The files that steps run are compared by what
    ``find_old`` and ``find_new`` say of them, by default by the paths in the source.
    """
    return _Comparison(_side(old, find_old), _side(new, find_new)).changes()


_Source = tuple[Union[str, None], Union[str, None], Union[str, None]]
"""A step, what it hands over, and what is read of it if that is a JSON file; or None and what comes from outside."""


@record
class _Side:
    """One of the two pipelines, and what is asked of it for each of its steps."""

    pipeline: Pipeline
    find: FindCode
    handed: Mapping[str, Mapping[str, tuple[_Source, ...]]]
    read: Mapping[str, frozenset[str]]


class _Comparison:
    def __init__(self, old: _Side, new: _Side) -> None:
        self._old, self._new = old, new
        self._matching = Matching(old.pipeline, new.pipeline)
        self._lenient = (old.pipeline.dialect is None) != (new.pipeline.dialect is None)
        self._fields = Fields(self._matching.naming, self._lenient)

    def changes(self) -> Changes:
        old, new = self._old.pipeline, self._new.pipeline
        parameters = tuple(self._parameters(old.parameters, new.parameters))
        fields = tuple(self._of_pipelines(old, new))
        steps = [change for pair in self._matching.pairs if (change := self._step(pair)) is not None]
        caches = cache_changes(new, self._matching, steps, parameters)
        return Changes(fields, parameters, tuple(steps), caches, self._fields.not_compared)

    def _of_pipelines(self, old: Pipeline, new: Pipeline) -> Iterator[FieldChange]:
        if isinstance(old.name, Literal) and isinstance(new.name, Literal):
            yield from self._fields.differences(old.name, new.name, Member("Name"))
        path = Member("PipelineExperimentConfig")
        yield from self._fields.differences(old.experiment_config, new.experiment_config, path)
        yield from self._fields.differences(old.attributes, new.attributes)

    def _parameters(self, old: Iterable[Parameter], new: Iterable[Parameter]) -> Iterator[ParameterChange]:
        before, after = ({one.name: one for one in many} for many in (old, new))
        for name in {**after, **before}:
            one, other = before.get(name), after.get(name)
            fields = tuple(self._fields.differences(_of_parameter(one), _of_parameter(other), called=name))
            if one is None or other is None:
                known = _of_parameter(other or one)
                fields = tuple(_one_sided(known.entries, one is None, name))
                yield ParameterChange("removed" if other is None else "added", name, fields)
            elif fields:
                yield ParameterChange("changed", name, fields)

    def _step(self, pair: Pair) -> StepChange | None:
        old, new = pair.old, pair.new
        if old is None or new is None:
            one = old or new
            kind: Kind = "removed" if new is None else "added"
            return StepChange(kind, one.step.name, one.step.type, one.place) if one is not None else None
        fields = tuple(self._step_fields(old.step, new.step))
        rewired = tuple(self._rewired(old.step, new.step))
        waits = tuple(self._waits(old.step, new.step))
        known = old.step.name_known and new.step.name_known
        renamed = old.step.name if old.step.name != new.step.name and known else None
        moved = (old.arm, self._matching.naming(old.container)) != (new.arm, new.container)
        if not (fields or rewired or waits or renamed or moved):
            return None
        place = old.place if moved else None
        return StepChange("changed", new.step.name, new.step.type, new.place, renamed, place, fields, rewired, waits)

    def _step_fields(self, old: Step, new: Step) -> Iterator[FieldChange]:
        of = self._fields.differences
        yield from of(Literal(old.type), Literal(new.type), Member("Type"))
        yield from of(old.arguments, new.arguments)
        yield from of(old.attributes, new.attributes)
        if not self._lenient:
            yield from of(ListValue(old.unplaced), ListValue(new.unplaced), Member("other arguments"))
        yield from of(_property_files(old), _property_files(new), Member("PropertyFiles"))
        yield from of(_outputs(old), _outputs(new), Member("OutputParameters"))
        yield from self._conditions(old, new)
        yield from self._code(old, new)

    def _conditions(self, old: Step, new: Step) -> Iterator[FieldChange]:
        """Yield the conditions that differ; all of them must hold, in any order."""
        if self._lenient and not (_is_told(old) and _is_told(new)):
            self._fields.not_compared += 1
            return
        before = [(condition_tokens(one, self._matching.naming), condition_text(one)) for one in old.conditions]
        after = [(condition_tokens(one, str), condition_text(one)) for one in new.conditions]
        for known in list(before):
            same = next((one for one in after if one[0] == known[0]), None)
            if same is not None:
                before.remove(known)
                after.remove(same)
        for gone, come in zip_longest(before, after):
            texts = [None if one is None else one[1] for one in (gone, come)]
            yield field_change((Member("Conditions"),), texts)

    def _code(self, old: Step, new: Step) -> Iterator[FieldChange]:
        """Yield that the file differs that the step runs: another, or one that holds something else."""
        if old.code is None or new.code is None:
            return
        before, after = self._old.find(old.code), self._new.find(new.code)
        if before.name != after.name:
            yield field_change((Member("code"),), [before.name, after.name])
        elif before.digest != after.digest and before.digest is not None and after.digest is not None:
            texts = [
                f"{name} ({digest[:12]})" for name, digest in ((before.name, before.digest), (after.name, after.digest))
            ]
            yield field_change((Member("code"),), texts)

    def _rewired(self, old: Step, new: Step) -> Iterator[Rewiring]:
        before, after = self._old.handed.get(old.name, {}), self._new.handed.get(new.name, {})
        naming = self._matching.naming
        for called in {**after, **before}:
            left, right = before.get(called, ()), after.get(called, ())
            is_wire = any(one[0] is not None for one in (*left, *right))
            renamed = {(naming(one[0]) if one[0] is not None else None, *one[1:]) for one in left}
            if self._lenient and not (left and right):
                continue
            if is_wire and renamed != set(right):
                yield Rewiring(called, *(tuple(_source_text(*one) for one in many) for many in (left, right)))

    def _waits(self, old: Step, new: Step) -> Iterator[WaitChange]:
        naming = self._matching.naming
        before = {naming(one.step): one.trigger for one in old.depends_on}
        after = {one.step: one.trigger for one in new.depends_on}
        sure = not self._lenient or (old.depends_on_complete and new.depends_on_complete)
        for source in {**after, **before} if sure else {}:
            if before.get(source) != after.get(source):
                yield WaitChange(source, "depends_on", before.get(source), after.get(source))
        reads = {naming(source) for source in self._old.read.get(old.name, ())}
        now = self._new.read.get(new.name, frozenset())
        for source in sorted(reads ^ now) if not self._lenient else ():
            word = ("reads it", None) if source in reads else (None, "reads it")
            yield WaitChange(source, "data", *word)


def _side(pipeline: Pipeline, find: FindCode) -> _Side:
    handed: dict[str, dict[str, tuple[_Source, ...]]] = {}
    for wire in wires(pipeline):
        if wire.target is not None:
            of_step = handed.setdefault(wire.target.step, {})
            source = _source(wire.source, wire.outside, wire.json_path)
            of_step[wire.target.called] = (*of_step.get(wire.target.called, ()), source)
    read: dict[str, set[str]] = {}
    for edge in edges(pipeline):
        if edge.kind in ("data", "property_file"):
            read.setdefault(edge.target, set()).add(edge.source)
    return _Side(pipeline, find, handed, {name: frozenset(sources) for name, sources in read.items()})


def _source(end: End | None, outside: str | None, json_path: str | None) -> _Source:
    return (None, outside, None) if end is None else (end.step, end.called, json_path)


def _source_text(step: str | None, called: str | None, json_path: str | None) -> str:
    if step is None:
        return hidden(called) or called or "outside"
    return f"{step}: {called}{f' {json_path}' if json_path is not None else ''}"


def _of_parameter(parameter: Parameter | None) -> Record:
    if parameter is None:
        return Record()
    entries: dict[str, Value] = {"Type": Literal(parameter.type)}
    if parameter.default is not None:
        entries["DefaultValue"] = parameter.default
    if parameter.enum_values is not None:
        entries["EnumValues"] = parameter.enum_values
    return Record(entries)


def _one_sided(entries: Mapping[str, Value], added: bool, called: str) -> Iterator[FieldChange]:
    for key, value in entries.items():
        text = told(value, called)
        yield FieldChange((Member(key),), None if added else text, text if added else None)


def _is_told(step: Step) -> bool:
    """Tell whether all the conditions of ``step`` are known, and all that is in them."""
    operands = (value for condition in step.conditions for value in condition_values(condition))
    unknown = any(isinstance(part, Unknown) for value in operands for part in walk(value))
    return step.conditions_complete and not unknown


def _property_files(step: Step) -> ListValue:
    rows = tuple(
        Record({"PropertyFileName": one.name, "OutputName": one.output_name, "FilePath": one.path})
        for one in step.property_files
    )
    return ListValue(rows, step.property_files_complete)


def _outputs(step: Step) -> ListValue:
    rows = tuple(Record({"OutputName": one.name, "OutputType": one.type}) for one in step.outputs)
    return ListValue(rows, step.outputs_complete)
