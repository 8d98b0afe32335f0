"""From the step objects of one pipeline to the model's steps: names, branches, dependencies, property files."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.linter.source.condition_values import condition
from pipelint.linter.source.dependencies import Dependencies, with_functions
from pipelint.linter.source.local_code import local_code
from pipelint.linter.source.lowering import Lowering
from pipelint.linter.source.model_steps import model_step_type
from pipelint.linter.source.objects import DictObject, ListObject, Object, SdkObject
from pipelint.linter.source.requests import request_of
from pipelint.linter.source.step_attributes import attributes_of
from pipelint.linter.source.step_groups import is_function, is_step, members
from pipelint.pipeline.model import Gap, OutputParameter, PropertyFile, Step
from pipelint.pipeline.record import replace
from pipelint.pipeline.values import Literal, Unknown, Value

BRANCHES = ("if_steps", "else_steps", "for_each_body")
INSIDE = (*BRANCHES, "steps")
"""Arguments that hold steps: of conditions, loops and collections."""


class StepReader:
    """Reads the steps of one ``pipeline``, or of none; ``gaps`` collects what could not be understood.

    ``listed`` maps the names that a string in ``depends_on`` can mean to their steps and collections. ``strays`` has
    the output objects that are of no step at the top level, each with the step that reads it.
    """

    def __init__(self, given: Object | None = None, pipeline: SdkObject | None = None) -> None:
        self.pipeline = pipeline
        self.names: dict[int, tuple[str, bool]] = {}
        self.mentioned: dict[int, SdkObject] = {}
        self.functions: set[str] = set()
        self.listed = {name: item for item in _inside(given) if (name := _written_name(item)) is not None}
        self.lists_functions = any(is_function(item) for item in _inside(given))
        self.lowering = Lowering(self.mention)
        self.lowering.producers = _producers(given)
        self.dependencies = Dependencies(self.lowering, self.listed, self.mention)
        self.gaps: list[Gap] = []
        self.strays: list[tuple[SdkObject, Step]] = []

    def mention(self, item: SdkObject) -> str:
        """Return the name by which a reference reaches ``item``, and remember that something does."""
        if is_step(item):
            self.mentioned.setdefault(id(item), item)
        name = self.name(item)[0]
        if is_function(item):
            self.functions.add(name)
        return name

    def name(self, item: SdkObject) -> tuple[str, bool]:
        """Return the step's name in the definition, or a label, and whether it is the name."""
        found = self.names.get(id(item))
        if found is None:
            written = _written_name(item)
            found = (f"<{item.cls.name} {len(self.names) + 1}>", False) if written is None else (written, True)
            self.names[id(item)] = found
        return found

    def _unknown_name(self, item: SdkObject) -> Unknown | None:
        given = item.argument("name")
        value = None if given is None else self.lowering.value(given)
        return value if isinstance(value, Unknown) else None

    def type(self, item: SdkObject) -> str | None:
        """Return the definition's ``Type`` of a step."""
        return model_step_type(item) if item.cls.kind == "model_step" else item.cls.step_type

    def step(self, item: SdkObject) -> Step:
        """Read one step, with the steps inside it."""
        name, name_known = self.name(item)
        before = len(self.lowering.strays)
        depends_on, depends_on_complete = self.dependencies.of(item)
        arguments, unplaced, left_out = request_of(item, self.lowering)
        files, files_complete = self._property_files(item)
        outputs, outputs_complete = self._outputs(item)
        step = Step(
            name,
            self.type(item),
            arguments=arguments,
            attributes=attributes_of(item, self.lowering),
            depends_on=depends_on,
            depends_on_complete=depends_on_complete,
            property_files=files,
            property_files_complete=files_complete,
            outputs=outputs,
            outputs_complete=outputs_complete,
            name_known=name_known,
            certain=item.certain if self.pipeline is None else item.comes_with(self.pipeline),
            unplaced=unplaced,
            left_out=left_out,
            code=local_code(item),
            origin=item.origin,
            name_origin=written.origin if isinstance(written := item.argument("name"), Literal) else None,
            name_unknown=None if name_known else self._unknown_name(item),
        )
        if step.type in ("Condition", "ForEach"):
            step = self._with_conditions(step, item)
        self.strays += [(output, step) for output in self.lowering.strays[before:]]
        step = replace(step, depends_on=with_functions(step, frozenset(self.functions), is_function(item)))
        return self._with_children(step, item) if step.type in ("Condition", "ForEach") else step

    def _with_conditions(self, step: Step, item: SdkObject) -> Step:
        conditions = item.argument("conditions")
        known = conditions.items if isinstance(conditions, ListObject) else []
        return replace(
            step,
            conditions=tuple(condition(self.lowering, one) for one in known),
            conditions_complete=conditions is None or (isinstance(conditions, ListObject) and conditions.complete),
        )

    def _with_children(self, step: Step, item: SdkObject) -> Step:
        inside = {name: self.steps(item.argument(name)) for name in BRANCHES}
        return replace(
            step,
            if_steps=inside["if_steps"][0],
            else_steps=inside["else_steps"][0],
            body=inside["for_each_body"][0],
            children_complete=all(complete for _, complete in inside.values()),
        )

    def steps(self, value: Object | None) -> tuple[tuple[Step, ...], bool]:
        """Read a list of steps; the flag says whether it is whole."""
        if value is None or (isinstance(value, Literal) and value.value is None):
            return (), True
        if isinstance(value, SdkObject) and is_step(value):
            value = ListObject([value], True, value.depth, value.origin)
        if not isinstance(value, ListObject):
            self._gap("a list of steps", value)
            return (), False
        complete = value.complete
        found: list[Step] = []
        for item in value.items:
            for one in members(item) if isinstance(item, SdkObject) else [item]:
                if isinstance(one, SdkObject) and is_step(one):
                    found.append(self.step(one))
                    complete = self._repacks_are_known(one) and complete
                else:
                    self._gap("a step", one)
                    complete = False
        if not value.complete:
            self.gaps.append(Gap("a list of steps", "further steps may be added to it", value.origin))
        return tuple(found), complete

    def _repacks_are_known(self, item: SdkObject) -> bool:
        """Tell whether the repack steps beside a ``ModelStep`` of SDK v3 are known, and say so if not."""
        unknown = item.attributes.get("perhaps_repacked") if item.cls.kind == "model_step" else None
        if unknown is not None:
            self._gap("a step", unknown)
        return unknown is None

    def _gap(self, what: str, value: Object) -> None:
        if isinstance(value, (ListObject, DictObject)):  # which may hold itself many times
            self.gaps.append(Gap(what, "it is no step", value.origin))
            return
        lowered = self.lowering.value(value)
        why = lowered.reason if isinstance(lowered, Unknown) else "it is no step"
        self.gaps.append(Gap(what, why, lowered.origin))

    def _property_files(self, item: SdkObject) -> tuple[tuple[PropertyFile, ...], bool]:
        value = item.argument("property_files")
        if value is None or (isinstance(value, Literal) and value.value is None):
            return (), True
        if not isinstance(value, ListObject):
            return (), False
        files = [one for one in value.items if isinstance(one, SdkObject) and one.cls.kind == "property_file"]
        read = tuple(
            PropertyFile(
                self._given(one, "name"), self._given(one, "output_name"), self._given(one, "path"), one.origin
            )
            for one in files
        )
        return read, value.complete and len(files) == len(value.items)

    def _given(self, item: SdkObject, name: str) -> Value:
        return self.lowering.given(item, name)

    def _outputs(self, item: SdkObject) -> tuple[tuple[OutputParameter, ...], bool]:
        """Read the outputs of a Lambda or Callback step."""
        value = item.argument("outputs") if item.cls.step_type in ("Lambda", "Callback") else None
        if value is None or (isinstance(value, Literal) and value.value is None):
            return (), not item.open
        if not isinstance(value, ListObject):
            return (), False
        made = [one for one in value.items if isinstance(one, SdkObject) and one.cls.kind == "output_parameter"]
        read = tuple(
            OutputParameter(self._given(one, "output_name"), self._given(one, "output_type"), one.made_at or one.origin)
            for one in made
        )
        return read, value.complete and len(made) == len(value.items)


def _written_name(item: SdkObject) -> str | None:
    written = item.argument("name")
    return written.value if isinstance(written, Literal) and isinstance(written.value, str) else None


def _inside(given: Object | None) -> Iterator[SdkObject]:
    """Yield the steps and collections that are listed, also in branches and collections; each object once.

    A list may hold itself, or a list many times.
    """
    pending: list[Object] = [given] if given is not None else []
    seen: set[int] = set()
    while pending:
        item = pending.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, ListObject):
            pending.extend(reversed(item.items))
        elif isinstance(item, SdkObject) and is_step(item):
            yield item
            pending.extend(inner for name in INSIDE if (inner := item.argument(name)) is not None)


def _producers(given: Object | None) -> dict[tuple[str, str], SdkObject]:
    """Return the top-level step that an output object of each class and name stands for: the last one that has it."""
    found: dict[tuple[str, str], SdkObject] = {}
    listed = given.items if isinstance(given, ListObject) else []
    for step in (one for one in listed if isinstance(one, SdkObject) and is_step(one)):
        outputs = step.argument("outputs")
        for output in outputs.items if isinstance(outputs, ListObject) else ():
            name = output.argument("output_name") if isinstance(output, SdkObject) else None
            if isinstance(output, SdkObject) and isinstance(name, Literal) and isinstance(name.value, str):
                found[output.cls.name, name.value] = step
    return found
