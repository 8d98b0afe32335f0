"""What the SDK's own functions and methods yield, where that is more than an object with the call's arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import libcst as cst

from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import DictObject, ListObject, Object, PropertiesObject, SdkObject
from pipelint.linter.source.sdk.classes import CLASSES
from pipelint.linter.source.sdk.methods import SESSION_METHODS
from pipelint.linter.source.sdk.rows import SdkClass
from pipelint.linter.source.step_groups import expand, is_function
from pipelint.pipeline.values import Index, Key, Literal, Member, PathPart, Unknown

_LOOP_SOURCES = ("current_item", "iteration_output")
_AUTOML_VARIABLES = (
    "MODEL_NAME SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT SAGEMAKER_SUBMIT_DIRECTORY SAGEMAKER_INFERENCE_SUPPORTED "
    "SAGEMAKER_INFERENCE_OUTPUT SAGEMAKER_PROGRAM"
).split()
"""Environment of the best model of an AutoML step (sagemaker/workflow/automl_step.py:156-181)."""


def finished(made: SdkObject) -> Object:
    """Return what calling a class of the SDK yields: the object, its steps made, or a reference that can be drilled."""
    expand(made)
    return PropertiesObject(made, (), made.origin) if made.cls.kind in _LOOP_SOURCES else made


def function(dotted: str, positional: Sequence[Object]) -> Object | None:
    """Return what a function of the SDK yields; ``get_step`` gives the step of a result, which stands for itself."""
    if dotted.startswith("sagemaker.") and dotted.endswith(".get_step") and positional:
        result = positional[0]
        return result.step if isinstance(result, PropertiesObject) else result
    return None


def of_session(
    run: Interpreter, node: cst.Call, positional: Sequence[Object], named: Mapping[str, Object], is_open: bool
) -> SdkObject | None:
    """Return the request that a method of a session makes, by its name alone: where sessions come from is rarely seen.

    It means something only where a step takes it as ``step_args``.
    """
    name = node.func.attr.value if isinstance(node.func, cst.Attribute) else ""
    signature = SESSION_METHODS.get(name)
    if signature is None:
        return None
    cls = SdkClass(name, "session_call", signature)
    given = {**dict(zip(signature, positional, strict=False)), **named}
    origin = run.origin(node.func)
    is_open = is_open or len(positional) > len(signature)
    return SdkObject(cls, f"sagemaker.session.{name}", given, origin, is_open, certain=run.depth == 0, depth=run.depth)


def method(
    run: Interpreter,
    receiver: SdkObject,
    name: str,
    positional: Sequence[Object],
    named: Mapping[str, Object],
    node: cst.Call,
) -> Object | None:
    """Return what a method of a step yields that is no request, or None for any other method."""
    if name == "get_top_model_s3_uri" and receiver.cls.step_type == "Tuning":
        given = {**dict(zip(("top_k", "s3_bucket", "prefix"), positional, strict=False)), **named}
        return _top_model(run, receiver, given, node)
    if name == "get_best_auto_ml_model" and receiver.cls.step_type == "AutoML":
        given = {**dict(zip(("role", "sagemaker_session"), positional, strict=False)), **named}
        return _best_model(run, receiver, given, node)
    return None


def _top_model(run: Interpreter, step: SdkObject, given: Mapping[str, Object], node: cst.Call) -> SdkObject:
    """Return where a tuning step leaves one of its best models (sagemaker/workflow/steps.py:1106-1117)."""
    origin = run.origin(node.func)
    position, prefix = given.get("top_k"), given.get("prefix")
    number = position.value if isinstance(position, Literal) and isinstance(position.value, int) else None
    path: tuple[PathPart, ...] = (Member("TrainingJobSummaries"), Index(number), Member("TrainingJobName"))
    bucket = given.get("s3_bucket", Unknown("the bucket", origin))
    folder = [prefix] if prefix is not None and prefix not in (Literal(""), Literal(None)) else []
    values: list[Object] = [Literal("s3:/"), bucket, *folder, PropertiesObject(step, path, origin)]
    complete = not isinstance(prefix, Unknown)
    values = values if complete else [one for one in values if one is not prefix]
    values = [*values, Literal("output/model.tar.gz")]
    return SdkObject(
        CLASSES["Join"],
        "sagemaker.workflow.functions.Join",
        {"on": Literal("/"), "values": ListObject(values, complete, run.depth)},
        origin,
        depth=run.depth,
    )


def _best_model(run: Interpreter, step: SdkObject, given: Mapping[str, Object], node: cst.Call) -> SdkObject:
    """Return the model that an AutoML step found (sagemaker/workflow/automl_step.py:156-181)."""
    origin = run.origin(node.func)
    container: tuple[PathPart, ...] = (Member("BestCandidate"), Member("InferenceContainers"), Index(0))
    environment: dict[str | int | float | bool | None, Object] = {
        name: PropertiesObject(step, (*container, Member("Environment"), Key(name)), origin)
        for name in _AUTOML_VARIABLES
    }
    arguments: dict[str, Object] = {
        **given,
        "image_uri": PropertiesObject(step, (*container, Member("Image")), origin),
        "model_data": PropertiesObject(step, (*container, Member("ModelDataUrl")), origin),
        "env": DictObject(environment, True, run.depth),
    }
    return SdkObject(CLASSES["Model"], "sagemaker.model.Model", arguments, origin, depth=run.depth)


def item_of_result(run: Interpreter, value: SdkObject, key: Object, node: cst.BaseExpression) -> Object | None:
    """Return ``result[key]`` of a ``@step`` function; None for what has no items."""
    if not is_function(value):
        return None
    origin = run.origin(node)
    part: PathPart = Key(None, origin)
    if isinstance(key, Literal) and isinstance(key.value, str):
        part = Key(key.value, origin)
    elif isinstance(key, Literal) and isinstance(key.value, int):
        part = Index(key.value, origin)
    return PropertiesObject(value, (part,), origin)
