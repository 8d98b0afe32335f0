"""From the evaluator's objects to the model's values: parameters, references, joins, json paths, plain data."""

from __future__ import annotations

from collections.abc import Callable

from pipelint.linter.source.objects import (
    BoundMethod,
    DictObject,
    ExternalName,
    ListObject,
    Object,
    PropertiesObject,
    SdkObject,
)
from pipelint.linter.source.sdk.attributes import PLAIN_PROPERTIES, STEP_PROPERTIES
from pipelint.linter.source.sdk.classes import dialect_of
from pipelint.linter.source.sdk.enumerations import ENUM_VALUES, EXECUTION_VARIABLES, EXPERIMENT_PROPERTIES
from pipelint.linter.source.sdk.shapes import DEFAULT_PREFIX, NOT_SENT, SHAPE_PATHS, WHOLE, pascal_case
from pipelint.linter.source.step_groups import STEP_KINDS, is_function, last_step
from pipelint.linter.source.trees import Tree
from pipelint.pipeline.record import replace
from pipelint.pipeline.values import (
    ExecutionVariable,
    Join,
    JsonGet,
    Key,
    ListValue,
    Literal,
    Member,
    Origin,
    OtherReference,
    ParameterReference,
    PathPart,
    PropertyFileReference,
    Record,
    StepReference,
    Unknown,
    Value,
    path_text,
)

DEPTH_BOUND = 60
"""Deepest nesting of values that is followed; nobody writes half of it."""

VALUE_BOUND = 50_000
"""Most values in one argument: a list that holds another twice, which does so too, is soon longer than any machine."""

_RESULT_FOLDER: tuple[PathPart, ...] = (Member("OutputDataConfig"), Member("S3OutputPath"))
_RESULT_FILE = Literal("results.json")
"""Where a ``@step`` function leaves its result (sagemaker/workflow/function_step.py:275-316)."""

_LOOP_NAMESPACES = {"current_item": "ForEach.CurrentItem", "iteration_output": "IterationOutput"}
"""Sources that are no step (sagemaker/mlops/workflow/for_each_step.py:30-31)."""


class Lowering:
    """Turn objects into values, asking ``name_of`` how a step is called in the pipeline at hand.

    ``used_files`` collects the ``PropertyFile`` objects that a ``JsonGet`` was given. ``producers`` names the step that
    an output object (``LambdaOutput``) of a name stands for; ``strays`` collects those that stand for none.
    """

    def __init__(self, name_of: Callable[[SdkObject], str]) -> None:
        self.name_of = name_of
        self.used_files: list[SdkObject] = []
        self.producers: dict[tuple[str, str], SdkObject] = {}
        self.strays: list[SdkObject] = []
        self._left = VALUE_BOUND

    def value(self, item: Object, depth: int = 0) -> Value:
        """Return the model's value for ``item``; Unknown for what is no data."""
        if isinstance(item, (Literal, Unknown)):
            return item
        self._left = VALUE_BOUND if depth == 0 else self._left - 1
        if depth > DEPTH_BOUND or self._left < 0:
            return Unknown("a value nested too deep, or too long")
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
        if isinstance(item, BoundMethod) and item.name == "expr":
            return self.value(item.receiver, depth + 1)
        return Unknown("an object that is no pipeline data")

    def argument(self, item: SdkObject, name: str) -> Value | None:
        """Return the value of an argument, None when it was not passed or is None."""
        found = item.argument(name)
        if found is None or (isinstance(found, Literal) and found.value is None):
            return None
        return self.value(found)

    def given(self, item: SdkObject, name: str, depth: int = 0) -> Value:
        """Return the value of an argument that has to be passed."""
        found = item.argument(name)
        return self.value(found, depth + 1) if found is not None else Unknown(f"`{name}` was not passed", item.origin)

    def result_folder(self, item: SdkObject, origin: Origin | None) -> StepReference:
        """Return the reference to where the step of a function leaves its result, as other functions get it."""
        return StepReference(self.name_of(item), _RESULT_FOLDER, origin)

    def _result(self, item: SdkObject, path: tuple[PathPart, ...], origin: Origin | None) -> JsonGet:
        """Return what the result of a ``@step`` function compiles to where it is no argument of another one."""
        place = Join(Literal("/"), ListValue((self.result_folder(item, origin), _RESULT_FILE)), origin)
        unknown = any(str(part) == "[…]" for part in path)
        text: Value = (
            Unknown("an item that cannot be known") if unknown else Literal(f"Result{path_text(path)}", origin)
        )
        return JsonGet(place, text, origin)

    def _reference(self, item: PropertiesObject) -> Value:
        """Spell a property path as the definition does; ``.expr`` at its end is the same once more."""
        path = item.path
        if path and path[-1] == Member("expr"):
            path = path[:-1]
        step = last_step(item.step)
        if step is None:
            return Unknown("a property of a collection whose steps cannot be known", item.origin)
        if step.cls.kind in _LOOP_NAMESPACES:
            return self._loop_reference(step, path, item.origin)
        if is_function(step):
            return self._result(step, path, item.origin)
        first = path[0].name if path and isinstance(path[0], Member) else ""
        plain = PLAIN_PROPERTIES.get(step.cls.name, {}).get(first)
        if plain is not None:
            given = step.argument(plain)
            return self.value(given) if given is not None else Literal(None, item.origin)
        renamed = STEP_PROPERTIES.get(step.cls.name, {}).get(first)
        if renamed is not None:
            from pipelint.pipeline.references import parse_reference

            root = parse_reference(f"Steps.step.{renamed}")
            if isinstance(root, StepReference):
                path = (*(replace(part, origin=path[0].origin) for part in root.path), *path[1:])
        return StepReference(self.name_of(step), path, item.origin)

    def _loop_reference(self, source: SdkObject, path: tuple[PathPart, ...], origin: Origin | None) -> Value:
        text = _LOOP_NAMESPACES[source.cls.kind]
        if source.cls.kind == "iteration_output":
            name, _ = self._name(source.argument("body_step"))
            if name is None:
                return Unknown("the output of a step whose name is unknown", origin)
            text = f"{text}.{name}"
        return OtherReference(text + "".join(map(str, path)), origin)

    def _sdk_value(self, item: SdkObject, depth: int) -> Value:
        kind = item.cls.kind
        if kind in ("parameter", "execution_variable"):
            name = item.argument("name")
            if not isinstance(name, Literal) or not isinstance(name.value, str):
                return Unknown(f"{_ARTICLES[kind]} whose name is unknown", item.origin)
            made = ParameterReference if kind == "parameter" else ExecutionVariable
            return made(name.value, item.origin)
        if kind == "join":
            on = item.argument("on")
            separator = self.value(on, depth + 1) if on is not None else Literal("")
            return Join(separator, self.given(item, "values", depth), item.origin)
        if kind == "json_get":
            return self._json_get(item, depth)
        if kind == "output_parameter":
            return self._output(item)
        if is_function(item):
            return self._result(item, (), item.origin)
        if kind in ("shape", "entity"):
            return self._shape(item, depth)
        return Unknown(f"a {item.cls.name} object", item.origin)

    def _output(self, item: SdkObject) -> Value:
        """Return what an output object handed on compiles to: the last top-level step with an output of its name.

        The reference has the place that made the object, its key the place that hands it on.
        (sagemaker/workflow/pipeline.py:835-866)
        """
        name = item.argument("output_name")
        text = name.value if isinstance(name, Literal) else None
        step = self.producers.get((item.cls.name, text)) if isinstance(text, str) else None
        if step is None or not isinstance(text, str):
            self.strays.append(item)
            return Unknown(f"a {item.cls.name} of no step that is known", item.origin)
        path = (Member("OutputParameters"), Key(text, item.origin))
        return StepReference(self.name_of(step), path, item.made_at or item.origin)

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

    def _shape(self, item: SdkObject, depth: int) -> Value:
        """Lower an object that becomes a part of a request."""
        paths = SHAPE_PATHS.get(item.cls.name, {})
        prefix = DEFAULT_PREFIX.get(item.cls.name, "")
        tree = Tree()
        for argument, value in {**item.arguments, **item.attributes}.items():
            if argument in NOT_SENT or (isinstance(value, Literal) and value.value is None):
                continue
            path = paths.get(argument) or prefix + pascal_case(argument)
            if isinstance(value, SdkObject) and value.cls.kind in STEP_KINDS and not is_function(value):
                tree.put(path, Literal(self.name_of(value), value.origin))
            else:
                tree.put(path, self.value(value, depth + 1))
        return tree.record(item.origin, item.cls.name in WHOLE and not item.open)


_ARTICLES = {"parameter": "a parameter", "execution_variable": "an execution variable"}


def _external(item: ExternalName) -> Value:
    """Return what a constant of the SDK compiles to; ``.value`` of an enumeration is the same."""
    dotted = item.dotted.removesuffix(".value")
    owner, _, last = dotted.rpartition(".")
    if owner.endswith("ExecutionVariables") and last in EXECUTION_VARIABLES:
        return ExecutionVariable(EXECUTION_VARIABLES[last], item.origin)
    if owner.endswith("PipelineExperimentConfigProperties") and last in EXPERIMENT_PROPERTIES:
        return OtherReference(EXPERIMENT_PROPERTIES[last], item.origin)
    member = ENUM_VALUES.get(f"{owner.rpartition('.')[2]}.{last}")
    if member is not None and item.package == "sagemaker":
        return Literal(member, item.origin)
    return Unknown(f"`{item.dotted}`, which stands outside this file", item.origin)


def dialect(item: SdkObject) -> str:
    """Return which SDK an object comes from: ``"v2"`` or ``"v3"``."""
    return dialect_of(item.dotted)
