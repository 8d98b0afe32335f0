"""The AWS request of a step, as far as the source tells: from processors, estimators, models and their calls."""

from __future__ import annotations

from collections.abc import Iterable

from pipelint.linter.source import request_parts
from pipelint.linter.source.lowering import DEPTH_BOUND, Lowering, dialect
from pipelint.linter.source.model_steps import models_of
from pipelint.linter.source.objects import DictObject, ListObject, Object, PropertiesObject, SdkObject
from pipelint.linter.source.sdk.methods import SESSION_METHODS
from pipelint.linter.source.sdk.requests import (
    FREE_ARGUMENTS,
    IGNORED_ARGUMENTS,
    REQUEST_PATHS,
    STEP_ARGUMENTS,
)
from pipelint.linter.source.step_groups import is_function
from pipelint.linter.source.trees import Tree
from pipelint.pipeline.record import replace
from pipelint.pipeline.values import ListValue, Literal, Record, Unknown, Value

_LEGACY = {"processor": "processor.run", "estimator": "estimator.fit", "transformer": "transformer.transform"}
_LEGACY_NAMES = {"job_arguments": "arguments"}
_ELSEWHERE = frozenset(
    """
    conditions if_steps else_steps for_each_body outputs lambda_func sqs_queue_url repacked perhaps_repacked collection
    """.split()
)
"""Arguments of steps that the model keeps in fields of their own."""


class Request:
    """One request: what has a known place, and what has none but may hold references."""

    def __init__(self, lowering: Lowering) -> None:
        self.lowering = lowering
        self.tree = Tree()
        self.unplaced: list[Value] = []
        self.left_out: set[str] = set()

    def add(self, item: SdkObject, table: str, prefix: str = "", skip: Iterable[str] = IGNORED_ARGUMENTS) -> None:
        """Put the arguments of ``item`` where ``table`` says."""
        paths = REQUEST_PATHS.get(table, {})
        self.left_out |= {prefix + path for path in request_parts.left_out(item, table)}
        for name, value in {**item.arguments, **item.attributes}.items():
            if name in skip or request_parts.is_none(value):
                continue
            path = paths.get(name)
            if path is None:
                self.unplaced.extend(self.lower_anything(value))
                continue
            lowered = request_parts.converted(self.lowering, item, table, name, value)
            if not path and not isinstance(lowered, Record):
                self.unplaced.append(lowered)
            elif path or not prefix:
                self.tree.put(prefix + path, lowered)
            else:
                self.tree.put(prefix.rstrip("."), lowered)

    def lower_anything(self, value: Object, depth: int = 0) -> list[Value]:
        """Lower a value of no known place, looking into SDK objects for the references they hold."""
        if isinstance(value, SdkObject) and value.cls.kind not in _DATA:
            if depth > DEPTH_BOUND or value.cls.kind == "pipeline":
                return []
            inner = [*value.arguments.values(), *value.attributes.values()]
            return [one for argument in inner for one in self.lower_anything(argument, depth + 1)]
        return [self.lowering.value(value)]


_DATA = ("parameter", "join", "json_get", "step", "output_parameter", "execution_variable", "shape")


def request_of(step: SdkObject, lowering: Lowering) -> tuple[Record, tuple[Value, ...], frozenset[str]]:
    """Return the arguments of ``step``, the values of no known place, and the paths of what it surely leaves out."""
    if step.cls.step_type in FREE_ARGUMENTS:
        return (*_free(step, lowering), frozenset())
    request = Request(lowering)
    call = step.argument("step_args")
    if isinstance(call, SdkObject):
        _add_call(request, step, call)
    elif call is not None and not request_parts.is_none(call):
        return Record({}, False), (lowering.value(call),), frozenset()
    elif "collection" in step.arguments:
        _add_register_model(request, step)
    elif is_function(step):
        _add_function(request, step)
    else:
        _add_legacy(request, step)
    if step.cls.step_type == "Processing" and not step.open:
        _close_outputs(request, call if isinstance(call, SdkObject) else step)
    whole = step.cls.step_type == "ForEach" and not step.open  # the SDK adds nothing to what a loop is told
    left_out = frozenset(filter(request.tree.lacks, request.left_out))
    return request.tree.record(step.origin, whole), tuple(request.unplaced), left_out


def _free(step: SdkObject, lowering: Lowering) -> tuple[Record, tuple[Value, ...]]:
    """Return the inputs of a Lambda or Callback step: they are its arguments as they stand."""
    inputs = step.argument("inputs")
    if inputs is None or request_parts.is_none(inputs):
        return Record({}, not step.open, step.origin), ()
    lowered = lowering.value(inputs)
    return (lowered, ()) if isinstance(lowered, Record) else (Record({}, False, step.origin), (lowered,))


def _add_call(request: Request, step: SdkObject, call: SdkObject) -> None:
    """Add ``receiver.method(...)``: first how the receiver was made, then what the call says."""
    receiver, method = call.receiver, call.cls.kind.rpartition(".")[2]
    if call.cls.name in SESSION_METHODS:
        _add_session_call(request, call)
    elif receiver is None:
        request.add(call, call.cls.kind)
    elif receiver.cls.kind == "tuner":
        _add_tuner(request, receiver)
        request.add(call, call.cls.kind)
    elif receiver.cls.kind == "model" or method == "register":
        _add_model(request, step, receiver, call)
    else:
        request.add(receiver, receiver.cls.kind)
        request.add(call, call.cls.kind)


def _add_session_call(request: Request, call: SdkObject) -> None:
    """Add what a method of the session is told (sagemaker/session.py:4857-4990)."""
    table = REQUEST_PATHS["production_variant"]
    variant = {name: value for name, value in call.arguments.items() if name in table}
    if call.cls.name == "create_endpoint_config" and variant:
        inner = Request(request.lowering)
        inner.tree.put("VariantName", Literal("AllTraffic"))
        inner.add(_with_arguments(call, variant), "production_variant")
        request.tree.put("ProductionVariants", ListValue((inner.tree.record(call.origin),)))
        call = _with_arguments(call, {name: value for name, value in call.arguments.items() if name not in variant})
    request.add(call, call.cls.name, skip=(IGNORED_ARGUMENTS - {"name"}))


def _add_tuner(request: Request, tuner: SdkObject) -> None:
    estimator = tuner.argument("estimator") or tuner.argument("model_trainer")
    if isinstance(estimator, SdkObject):
        request.add(estimator, estimator.cls.kind, "TrainingJobDefinition.")
        resources = request.tree.take("TrainingJobDefinition", "ResourceConfig")
        name = "HyperParameterTuningResourceConfig" if dialect(tuner) == "v2" else "ResourceConfig"
        fixed = request.tree.take("TrainingJobDefinition", "HyperParameters")
        for key, part in ((name, resources), ("StaticHyperParameters", fixed)):
            if part is not None:
                record = part.record() if isinstance(part, Tree) else part
                # A hyperparameter that is tuned is not static (sagemaker/tuner.py, `_prepare_static_hyperparameters`).
                static = key == "StaticHyperParameters" and isinstance(record, Record)
                value = request_parts.without_ranges(record, tuner) if static else record
                request.tree.put(f"TrainingJobDefinition.{key}", value)
    request.add(tuner, "tuner", skip=(*IGNORED_ARGUMENTS, "estimator", "model_trainer"))


def _add_model(request: Request, step: SdkObject, model: SdkObject, call: SdkObject) -> None:
    """Add ``model.create(...)`` or ``model.register(...)``: the containers, and what the call says."""
    registers = call.cls.kind.endswith(".register")
    several = model.cls.name == "PipelineModel"
    containers = _containers(request, step, models_of(model))
    if registers:
        if containers is not None:
            request.tree.put("InferenceSpecification.Containers", containers)
        request.add(call, call.cls.kind)
        return
    if containers is not None and several:
        request.tree.put("Containers", containers)
    elif containers is not None and containers.items:
        request.tree.put("PrimaryContainer", containers.items[0])
    own = {name: value for name, value in model.arguments.items() if name in REQUEST_PATHS["model"]}
    request.add(_with_arguments(model, own), "model")
    # The instance type of model.create() only picks a container image: it is no part of the request.
    tags = {name: value for name, value in call.arguments.items() if name == "tags"}
    request.add(_with_arguments(call, tags), "model.create")


def _containers(request: Request, step: SdkObject, models: Iterable[Object]) -> ListValue | None:
    """Return the containers of ``models``, with the artifacts that repack steps make in place of the models' own."""
    repacked = step.argument("repacked")
    made: list[Value] = []
    for position, model in enumerate(models):
        if not isinstance(model, SdkObject):
            return None
        inner = Request(request.lowering)
        inner.add(model, "container", skip=_NOT_OF_CONTAINERS)
        if isinstance(repacked, DictObject):
            artifact = repacked.entries.get(position)
            if artifact is not None:
                inner.tree.put("ModelDataUrl", request.lowering.value(artifact))
            elif not repacked.complete:
                _hide_artifact(request, inner)
        request.unplaced.extend(inner.unplaced)
        made.append(inner.tree.record(model.origin))
    return ListValue(tuple(made)) if made else None


def _hide_artifact(request: Request, container: Request) -> None:
    """Take away the artifact of a model that may be repacked; the step waits for it all the same."""
    artifact = container.tree.take("ModelDataUrl")
    if artifact is not None and not isinstance(artifact, Tree):
        request.unplaced.append(artifact)
        container.tree.put("ModelDataUrl", Unknown("the artifact, which a repack step may make anew"))


_NOT_OF_CONTAINERS = IGNORED_ARGUMENTS | REQUEST_PATHS["model"].keys() | {
    "entry_point", "source_dir", "framework_version", "py_version", "model_server_workers", "predictor_cls",
    "dependencies", "code_location", "git_config", "container_log_level", "instance_type", "mode",
}  # fmt: skip


def _add_register_model(request: Request, step: SdkObject) -> None:
    """Add what a ``RegisterModel`` is told; the image is its own or that of its estimator."""
    collection = step.arguments["collection"]
    if not isinstance(collection, SdkObject):
        return
    estimator, model = collection.argument("estimator"), collection.argument("model")
    given = dict(collection.arguments)
    if isinstance(model, SdkObject):
        owners = models_of(model)
    else:
        image = given.get("image_uri") or (
            estimator.argument("image_uri") if isinstance(estimator, SdkObject) else None
        )
        parts = {"image_uri": image, "model_data": given.get("model_data")}
        owners = [_with_arguments(collection, {name: value for name, value in parts.items() if value is not None})]
    containers = _containers(request, step, owners)
    if containers is not None:
        request.tree.put("InferenceSpecification.Containers", containers)
    skip = (*STEP_ARGUMENTS, "estimator", "model", "model_data", "image_uri", "steps")
    request.add(collection, "register_model", skip=skip)


def _add_function(request: Request, step: SdkObject) -> None:
    """Add what ``@step`` is told, and what its function is called with: results of others by their folder."""
    arguments = step.argument("arguments")
    for item in arguments.items if isinstance(arguments, ListObject) else ():
        inner = item.step if isinstance(item, PropertiesObject) else item
        if isinstance(inner, SdkObject) and is_function(inner):
            origin = item.origin if isinstance(item, PropertiesObject) else inner.origin
            request.unplaced.append(request.lowering.result_folder(inner, origin))
        else:
            request.unplaced.extend(request.lower_anything(item))
    request.add(step, "step", skip=(*STEP_ARGUMENTS, "arguments", "_func"))


def _add_legacy(request: Request, step: SdkObject) -> None:
    """Add the older ``processor=``/``estimator=`` style, where the step itself takes the call's arguments."""
    for argument, table in _LEGACY.items():
        owner = step.argument(argument)
        if isinstance(owner, SdkObject):
            request.add(owner, owner.cls.kind)
            inputs = step.argument("inputs")
            if table == "transformer.transform" and isinstance(inputs, SdkObject):
                request.add(inputs, table)
            else:
                renamed = {_LEGACY_NAMES.get(name, name): value for name, value in step.arguments.items()}
                request.add(_with_arguments(step, renamed), table, skip=(*STEP_ARGUMENTS, argument))
            return
    tuner, model = step.argument("tuner"), step.argument("model")
    if isinstance(tuner, SdkObject):
        _add_tuner(request, tuner)
        request.add(step, "tuner.fit", skip=(*STEP_ARGUMENTS, "tuner"))
    elif isinstance(model, SdkObject):
        _add_model(request, step, model, _with_arguments(step, {}))
    else:
        _add_own(request, step)


def _add_own(request: Request, step: SdkObject) -> None:
    """Add what a step is told that makes its request itself."""
    check = step.argument("check_job_config")
    if isinstance(check, SdkObject):
        request.add(check, "check_job")
        request_parts.add_check(request.tree, request.lowering, step)
    request_parts.add_repacked(request.tree, request.lowering, step)
    elsewhere = (*STEP_ARGUMENTS, *_ELSEWHERE, *request_parts.CHECK_ARGUMENTS)
    request.add(step, step.cls.name, skip=elsewhere)
    if step.cls.step_type == "Fail" and not step.open:
        request.tree.entries.setdefault("ErrorMessage", Literal("", step.origin))


def _with_arguments(item: SdkObject, arguments: dict[str, Object]) -> SdkObject:
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
