"""The lists of a definition whose order means nothing: by what their items are known, or that they are sets."""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.pipeline.expression_text import expression_text
from pipelint.pipeline.values import ListValue, Literal, Record, Value

# https://docs.aws.amazon.com/sagemaker/latest/APIReference/: each of these is unique in its list.
NAMED: Mapping[str, str] = {
    "ProcessingInputs": "InputName",
    "Outputs": "OutputName",
    "InputDataConfig": "ChannelName",
    "Tags": "Key",
    "MetricDefinitions": "Name",
    "CategoricalParameterRanges": "Name",
    "ContinuousParameterRanges": "Name",
    "IntegerParameterRanges": "Name",
    "AutoParameters": "Name",
    "CollectionConfigurations": "CollectionName",
    "DebugRuleConfigurations": "RuleConfigurationName",
    "ProfilerRuleConfigurations": "RuleConfigurationName",
    "TrainingJobDefinitions": "DefinitionName",
    "ProductionVariants": "VariantName",
    "AdditionalInferenceSpecifications": "Name",
    "PropertyFiles": "PropertyFileName",
    "OutputParameters": "OutputName",
}
"""The member that names the items of a list, by the key that the list stands under."""

SETS = frozenset(
    {
        *("Subnets", "SecurityGroupIds", "ExceptionType"),
        *("SupportedContentTypes", "SupportedResponseMIMETypes"),
        *("SupportedRealtimeInferenceInstanceTypes", "SupportedTransformInstanceTypes"),
    }
)
"""The keys of lists of plain values that are sets."""


def named_items(key: str, items: ListValue) -> Mapping[str, Value] | None:
    """Return the items of the list under ``key`` by their names; None where they have none, or two have the same."""
    member = NAMED.get(key)
    if member is None:
        return None
    found: dict[str, Value] = {}
    for item in items.items:
        name = item.get(member) if isinstance(item, Record) else None
        if not isinstance(name, Literal) or not isinstance(name.value, str) or name.value in found:
            return None
        found[name.value] = item
    return found


def in_one_order(key: str, items: ListValue) -> tuple[Value, ...]:
    """Return the items of the list under ``key``, in an order of our own where their order means nothing."""
    named = named_items(key, items)
    if named is not None:
        return tuple(named[name] for name in sorted(named))
    if key in SETS and is_flat(items):
        return tuple(sorted(items.items, key=expression_text))
    return items.items


def is_flat(items: ListValue) -> bool:
    """Tell whether a list holds no lists and no objects."""
    return not any(isinstance(item, (Record, ListValue)) for item in items.items)
