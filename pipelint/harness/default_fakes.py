"""The default fake of a step: the Describe response of the job it starts, made of the step's own arguments.

What a request and its Describe response share is echoed. A finished job has a name, an ARN and a status besides; those
are in the tables below. Nothing is measured here: what only a real job could tell (a metric, a best candidate) is left
out, and made up by :mod:`pipelint.harness.invention` where another step reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pipelint.harness.fakes import Outputs
from pipelint.harness.output_names import returns_parameters
from pipelint.harness.resolve import Place, Read
from pipelint.harness.response_shapes import response_members
from pipelint.harness.results import Result
from pipelint.harness.surroundings import Surroundings
from pipelint.pipeline.model import Step
from pipelint.pipeline.record import field, record


@record
class _Job:
    """The members that name a job: ``name`` and ``arn``, the resource in its ARN, and what is true once it is done."""

    name: str
    arn: str
    resource: str
    done: Mapping[str, str] = field(default_factory=dict)


_JOBS: Mapping[str, _Job] = {
    "Processing": _Job("ProcessingJobName", "ProcessingJobArn", "processing-job", {"ProcessingJobStatus": "Completed"}),
    "Training": _Job(
        "TrainingJobName",
        "TrainingJobArn",
        "training-job",
        {"TrainingJobStatus": "Completed", "SecondaryStatus": "Completed"},
    ),
    "Tuning": _Job(
        "HyperParameterTuningJobName",
        "HyperParameterTuningJobArn",
        "hyper-parameter-tuning-job",
        {"HyperParameterTuningJobStatus": "Completed"},
    ),
    "Transform": _Job("TransformJobName", "TransformJobArn", "transform-job", {"TransformJobStatus": "Completed"}),
    "AutoML": _Job(
        "AutoMLJobName",
        "AutoMLJobArn",
        "automl-job",
        {"AutoMLJobStatus": "Completed", "AutoMLJobSecondaryStatus": "Completed"},
    ),
    "Model": _Job("ModelName", "ModelArn", "model"),
    "EndpointConfig": _Job("EndpointConfigName", "EndpointConfigArn", "endpoint-config"),
    "Endpoint": _Job("EndpointName", "EndpointArn", "endpoint", {"EndpointStatus": "InService"}),
    "InferenceComponent": _Job(
        "InferenceComponentName",
        "InferenceComponentArn",
        "inference-component",
        {"InferenceComponentStatus": "InService"},
    ),
    "Job": _Job("JobName", "JobArn", "job", {"JobStatus": "Completed"}),
}

_Made = tuple[dict[str, Any], "frozenset[tuple[str, ...]]"]
"""Members, and the paths among them that are made up."""

_NOTHING: frozenset[tuple[str, ...]] = frozenset()


def result_of(
    step: Step, arguments: Mapping[str, Any], reads: Iterable[Read], fake: Outputs, surroundings: Surroundings
) -> Result:
    """Return what ``step`` leaves behind: its default fake, with ``fake`` laid over it.

    An argument that echoes a made-up value, as ``reads`` tells, is made up itself.
    """
    if returns_parameters(step):
        return Result(step, {"OutputParameters": fake.members}, files=fake.files)
    members, made_up = _finished_job(step, arguments, surroundings)
    extra, extra_made_up = _EXTRAS.get(step.type or "", _no_extra)(step, {**arguments, **members}, surroundings)
    default = {**members, **extra, **_echo(step, arguments)}
    echoed = {_path(read.place) for read in reads if read.invented}
    invented = {path for path in made_up | extra_made_up if path[0] not in arguments} | echoed
    left = frozenset(path for path in invented if not _given(path, fake.members))
    return Result(step, _laid_over(default, fake.members), left, fake.property_files, fake.files)


def _path(place: Place) -> tuple[str, ...]:
    """Return a place in the arguments as :class:`Result` spells paths."""
    return tuple(f"[{part}]" if isinstance(part, int) else part for part in place)


def _echo(step: Step, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments that the Describe response repeats; all of them, where that response is not known."""
    described = response_members(step.type)
    return {key: value for key, value in arguments.items() if described is None or key in described}


def _finished_job(step: Step, arguments: Mapping[str, Any], surroundings: Surroundings) -> _Made:
    job = _JOBS.get(step.type or "")
    if job is None:
        return {}, _NOTHING
    name = arguments.get(job.name) or surroundings.job_name(step.name)
    members = {job.name: name, job.arn: surroundings.arn(f"{job.resource}/{name}"), **job.done}
    return members, frozenset({(job.name,), (job.arn,)})


def _no_extra(step: Step, known: Mapping[str, Any], surroundings: Surroundings) -> _Made:
    return {}, _NOTHING


def _trained_model(step: Step, known: Mapping[str, Any], surroundings: Surroundings) -> _Made:
    """Where a training job puts its model: ``<S3OutputPath>/<job name>/output/model.tar.gz``."""
    folder = _object(known.get("OutputDataConfig")).get("S3OutputPath")
    if not isinstance(folder, str):
        return {}, _NOTHING
    uri = f"{folder.rstrip('/')}/{known['TrainingJobName']}/output/model.tar.gz"
    return {"ModelArtifacts": {"S3ModelArtifacts": uri}}, frozenset({("ModelArtifacts", "S3ModelArtifacts")})


def _model_package(step: Step, known: Mapping[str, Any], surroundings: Surroundings) -> _Made:
    group = known.get("ModelPackageGroupName")
    resource = f"{group}/1".lower() if isinstance(group, str) else surroundings.job_name(step.name).lower()
    members = {"ModelPackageArn": surroundings.arn(f"model-package/{resource}"), "ModelPackageStatus": "Completed"}
    return members, frozenset({("ModelPackageArn",)})


def _emr_step(step: Step, known: Mapping[str, Any], surroundings: Surroundings) -> _Made:
    """The ``Step`` of the EMR API; the request lists the properties that the response maps."""
    jar = dict(_object(_object(known.get("StepConfig")).get("HadoopJarStep")))
    if "Properties" in jar:
        jar["Properties"] = {str(item.get("Key")): item.get("Value") for item in _objects(jar["Properties"])}
    members = {"Id": f"s-{step.name}", "Name": step.name, "Config": jar, "Status": {"State": "COMPLETED"}}
    return members, frozenset({("Id",), ("Name",)})


def _lineage(step: Step, known: Mapping[str, Any], surroundings: Surroundings) -> _Made:
    members: dict[str, Any] = {"Associations": known.get("Associations", [])}
    for kind in ("Action", "Artifact", "Context"):
        names = [str(entity.get(f"{kind}Name")) for entity in _objects(known.get(f"{kind}s"))]
        members[f"{kind}Arns"] = {name: surroundings.arn(f"{kind.lower()}/{name}") for name in names}
    return members, frozenset({("ActionArns",), ("ArtifactArns",), ("ContextArns",)})


def _object(value: Any) -> Mapping[str, Any]:
    """Return ``value`` where it is an object, else an empty one: a definition may hold anything anywhere."""
    return value if isinstance(value, Mapping) else {}


def _objects(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects in ``value`` where it is a list, else none."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


_EXTRAS: Mapping[str, Callable[[Step, Mapping[str, Any], Surroundings], _Made]] = {
    "Training": _trained_model,
    "RegisterModel": _model_package,
    "EMR": _emr_step,
    "Lineage": _lineage,
}


def _given(path: tuple[str, ...], members: Any) -> bool:
    """Return whether ``members`` holds a value at ``path``, or one in place of all that stood around it."""
    for name in path:
        if not isinstance(members, Mapping):
            return True
        if name not in members:
            return False
        members = members[name]
    return True


def _laid_over(below: Any, above: Any) -> Any:
    """Lay ``above`` over ``below``: objects are merged member by member, everything else is replaced."""
    if not isinstance(below, Mapping) or not isinstance(above, Mapping):
        return above
    return {**below, **{key: _laid_over(below[key], value) if key in below else value for key, value in above.items()}}
