"""A step's cache and retry policies, as the definition spells them."""

from __future__ import annotations

from pipelint.linter.source.lowering import Lowering
from pipelint.linter.source.objects import ListObject, Object, SdkObject
from pipelint.pipeline.values import ListValue, Literal, Record, Unknown, Value

_CACHE = {"enable_caching": "Enabled", "expire_after": "ExpireAfter"}
_CACHE_DEFAULTS: dict[str, Value] = {"Enabled": Literal(False)}
_RETRY = {
    "backoff_rate": "BackoffRate",
    "interval_seconds": "IntervalSeconds",
    "max_attempts": "MaxAttempts",
    "expire_after_mins": "ExpireAfterMin",
}
_RETRY_DEFAULTS: dict[str, Value] = {"BackoffRate": Literal(2.0), "IntervalSeconds": Literal(1)}
_LEFT_OUT_AT_ZERO = frozenset({"MaxAttempts", "ExpireAfterMin"})
"""The SDK writes these only when they are true in Python (sagemaker/workflow/retry.py:104-108)."""


def policies_of(step: SdkObject, lowering: Lowering) -> dict[str, Value]:
    """Return ``CacheConfig`` and ``RetryPolicies`` of ``step``, those that are passed."""
    found: dict[str, Value] = {}
    cache = step.argument("cache_config")
    if cache is not None and cache != Literal(None):
        found["CacheConfig"] = _cache(cache, lowering)
    policies = step.argument("retry_policies")
    if isinstance(policies, ListObject) and (policies.items or not policies.complete):
        items = tuple(_retry(policy, lowering) for policy in policies.items)
        found["RetryPolicies"] = ListValue(items, policies.complete, policies.origin)
    return found


def _cache(item: Object, lowering: Lowering) -> Value:
    if not isinstance(item, SdkObject) or item.cls.kind != "cache_config":
        return lowering.value(item)
    return _entries(item, _CACHE, _CACHE_DEFAULTS, lowering)


def _retry(item: Object, lowering: Lowering) -> Value:
    if not isinstance(item, SdkObject) or item.cls.kind != "retry_policy":
        return lowering.value(item)
    record = _entries(item, _RETRY, _RETRY_DEFAULTS, lowering)
    entries = {key: value for key, value in record.entries.items() if key not in _LEFT_OUT_AT_ZERO or _written(value)}
    return Record({**entries, "ExceptionType": _exceptions(item, lowering)}, record.complete, record.origin)


def _written(value: Value) -> bool:
    return not isinstance(value, Literal) or bool(value.value)


def _exceptions(item: SdkObject, lowering: Lowering) -> Value:
    """Return both lists of exceptions, one after the other (sagemaker/workflow/retry.py:194-198)."""
    items: list[Value] = []
    complete = not item.open
    for name in ("exception_types", "failure_reason_types"):
        given = item.argument(name)
        if isinstance(given, ListObject):
            items.extend(lowering.value(one) for one in given.items)
            complete = complete and given.complete
        elif given is not None and given != Literal(None):
            complete = False
    return ListValue(tuple(items), complete, item.origin) if items or complete else Unknown("the exceptions retried")


def _entries(item: SdkObject, names: dict[str, str], defaults: dict[str, Value], lowering: Lowering) -> Record:
    entries = dict(defaults)
    for argument, key in names.items():
        value = lowering.argument(item, argument)
        if value is not None:
            entries[key] = value
    return Record(entries, not item.open, item.origin)
