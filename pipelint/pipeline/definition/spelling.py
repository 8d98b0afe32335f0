"""How the SDK spells the objects of a definition, and what to keep of one that is spelled otherwise.

The model holds what a definition means. So that it can be written back as it was, a piece whose object has other keys
than the SDK would give it (one left out, one that nobody has described, one that could not be read) carries a
:class:`~pipelint.pipeline.values.Spelling`. The reader asks this module for it, the writer for the SDK's keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from pipelint.pipeline.model import Dependency, Parameter, Pipeline, Step
from pipelint.pipeline.values import PropertyFileReference, Spelling, Value

# The keys of Arguments that the model names itself, by step type. Only there: the Arguments of a Lambda or Callback
# step are the user's own (workflow/condition_step.py:83-89; mlops/workflow/for_each_step.py:415-425).
ARGUMENT_KEYS: Mapping[str, tuple[str, ...]] = {
    "Condition": ("Conditions", "IfSteps", "ElseSteps"),
    "ForEach": ("ForEachBody",),
}
STEP_KEYS = frozenset({"Name", "Type", "Arguments", "DependsOn", "PropertyFiles", "OutputParameters"})
TOP_KEYS = frozenset({"Parameters", "PipelineExperimentConfig", "Steps"})
PARAMETER_KEYS = frozenset({"Name", "Type", "DefaultValue", "EnumValues"})
PROPERTY_FILE_KEYS = ("PropertyFileName", "OutputName", "FilePath")
OUTPUT_KEYS = ("OutputName", "OutputType")
JOIN_KEYS = frozenset({"On", "Values"})
JSON_GET_KEYS = frozenset({"PropertyFile", "S3Uri", "Path"})

# Always written, even when there are none (lambda_step.py:140-151, callback_step.py:129-145).
_HAVE_OUTPUTS = frozenset({"Lambda", "Callback"})


def spelled(content: Mapping[str, object], fields: AbstractSet[str], usual: AbstractSet[str]) -> Spelling | None:
    """Return how ``content`` is spelled, or None where it has just the keys ``usual``.

    ``fields`` are the keys whose values the piece of the model holds; the others become extras. They stay the JSON they
    are: a copy of what is malformed, at each level of a deep definition, would cost the square of the depth.
    """
    if content.keys() == usual and usual <= fields:
        return None
    extras = {key: item for key, item in content.items() if key not in fields}
    return Spelling(frozenset(fields & content.keys()), extras)


def keys_of_parameter(parameter: Parameter) -> frozenset[str]:
    """Return the keys of ``parameter``: those it was read with, or those the SDK writes (parameters.py:78-86)."""
    if parameter.spelling is not None:
        return parameter.spelling.keys
    left_out = {
        key
        for key, value in (("DefaultValue", parameter.default), ("EnumValues", parameter.enum_values))
        if value is None
    }
    return PARAMETER_KEYS - left_out


def keys_of_step(step: Step) -> frozenset[str]:
    """Return the keys of ``step`` that are no attributes, those of its Arguments too: as read, or the SDK's."""
    if step.spelling is not None:
        return step.spelling.keys
    left_out = {
        key
        for key, there in (
            ("DependsOn", step.depends_on),
            ("PropertyFiles", step.property_files),
            ("OutputParameters", step.outputs or step.type in _HAVE_OUTPUTS),
        )
        if not there
    }
    return (STEP_KEYS - left_out).union(ARGUMENT_KEYS.get(step.type or "", ()))


def keys_of_dependency(dependency: Dependency) -> frozenset[str]:
    """Return the keys of ``dependency``, none where it is a plain name (mlops/workflow/step_dependency.py:79-88)."""
    if dependency.spelling is not None:
        return dependency.spelling.keys
    return frozenset() if dependency.trigger == "Completed" else frozenset({"Step", "Trigger"})


def keys_of_top(pipeline: Pipeline) -> frozenset[str]:
    """Return the keys of ``pipeline`` that are no attributes: those it was read with, or all."""
    return TOP_KEYS if pipeline.spelling is None else pipeline.spelling.keys


def keys_of_json_get(source: Value) -> frozenset[str]:
    """Return the keys that the SDK gives a ``Std:JsonGet`` that reads from ``source`` (functions.py:125-154)."""
    return frozenset({"PropertyFile" if isinstance(source, PropertyFileReference) else "S3Uri", "Path"})
