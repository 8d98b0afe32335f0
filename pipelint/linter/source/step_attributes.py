"""What stands beside the arguments of a step: display name, description, function, check settings, policies."""

from __future__ import annotations

from pipelint.linter.source.derived import is_true
from pipelint.linter.source.lowering import Lowering
from pipelint.linter.source.objects import SdkObject
from pipelint.linter.source.policies import policies_of
from pipelint.linter.source.sdk.attributes import (
    ATTRIBUTE_DEFAULTS,
    CHECK_TYPES,
    COMMON_ATTRIBUTES,
    STEP_ATTRIBUTES,
)
from pipelint.pipeline.values import Literal, Record, Value


def attributes_of(step: SdkObject, lowering: Lowering) -> Record:
    """Return the further top-level keys of ``step`` that the source tells; there may be more."""
    found: dict[str, Value] = {}
    for name, key in COMMON_ATTRIBUTES.items():
        value = lowering.argument(step, name)
        if value is not None and is_true(step.argument(name)) is not False:
            found[key] = value
    found.update(policies_of(step, lowering))
    for name, key in STEP_ATTRIBUTES.get(step.cls.name, {}).items():
        value = lowering.argument(step, name)
        found[key] = value if value is not None else Literal(ATTRIBUTE_DEFAULTS.get(key), step.origin)
    found.update(_of_check(step, lowering))
    function = step.argument("lambda_func")
    arn = lowering.argument(function, "function_arn") if isinstance(function, SdkObject) else None
    if arn is not None:
        found["FunctionArn"] = arn
    return Record(found, False, step.origin)


def _of_check(step: SdkObject, lowering: Lowering) -> dict[str, Value]:
    """Return what the class of a check's configuration tells, and the model that it is about."""
    config = step.argument("quality_check_config") or step.argument("clarify_check_config")
    kind = CHECK_TYPES.get(config.cls.name) if isinstance(config, SdkObject) else None
    if kind is None or not isinstance(config, SdkObject):
        return {}
    found: dict[str, Value] = {"CheckType": Literal(kind, config.origin)}
    model = config.argument("model_config")
    name = lowering.argument(model, "model_name") if isinstance(model, SdkObject) else None
    return {**found, "ModelName": name} if name is not None else found
