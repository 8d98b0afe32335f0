"""The AWS request of a step, as far as the source tells: from processors, estimators and their calls."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipelint.linter.source.lowering import DEPTH_BOUND, Lowering, Tree
from pipelint.linter.source.objects import DictObject, ListObject, Object, PropertiesObject, SdkObject
from pipelint.linter.source.sdk.classes import dialect_of
from pipelint.linter.source.sdk.requests import IGNORED_ARGUMENTS, REQUEST_PATHS
from pipelint.pipeline.values import (
    Join,
    JsonGet,
    ListValue,
    Literal,
    ParameterReference,
    Record,
    StepReference,
    Unknown,
    Value,
)

_LEGACY = {"processor": "processor.run", "estimator": "estimator.fit", "transformer": "transformer.transform"}
_LEGACY_NAMES = {"job_arguments": "arguments"}


class Request:
    """One request: what has a known place, and what has none but may hold references."""

    def __init__(self, lowering: Lowering) -> None:
        self.lowering = lowering
        self.tree = Tree()
        self.unplaced: list[Value] = []

    def add(self, item: SdkObject, table: str, prefix: str = "", skip: Iterable[str] = ()) -> None:
        """Put the arguments of ``item`` where ``table`` says."""
        paths = REQUEST_PATHS.get(table, {})
        for name, value in {**item.arguments, **item.attributes}.items():
            if name in skip or name in IGNORED_ARGUMENTS or _is_none(value):
                continue
            path = paths.get(name)
            if path is None:
                self.unplaced.extend(self.lower_anything(value))
            else:
                self.tree.put(prefix + path, self._convert(path, name, value))

    def lower_anything(self, value: Object, depth: int = 0) -> list[Value]:
        """Lower a value of no known place, looking into SDK objects for the references they hold."""
        if isinstance(value, SdkObject) and value.cls.kind not in ("parameter", "join", "json_get", "step"):
            if depth > DEPTH_BOUND or value.cls.kind == "pipeline":
                return []
            inner = [*value.arguments.values(), *value.attributes.values()]
            return [one for argument in inner for one in self.lower_anything(argument, depth + 1)]
        return [self.lowering.value(value)]

    def _convert(self, path: str, name: str, value: Object) -> Value:
        if path.endswith("InputDataConfig"):
            return self._channels(value)
        if path == "HyperParameters":
            return self._hyperparameters(value)
        lowered = self.lowering.value(value)
        if path == "ProcessingOutputConfig.Outputs":
            return _named(lowered, "OutputName", "output-")
        if path == "ProcessingInputs":
            named = _named(lowered, "InputName", "input-")
            # The SDK adds inputs of its own for the code it uploads, so the list is never known to be whole.
            return replace(named, complete=False) if isinstance(named, ListValue) else named
        return lowered

    def _hyperparameters(self, value: Object) -> Value:
        """Spell hyperparameters as the SDK sends them: every one as a string (sagemaker/estimator.py:925-940, 2639)."""
        if not isinstance(value, DictObject):
            return self.lowering.value(value)
        entries = {str(name): self._as_text(item) for name, item in value.entries.items()}
        return Record(entries, value.complete, value.origin)

    def _as_text(self, item: Object) -> Value:
        lowered = self.lowering.value(item)
        if isinstance(lowered, Literal):
            if isinstance(lowered.value, (bool, type(None))):
                return Unknown("a truth value or None, which each SDK spells in its own way", lowered.origin)
            return Literal(str(lowered.value), lowered.origin)
        plain = isinstance(item, SdkObject) and item.cls.name == "ParameterString"
        if isinstance(lowered, (ParameterReference, StepReference, JsonGet)) and not plain:
            return Join(Literal(""), ListValue((lowered,)), lowered.origin)
        return lowered

    def _channels(self, value: Object) -> Value:
        """Turn ``{"train": TrainingInput(...)}`` into the list of channels that the API wants."""
        if isinstance(value, DictObject):
            channels = [self._channel(str(name), item) for name, item in value.entries.items()]
            return ListValue(tuple(channels), value.complete, value.origin)
        if isinstance(value, ListObject):
            items = tuple(self.lowering.value(item) for item in value.items)
            return ListValue(items, value.complete, value.origin)
        lowered = self.lowering.value(value)
        if isinstance(lowered, Unknown):
            return lowered
        return ListValue((self._channel("training", value),))

    def _channel(self, name: str, item: Object) -> Value:
        lowered = self.lowering.value(item)
        named = {"ChannelName": Literal(name)}
        if isinstance(lowered, Record):
            return Record({**named, **lowered.entries}, False, lowered.origin)
        if isinstance(lowered, (Literal, StepReference, Join)) or isinstance(item, PropertiesObject):
            tree = Tree()
            tree.put("DataSource.S3DataSource.S3Uri", lowered)
            return Record({**named, **tree.record().entries}, False)
        return Record({**named, "DataSource": lowered}, False)


def _is_none(value: Object) -> bool:
    return isinstance(value, Literal) and value.value is None


def _named(value: Value, member: str, prefix: str) -> Value:
    """Give inputs or outputs without a name the one the SDK gives them: ``output-1`` (sagemaker/processing.py:471)."""
    if not isinstance(value, ListValue):
        return value
    items: list[Value] = []
    for position, item in enumerate(value.items, 1):
        if isinstance(item, Record) and member not in item.entries:
            given = Literal(f"{prefix}{position}") if value.complete else Unknown("a name the SDK gives")
            item = replace(item, entries={member: given, **item.entries})
        items.append(item)
    return replace(value, items=tuple(items))


def request_of(step: SdkObject, lowering: Lowering) -> tuple[Record, tuple[Value, ...]]:
    """Return the arguments of ``step`` and the values of no known place."""
    request = Request(lowering)
    step_arguments = step.argument("step_args")
    if isinstance(step_arguments, SdkObject):
        _add_call(request, step_arguments)
    elif step_arguments is not None and not _is_none(step_arguments):
        return Record({}, False), (lowering.value(step_arguments),)
    else:
        _add_legacy(request, step)
    outputs_unknown = step.cls.step_type == "Processing" and step.open
    if step.cls.step_type == "Processing" and not outputs_unknown:
        _close_outputs(request, step_arguments if isinstance(step_arguments, SdkObject) else step)
    record = request.tree.record(step)
    return record, tuple(request.unplaced)


def _add_call(request: Request, call: SdkObject) -> None:
    """Add ``receiver.method(...)``: first how the receiver was made, then what the call says."""
    receiver = call.receiver
    if receiver is not None:
        if receiver.cls.kind == "tuner":
            _add_tuner(request, receiver)
        elif call.cls.kind.endswith(".register"):
            request.add(receiver, "")
        else:
            request.add(receiver, receiver.cls.kind)
    # The instance type of model.create() only picks a container image: it is no part of the request.
    table = "model.register" if call.cls.kind.endswith(".register") else call.cls.kind
    request.add(call, table, skip=("instance_type", "accelerator_type") if receiver is not None else ())


def _add_tuner(request: Request, tuner: SdkObject) -> None:
    estimator = tuner.argument("estimator") or tuner.argument("model_trainer")
    if isinstance(estimator, SdkObject):
        request.add(estimator, estimator.cls.kind, "TrainingJobDefinition.")
        definition = request.tree.entries.get("TrainingJobDefinition")
        if dialect_of(tuner.dotted) == "v2" and isinstance(definition, Tree) and "ResourceConfig" in definition.entries:
            resources = definition.entries.pop("ResourceConfig")
            definition.entries["HyperParameterTuningResourceConfig"] = resources
    request.add(tuner, "", skip=("estimator", "model_trainer"))


def _add_legacy(request: Request, step: SdkObject) -> None:
    """Add the older ``processor=``/``estimator=`` style, where the step itself takes the call's arguments."""
    if step.cls.kind == "register_model":
        request.add(step, "model.register")
        return
    handled: list[str] = []
    for argument, table in _LEGACY.items():
        owner = step.argument(argument)
        if isinstance(owner, SdkObject):
            request.add(owner, owner.cls.kind)
            renamed = {_LEGACY_NAMES.get(name, name): value for name, value in step.arguments.items()}
            call = replace_arguments(step, renamed)
            request.add(call, table, skip=(argument,))
            handled.append(argument)
    if handled:
        return
    check = step.argument("check_job_config")
    if isinstance(check, SdkObject):
        request.add(check, "check_job")
    tuner = step.argument("tuner")
    if isinstance(tuner, SdkObject):
        _add_tuner(request, tuner)
    skip = ("check_job_config", "tuner", "conditions", "if_steps", "else_steps", "outputs", "for_each_body")
    request.add(step, step.cls.name, skip=skip)


def replace_arguments(item: SdkObject, arguments: dict[str, Object]) -> SdkObject:
    """Return ``item`` with other arguments."""
    return SdkObject(item.cls, item.dotted, arguments, item.origin, item.open, attributes=item.attributes)


def _close_outputs(request: Request, call: SdkObject) -> None:
    """Say that a processing step has no outputs where none were passed and the call is fully known.

    Spark processors add one for event logs, and calls that are not ``run`` are not known.
    """
    known = call.cls.kind == "processor.run" or isinstance(call.argument("processor"), SdkObject)
    spark = call.argument("spark_event_logs_s3_uri") is not None
    if not known or call.open:
        return
    config = request.tree.entries.get("ProcessingOutputConfig")
    outputs = config.entries.get("Outputs") if isinstance(config, Tree) else None
    if outputs is None:
        request.tree.put("ProcessingOutputConfig.Outputs", ListValue((), not spark, call.origin))
    elif spark and isinstance(outputs, ListValue):
        request.tree.put("ProcessingOutputConfig.Outputs", replace(outputs, complete=False))
