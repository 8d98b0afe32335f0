"""Read the top of a definition: is it one at all, its parameters, and its further keys."""

from __future__ import annotations

import json

from pipelint.pipeline.collector import collector_off
from pipelint.pipeline.definition.notes import JsonObject, Notes, Pointer, below, kind
from pipelint.pipeline.definition.spelling import PARAMETER_KEYS, TOP_KEYS, keys_of_parameter, spelled
from pipelint.pipeline.definition.steps import read_steps
from pipelint.pipeline.definition.values import read_value
from pipelint.pipeline.model import Parameter, Pipeline
from pipelint.pipeline.record import replace
from pipelint.pipeline.values import Record


class DefinitionError(ValueError):
    """The content is no pipeline definition. ``pointer`` is the place that shows it, as keys and indexes."""

    def __init__(self, message: str, pointer: Pointer = ()) -> None:
        super().__init__(message)
        self.message = message
        self.pointer = pointer


@collector_off()
def read_definition(content: object, document: str = "<definition>") -> Pipeline:
    """Return the pipeline that ``content``, a parsed definition, describes.

    ``document`` is the file's path for the origins. Raises :class:`DefinitionError` when ``content`` is no definition:
    no object, or one without a list of ``Steps``. Whatever else is odd becomes a gap of the pipeline.
    """
    top = _definition(content)
    notes = Notes(document)
    parameters, parameters_complete = _parameters(top, notes)
    steps, steps_complete = read_steps(top["Steps"], notes, ("Steps",))
    attributes = {str(key): read_value(item, document, (str(key),)) for key, item in top.items() if key not in TOP_KEYS}
    experiment = top.get("PipelineExperimentConfig")
    held = {"PipelineExperimentConfig"}
    held |= {key for key, whole in (("Parameters", parameters_complete), ("Steps", steps_complete)) if whole}
    own = {key: item for key, item in top.items() if key in TOP_KEYS}
    return Pipeline(
        steps=steps,
        parameters=parameters,
        steps_complete=steps_complete,
        parameters_complete=parameters_complete,
        experiment_config=read_value(experiment, document, ("PipelineExperimentConfig",)),
        attributes=Record(attributes, True, notes.origin(())),
        gaps=tuple(notes.gaps),
        origin=notes.origin(()),
        spelling=spelled(own, held, TOP_KEYS),
        length=_length(top),
    )


def _length(top: JsonObject) -> int | None:
    """Return how long ``top`` is as ``definition()`` writes it (``sagemaker/workflow/pipeline.py:466`` of sagemaker
    2.257), or None where json cannot write it.
    """
    try:
        return len(json.dumps(top))
    except (TypeError, ValueError, RecursionError):
        return None


def _definition(content: object) -> JsonObject:
    """Return ``content`` if it is a definition; raise :class:`DefinitionError` with the way out if not."""
    if not isinstance(content, dict):
        raise DefinitionError(f"a pipeline definition is a JSON object, this is {kind(content)}")
    if "Steps" not in content:
        if "PipelineDefinition" in content:
            raise DefinitionError(
                "this is the answer of DescribePipeline, which holds the definition as text: save that text alone, with"
                " `aws sagemaker describe-pipeline --pipeline-name NAME --query PipelineDefinition --output text`",
                ("PipelineDefinition",),
            )
        raise DefinitionError('a pipeline definition has a list of "Steps", this object has none')
    if not isinstance(content["Steps"], (list, tuple)):
        raise DefinitionError(
            f'"Steps" of a pipeline definition is a list, this is {kind(content["Steps"])}', ("Steps",)
        )
    return content


def _parameters(top: JsonObject, notes: Notes) -> tuple[tuple[Parameter, ...], bool]:
    """Return the parameters, and whether they are all there are."""
    if "Parameters" not in top:
        return (), True
    objects, complete = notes.objects(top["Parameters"], "Parameters", ("Parameters",))
    parameters: list[Parameter] = []
    for entry, place in objects:
        parameter = _parameter(entry, notes, place)
        if parameter is None:
            complete = False
        else:
            parameters.append(parameter)
    return tuple(parameters), complete


def _parameter(entry: JsonObject, notes: Notes, place: Pointer) -> Parameter | None:
    name = entry.get("Name")
    if not isinstance(name, str):
        notes.gap("a parameter", "it has no Name", place)
        return None
    # The published schema lets a String parameter go without Type; the SDKs always write it.
    type_name = entry.get("Type", "String")
    held = PARAMETER_KEYS
    if not isinstance(type_name, str):
        notes.gap(f'parameter "{name}"', f"expected a string as Type, found {kind(type_name)}", place)
        type_name = kind(type_name)
        held -= {"Type"}
    default, enum_values = (
        read_value(entry[key], notes.document, below(place, key)) if key in entry else None
        for key in ("DefaultValue", "EnumValues")
    )
    name_origin = notes.origin(below(place, "Name"))
    parameter = Parameter(name, type_name, default, enum_values, notes.origin(place), name_origin)
    spelling = spelled(entry, held, keys_of_parameter(parameter))
    return parameter if spelling is None else replace(parameter, spelling=spelling)
