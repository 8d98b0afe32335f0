"""The step types of a pipeline definition: what each sends to AWS, and which properties it has afterwards.

The table follows the step classes of sagemaker 2.257 and sagemaker-mlops 1.27 (files and lines at each entry of
``pipeline_shapes.py``; the others name the shape in their ``Properties(shape_name=…)``). AWS adds step types monthly:
one that is missing here is unknown, never wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.pipeline.record import field, record
from pipelint.pipeline.service.installed import installed_members
from pipelint.pipeline.service.shapes import Shape, shape
from pipelint.pipeline.values import Key, Member, PathPart


@record
class StepType:
    """What is known of one step type.

    ``request`` is the shape of the step's ``Arguments``, or None where they follow none. ``properties`` are the shapes
    whose members, taken together, a property path starts from; there are none where the step has no properties or they
    are not known. ``name_keyed`` holds the lists that are read by name (``Outputs['train']``): the path of members to
    the list, and the member that holds an item's name. ``free_form`` are the members of the root below which nothing is
    known.
    """

    request: str | None = None
    properties: tuple[str, ...] = ()
    name_keyed: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    free_form: frozenset[str] = frozenset()


STEP_TYPES: Mapping[str, StepType] = {
    "Processing": StepType(
        "CreateProcessingJobRequest",
        ("DescribeProcessingJobResponse",),
        # The two that local mode turns into mappings (sagemaker/local/pipeline.py:306-318).
        name_keyed={("ProcessingOutputConfig", "Outputs"): "OutputName", ("ProcessingInputs",): "InputName"},
    ),
    # Functions under @step, notebook jobs and repack steps are Training steps, too.
    "Training": StepType(
        "CreateTrainingJobRequest",
        ("DescribeTrainingJobResponse",),
        # FinalMetricDataList['acc'].Value (https://sagemaker.readthedocs.io/en/stable/amazon_sagemaker_model_building_pipeline.html)
        name_keyed={("FinalMetricDataList",): "MetricName"},
    ),
    "Tuning": StepType(
        "CreateHyperParameterTuningJobRequest",
        ("DescribeHyperParameterTuningJobResponse", "ListTrainingJobsForHyperParameterTuningJobResponse"),
    ),
    "Transform": StepType("CreateTransformJobRequest", ("DescribeTransformJobResponse",)),
    "Model": StepType("CreateModelInput", ("DescribeModelOutput",)),
    "RegisterModel": StepType("CreateModelPackageInput", ("DescribeModelPackageOutput",)),
    "AutoML": StepType("CreateAutoMLJobRequest", ("DescribeAutoMLJobResponse", "pipeline.AutoMLProperties")),
    "EndpointConfig": StepType("CreateEndpointConfigInput", ("DescribeEndpointConfigOutput",)),
    "Endpoint": StepType("CreateEndpointInput", ("DescribeEndpointOutput",)),
    "InferenceComponent": StepType("CreateInferenceComponentInput", ("DescribeInferenceComponentOutput",)),
    # JobConfigDocument is a string to the API, but the SDK's documentation promises the members of the JSON in it
    # (sagemaker/mlops/workflow/steps.py:871).
    "Job": StepType("CreateJobRequest", ("DescribeJobResponse",), free_form=frozenset({"JobConfigDocument"})),
    "Condition": StepType(properties=("pipeline.ConditionProperties",)),
    "Lambda": StepType(properties=("pipeline.OutputProperties",)),
    "Callback": StepType(properties=("pipeline.OutputProperties",)),
    "QualityCheck": StepType("CreateProcessingJobRequest", ("pipeline.QualityCheckProperties",)),
    "ClarifyCheck": StepType("CreateProcessingJobRequest", ("pipeline.ClarifyCheckProperties",)),
    "EMR": StepType(properties=("emr.Step",)),
    # The SDK declares GetJobRunResponse but never loads it (sagemaker/core/workflow/properties.py:44-48).
    "EMRServerless": StepType(),
    "Lineage": StepType(properties=("pipeline.LineageProperties",)),
    "ForEach": StepType(properties=("pipeline.ForEachProperties",)),
    # Terminal: neither has properties at all (fail_step.py:71; mlops/workflow/cleanup_step.py:142).
    "Fail": StepType(),
    "Cleanup": StepType(),
}

# Whatever is asked of these may be there: names in a list or a map are data, not members.
_OPEN = frozenset({"list", "map", "anything"})


@record
class PathProblem:
    """A member that is not there: ``part``, at ``position`` in the path, does not exist in the shape called ``shape``.

    ``legal`` are the members it has, sorted; none when it is a scalar, which has no members at all.
    """

    position: int
    part: Member
    shape: str
    legal: tuple[str, ...]


def check_path(step_type: str, path: tuple[PathPart, ...]) -> PathProblem | None:
    """Return the first member in ``path`` that the properties of ``step_type`` certainly do not have, or None.

    Unknown is silence: an unknown step type, a step without known properties, a free-form value, whatever key of a map,
    any index or key of a list (which lists the service keys by name is not documented), and any member that the
    installed botocore knows.
    """
    known = STEP_TYPES.get(step_type)
    if known is None or not path or str(path[0]).removeprefix(".") in known.free_form | {"PropertyFiles"}:
        return None
    here = [found for found in map(shape, known.properties) if found is not None]
    for position, part in enumerate(path):
        if isinstance(part, Member) and here and not _may_have(here, part.name):
            legal = sorted({name for found in here for name in found.members})
            return PathProblem(position, part, here[0].name, tuple(legal))
        here = [inner for inner in (_inner(found, part) for found in here) if inner is not None]
    return None


def properties_of(step_type: str) -> tuple[Shape, ...]:
    """Return the shapes whose members, taken together, a property path of a step begins with; none where not known."""
    known = STEP_TYPES.get(step_type)
    return () if known is None else tuple(found for found in map(shape, known.properties) if found is not None)


def shapes_at(step_type: str, path: tuple[PathPart, ...]) -> tuple[Shape, ...]:
    """Return the shapes that the property at ``path`` of a step may have; none where they are not known."""
    known = STEP_TYPES.get(step_type)
    if known is None or not path or str(path[0]).removeprefix(".") in known.free_form | {"PropertyFiles"}:
        return ()
    here = [found for found in map(shape, known.properties) if found is not None]
    for part in path:
        here = [inner for inner in (_inner(found, part) for found in here) if inner is not None]
    return tuple(here)


def _may_have(shapes: list[Shape], name: str) -> bool:
    """Tell whether a member called ``name`` may exist in one of ``shapes``."""
    if any(found.type in _OPEN or name in found.members for found in shapes):
        return True
    return any(name in (installed_members(found.name) or ()) for found in shapes)


def _inner(found: Shape, part: PathPart) -> Shape | None:
    """Return the shape that ``part`` leads to from ``found``, None where that is not known."""
    name: str | None
    if found.type == "structure":
        # A key in place of a member (A['B'] for A.B) is followed where it is one: nobody says that it is not the same.
        name = found.members.get(part.name or "") if isinstance(part, (Member, Key)) else None
    elif found.type == "map":
        name = found.value
    else:
        name = None if isinstance(part, Member) else found.member
    return None if name is None else shape(name)
