"""From the evaluator's objects to the model's values: parameters, references, joins, json paths, plain data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipelint.linter.source.objects import (
    DictObject,
    ExternalName,
    ListObject,
    Object,
    PropertiesObject,
    SdkObject,
)
from pipelint.linter.source.sdk.classes import ENUM_VALUES, EXECUTION_VARIABLES
from pipelint.linter.source.sdk.requests import PLAIN_PROPERTIES, SHAPE_PATHS, STEP_PROPERTIES
from pipelint.pipeline.model import (
    Comparison,
    Condition,
    Disjunction,
    Membership,
    Negation,
    UnknownCondition,
)
from pipelint.pipeline.references import parse_reference
from pipelint.pipeline.values import (
    ExecutionVariable,
    Join,
    JsonGet,
    ListValue,
    Literal,
    Member,
    Origin,
    ParameterReference,
    PathPart,
    PropertyFileReference,
    Record,
    StepReference,
    Unknown,
    Value,
)

DEPTH_BOUND = 60
"""Deepest nesting of values that is followed; nobody writes half of it."""

_STEP_RESULT: tuple[PathPart, ...] = (Member("OutputDataConfig"), Member("S3OutputPath"))
"""What a ``@step`` result compiles to when it is handed on (sagemaker/workflow/function_step.py:275-316)."""


class Lowering:
    """Turn objects into values, asking ``name_of`` how a step is called in the pipeline at hand.

    ``used_files`` collects the ``PropertyFile`` objects that a ``JsonGet`` was given.
    """

    def __init__(self, name_of: Callable[[SdkObject], str]) -> None:
        self.name_of = name_of
        self.used_files: list[SdkObject] = []

    def value(self, item: Object, depth: int = 0) -> Value:
        """Return the model's value for ``item``; Unknown for what is no data."""
        if isinstance(item, (Literal, Unknown)):
            return item
        if depth > DEPTH_BOUND:
            return Unknown("a value nested too deep")
        if isinstance(item, PropertiesObject):
            return self._reference(item)
        if isinstance(item, SdkObject):
            return self._sdk_value(item, depth)
        if isinstance(item, ListObject):
            return ListValue(tuple(self.value(one, depth + 1) for one in item.items), item.complete, item.origin)
        if isinstance(item, DictObject):
            entries = {str(key): self.value(one, depth + 1) for key, one in item.entries.items()}
            return Record(entries, item.complete, item.origin)
        if isinstance(item, ExternalName):
            return _external(item)
        return Unknown("an object that is no pipeline data")

    def argument(self, item: SdkObject, name: str) -> Value | None:
        """Return the value of an argument, None when it was not passed or is None."""
        found = item.argument(name)
        if found is None or (isinstance(found, Literal) and found.value is None):
            return None
        return self.value(found)

    def _reference(self, item: PropertiesObject) -> Value:
        """Spell a property path as the definition does."""
        path = item.path
        first = path[0].name if path and isinstance(path[0], Member) else None
        plain = PLAIN_PROPERTIES.get(item.step.cls.name, {}).get(first or "")
        if plain is not None:
            given = item.step.argument(plain)
            return self.value(given) if given is not None else Literal(None, item.origin)
        renamed = STEP_PROPERTIES.get(item.step.cls.name, {}).get(first or "")
        if renamed is not None:
            root = parse_reference(f"Steps.step.{renamed}")
            if isinstance(root, StepReference):
                path = (*(replace(part, origin=path[0].origin) for part in root.path), *path[1:])
        return StepReference(self.name_of(item.step), path, item.origin)

    def _sdk_value(self, item: SdkObject, depth: int) -> Value:
        kind = item.cls.kind
        if kind == "parameter":
            name = item.argument("name")
            if isinstance(name, Literal) and isinstance(name.value, str):
                return ParameterReference(name.value, item.origin)
            return Unknown("a parameter whose name is unknown", item.origin)
        if kind == "join":
            on = item.argument("on")
            return Join(
                self.value(on, depth + 1) if on is not None else Literal(""),
                self._given(item, "values", depth),
                item.origin,
            )
        if kind == "json_get":
            return self._json_get(item, depth)
        if kind == "execution_variable":
            name = item.argument("name")
            if isinstance(name, Literal) and isinstance(name.value, str):
                return ExecutionVariable(name.value, item.origin)
            return Unknown("an execution variable whose name is unknown", item.origin)
        if kind == "step":
            return StepReference(self.name_of(item), _STEP_RESULT, item.origin)
        if kind in SHAPE_PATHS:
            return self._shape(item, SHAPE_PATHS[kind], depth)
        if kind == "shape":
            return self._shape(item, {name: pascal_case(name) for name in item.arguments}, depth)
        return Unknown(f"a {item.cls.name} object", item.origin)

    def _given(self, item: SdkObject, name: str, depth: int) -> Value:
        found = item.argument(name)
        return self.value(found, depth + 1) if found is not None else Unknown(f"`{name}` was not passed", item.origin)

    def _json_get(self, item: SdkObject, depth: int) -> Value:
        path = item.argument("json_path")
        lowered_path = self.value(path, depth + 1) if path is not None else Literal(None, item.origin)
        uri = item.argument("s3_uri")
        if uri is not None and not (isinstance(uri, Literal) and uri.value is None):
            return JsonGet(self.value(uri, depth + 1), lowered_path, item.origin)
        step, file = item.argument("step_name") or item.argument("step"), item.argument("property_file")
        step_name, step_origin = self._name(step)
        file_name, file_origin = self._name(file)
        source = PropertyFileReference(step_name, file_name, item.origin, step_origin, file_origin)
        return JsonGet(source, lowered_path, item.origin)

    def _name(self, item: Object | None) -> tuple[str | None, Origin | None]:
        """Return the name that a string, a step or a PropertyFile stands for, and where it was written."""
        if isinstance(item, SdkObject):
            if item.cls.kind == "property_file":
                self.used_files.append(item)
                name, _ = self._name(item.argument("name"))
                return name, item.origin
            return self.name_of(item), item.origin
        if isinstance(item, Literal) and isinstance(item.value, str):
            return item.value, item.origin
        return None, None

    def _shape(self, item: SdkObject, paths: dict[str, str], depth: int) -> Record:
        tree = Tree()
        for argument, value in {**item.arguments, **item.attributes}.items():
            path = paths.get(argument)
            if path is not None and not (isinstance(value, Literal) and value.value is None):
                tree.put(path, self.value(value, depth + 1))
        return tree.record(item)

    def condition(self, item: Object, depth: int = 0) -> Condition:
        """Return the model's condition for ``item``."""
        if not isinstance(item, SdkObject) or item.cls.kind != "condition" or depth > DEPTH_BOUND:
            return UnknownCondition(None, self.value(item))
        name = item.cls.name.removeprefix("Condition")
        if name == "Not":
            inner = item.argument("expression")
            return Negation(self.condition(inner or Unknown("`expression` was not passed"), depth + 1), item.origin)
        if name == "Or":
            parts = item.argument("conditions")
            items = parts.items if isinstance(parts, ListObject) else []
            complete = isinstance(parts, ListObject) and parts.complete
            return Disjunction(tuple(self.condition(one, depth + 1) for one in items), complete, item.origin)
        if name == "In":
            return Membership(self._given(item, "value", depth), self._given(item, "in_values", depth), item.origin)
        return Comparison(name, self._given(item, "left", depth), self._given(item, "right", depth), item.origin)


def _external(item: ExternalName) -> Value:
    owner, _, last = item.dotted.rpartition(".")
    if owner.endswith("ExecutionVariables") and last in EXECUTION_VARIABLES:
        return ExecutionVariable(EXECUTION_VARIABLES[last], item.origin)
    member = ENUM_VALUES.get(f"{owner.rpartition('.')[2]}.{last}")
    if member is not None and item.package == "sagemaker":
        return Literal(member, item.origin)
    return Unknown(f"`{item.dotted}`, which stands outside this file", item.origin)


def pascal_case(name: str) -> str:
    """Spell an argument of a v3 shape class as the API does: ``s3_uri`` is ``S3Uri``."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


class Tree:
    """A request under construction: values put at dotted paths, frozen into an incomplete record at the end."""

    def __init__(self) -> None:
        self.entries: dict[str, Value | Tree] = {}

    def put(self, path: str, value: Value) -> None:
        """Set the value at ``path``, replacing what stood there; a record is merged into what stood there."""
        head, _, rest = path.partition(".")
        here = self.entries.get(head)
        if rest:
            branch = here if isinstance(here, Tree) else Tree()
            self.entries[head] = branch
            branch.put(rest, value)
        elif isinstance(here, Tree) and isinstance(value, Record):
            here.entries.update(value.entries)
        else:
            self.entries[head] = value

    def record(self, item: SdkObject | None = None) -> Record:
        """Freeze: incomplete, because the SDK adds members of its own."""
        entries = {key: value.record() if isinstance(value, Tree) else value for key, value in self.entries.items()}
        return Record(entries, False, item.origin if item is not None else None)
