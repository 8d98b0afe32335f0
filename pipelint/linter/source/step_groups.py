"""The objects that stand for several steps, and the steps the SDK makes of them when they are built.

The steps are made where the SDK makes them, in the constructor: what is changed on an estimator afterwards is too late
for both. They are kept as the object's ``steps``, the name by which the SDK gives them, too.
"""

from __future__ import annotations

from collections.abc import Callable

from pipelint.linter.source.derived import derived, is_true, suffixed
from pipelint.linter.source.model_steps import expand_model_step, expand_register_model
from pipelint.linter.source.objects import ListObject, Object, PropertiesObject, SdkObject
from pipelint.linter.source.sdk.classes import CLASSES, dialect_of
from pipelint.linter.source.sdk.rows import SdkClass
from pipelint.linter.source.sdk.steps import COLLECTION_KINDS, FUNCTION, REPACK
from pipelint.pipeline.values import Literal, Member, Unknown

STEP_KINDS = COLLECTION_KINDS | {"step"}

_CHECK_STEPS = {
    "DataQualityCheckConfig": "QualityCheckStep",
    "ModelQualityCheckConfig": "QualityCheckStep",
    "DataBiasCheckConfig": "ClarifyCheckStep",
    "ModelBiasCheckConfig": "ClarifyCheckStep",
    "ModelExplainabilityCheckConfig": "ClarifyCheckStep",
}


def is_step(item: object) -> bool:
    """Tell whether ``item`` is a step or a collection of steps."""
    return isinstance(item, SdkObject) and item.cls.kind in STEP_KINDS


def is_function(item: SdkObject) -> bool:
    """Tell whether ``item`` is the call of a ``@step`` function."""
    return item.cls == FUNCTION


def is_group(item: SdkObject) -> bool:
    """Tell whether ``item`` is a collection; a ``ModelStep`` of SDK v3 is a step (mlops/workflow/model_step.py:135)."""
    return item.cls.kind in COLLECTION_KINDS and not (item.cls.kind == "model_step" and dialect_of(item.dotted) == "v3")


def last_step(item: SdkObject) -> SdkObject | None:
    """Return the step whose properties ``item`` has: of a collection the last one; None when that is unknown."""
    if not is_group(item):
        return item
    inner = item.argument("steps")
    last = inner.items[-1] if isinstance(inner, ListObject) and inner.items and inner.complete else None
    return last_step(last) if isinstance(last, SdkObject) else None


def members(item: SdkObject) -> list[Object]:
    """Return the steps that ``item`` stands for, itself if it is a step; what is no step is among them as it is."""
    if not is_group(item):
        return [item]
    inner = item.argument("steps")
    if not isinstance(inner, ListObject):
        return [inner or Unknown("a collection without steps", item.origin)]
    found: list[Object] = []
    for one in inner.items:
        found.extend(members(one) if isinstance(one, SdkObject) else [one])
    if not inner.complete:
        found.append(Unknown("further steps may be added to the collection", item.origin))
    return found


def expand(item: SdkObject) -> None:
    """Make the steps of a collection that was just built."""
    maker = _MAKERS.get(item.cls.kind)
    if maker is not None:
        item.attributes["steps"] = ListObject(maker(item), True, item.depth, item.origin)


def _estimator_transformer(item: SdkObject) -> list[Object]:
    """``NRepackModel``, ``NCreateModelStep``, ``NTransformStep`` (sagemaker/workflow/step_collections.py:415-484)."""
    if item.open:
        return [Unknown("the steps depend on arguments that are unpacked from an unknown value", item.origin)]
    estimator = item.argument("estimator")
    maker = estimator if isinstance(estimator, SdkObject) else None
    role = maker.argument("role") if maker is not None else None
    data, waits = item.argument("model_data"), item.argument("depends_on")
    made: list[Object] = []
    if "entry_point" in item.arguments:
        retries = item.argument("repack_model_step_retry_policies")
        name = suffixed(item, "RepackModel")
        repack = derived(item, REPACK, name, role=role, model_data=data, depends_on=waits, retry_policies=retries)
        data = PropertiesObject(repack, (Member("ModelArtifacts"), Member("S3ModelArtifacts")), item.origin)
        waits = None
        made.append(repack)
    image = item.argument("image_uri") or (maker.argument("image_uri") if maker is not None else None)
    model = _object(item, CLASSES["Model"], image_uri=image, model_data=data, role=role, env=item.argument("env"))
    retries = item.argument("model_step_retry_policies")
    name = suffixed(item, "CreateModelStep")
    create = derived(item, CLASSES["CreateModelStep"], name, model=model, depends_on=waits, retry_policies=retries)
    known = CLASSES["Transformer"].signature
    options = {key: value for key, value in item.arguments.items() if key in known}
    options["model_name"] = PropertiesObject(create, (Member("ModelName"),), item.origin)
    transform = derived(
        item,
        CLASSES["TransformStep"],
        suffixed(item, "TransformStep"),
        transformer=_object(item, CLASSES["Transformer"], **options),
        inputs=item.argument("transform_inputs"),
        retry_policies=item.argument("transform_step_retry_policies"),
    )
    return [*made, create, transform]


def _object(item: SdkObject, cls: SdkClass, **arguments: Object | None) -> SdkObject:
    given = {key: value for key, value in arguments.items() if value is not None}
    return SdkObject(cls, item.dotted, given, item.origin, certain=item.certain, depth=item.depth, world=item.world)


def _monitored_transform(item: SdkObject) -> list[Object]:
    """``N-transform`` and ``N-monitoring`` (sagemaker/workflow/monitor_batch_transform_step.py:97-157)."""
    transform = derived(
        item,
        CLASSES["TransformStep"],
        suffixed(item, "-transform"),
        step_args=item.argument("transform_step_args"),
        display_name=_display_name(item, "-transform"),
    )
    config = item.argument("monitor_configuration")
    kind = _CHECK_STEPS.get(config.cls.name) if isinstance(config, SdkObject) else None
    cls = CLASSES[kind] if kind is not None else SdkClass("MonitorBatchTransformStep", "step", ())
    monitor = derived(
        item,
        cls,
        suffixed(item, "-monitoring"),
        quality_check_config=config if kind == "QualityCheckStep" else None,
        clarify_check_config=config if kind == "ClarifyCheckStep" else None,
        check_job_config=item.argument("check_job_configuration"),
        display_name=_display_name(item, "-monitoring"),
        **{name: item.argument(name) for name in ("fail_on_violation", *_BASELINES)},
    )
    if kind == "ClarifyCheckStep":
        monitor.arguments.pop("supplied_baseline_statistics", None)
    first = is_true(item.argument("monitor_before_transform"))
    waiting, awaited = (transform, monitor) if first else (monitor, transform)
    if first is None:
        order = Unknown("which of the two steps waits for the other", item.origin)
        transform.arguments["depends_on"] = monitor.arguments["depends_on"] = order
    else:
        waiting.arguments["depends_on"] = ListObject([awaited], True, item.depth, item.origin)
    return [transform, monitor]


_BASELINES = ("supplied_baseline_statistics", "supplied_baseline_constraints")


def _display_name(item: SdkObject, suffix: str) -> Object | None:
    name = item.argument("display_name")
    if isinstance(name, Literal) and isinstance(name.value, str):
        return Literal(name.value + suffix, name.origin) if name.value else None
    return name


_MAKERS: dict[str, Callable[[SdkObject], list[Object]]] = {
    "model_step": expand_model_step,
    "register_model": expand_register_model,
    "estimator_transformer": _estimator_transformer,
    "monitored_transform": _monitored_transform,
}
