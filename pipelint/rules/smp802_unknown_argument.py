"""SMP802: the arguments of a step have a key that its request does not have."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.service.installed import installed_members
from pipelint.pipeline.service.shapes import Shape
from pipelint.pipeline.service.slots import every_structure
from pipelint.pipeline.spelling import did_you_mean
from pipelint.pipeline.values import Record
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Train", "Type": "Training", "Arguments": {
      "Enviroment": {"SEED": "7"},
      "ResourceConfig": {"instance_count": 1, "VolumeSizeInGB": 30}
    }},
    {"Name": "Create", "Type": "Model", "Arguments": {
      "PrimaryContainer": {"Image": "serve:1", "AdditionalModelDataSources": []}
    }}
  ]
}
"""
SOURCE = """\
from sagemaker.model import Model
from sagemaker.workflow.model_step import ModelStep
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

session = PipelineSession()
adapter = {"ChannelName": "adapter", "S3DataSource": {"S3Uri": "s3://bucket/adapter", "S3DataType": "S3Prefix"}}
sources = [adapter]
place = "s3://bucket/model.tar.gz"
model = Model("serve:1", place, "role", additional_model_data_sources=sources, sagemaker_session=session)
create = ModelStep("Create", step_args=model.create(instance_type="ml.m5.large"))
pipeline = Pipeline("Abalone", steps=[create], sagemaker_session=session)
"""
GOOD_DEFINITION = (
    DEFINITION.replace("Enviroment", "Environment")
    .replace("instance_count", "InstanceCount")
    .replace(', "AdditionalModelDataSources": []', "")
)

# Members that the API has and pipelines refuse: the step type, the shape, the member, and who says so.
REFUSED = {
    ("Model", "ContainerDefinition"): {
        "AdditionalModelDataSources": "users report that the service refuses it "
        "(https://github.com/aws/sagemaker-python-sdk/issues/4994)"
    },
    ("RegisterModel", "CreateModelPackageInput"): {
        "CertifyForMarketplace": "the SDK leaves it out, as the service rejects it "
        "(sagemaker/workflow/_utils.py:559-566 of sagemaker 2.257)"
    },
}


class UnknownArgument(Rule):
    """The keys of a step's arguments are the members of the request that the step sends to the API.

    The service refuses a definition with any other when the pipeline is created or updated: `Unable to parse pipeline
    definition. Unknown Argument member 'X'`. The SDK compiles whatever its classes were given.

    AWS adds members all the time, so a key that pipelint does not know is a warning, even where it looks like a slip of
    the pen; the installed botocore is asked first, where there is one. It is an error where only upper and lower case,
    hyphens or underscores tell it from a member: two members are never that close. Two members that the API has and
    pipelines are known to refuse are warnings, as the service may have learned to take them.

    In source only the members are told that pipelines refuse: the SDK's classes and pipelint's tables name the others,
    not the user.
    """

    code = "SMP802"
    name = "unknown-argument"
    severity = Severity.WARNING
    summary = "The arguments of a step have a key that its request to the API does not have."
    references = (
        "https://github.com/aws/sagemaker-python-sdk/issues/4994",
        "https://github.com/aws/sagemaker-python-sdk/pull/3472",
    )
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'the arguments of step "Train" have no member "Enviroment"; did you mean "Environment"?',
                    pointer="/Steps/0/Arguments/Enviroment",
                ),
                Expected(
                    'ResourceConfig of step "Train" has no member "instance_count"; did you mean "InstanceCount"?',
                    pointer="/Steps/0/Arguments/ResourceConfig/instance_count",
                    severity=Severity.ERROR,
                ),
                Expected(
                    'PrimaryContainer of step "Create" has the member "AdditionalModelDataSources", which is in the '
                    "API but may not be in a pipeline",
                    pointer="/Steps/1/Arguments/PrimaryContainer/AdditionalModelDataSources",
                ),
            ),
            title="A misspelt key, a key in the spelling of Python, and one that pipelines refuse",
        ),
        Example(GOOD_DEFINITION, "json"),
        Example(
            SOURCE,
            expected=(
                Expected(
                    'PrimaryContainer of step "Create-CreateModel" has the member "AdditionalModelDataSources", which '
                    "is in the API but may not be in a pipeline",
                    line=8,
                    text="[adapter]",
                ),
            ),
            title="An argument of Model that pipelines refuse",
        ),
        Example(SOURCE.replace("additional_model_data_sources=sources, ", "")),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every key of every structure; see the class."""
        for step, path, shape, record in every_structure(pipeline):
            if pipeline.dialect is None and not record.entries.keys() <= shape.members.keys():
                yield from _unknown(step, path, shape, record)
            yield from _refused(step, path, shape, record)


def _unknown(step: Step, path: str, shape: Shape, record: Record) -> Iterator[Report]:
    for key, value in record.entries.items():
        if key in shape.members or key in (installed_members(shape.name) or ()):
            continue
        meant = next((member for member in shape.members if _letters(member) == _letters(key)), None)
        guess = f' did you mean "{meant}"?' if meant else did_you_mean(key, shape.members)
        expected = f";{guess}" if guess else expectation(key, sorted(shape.members), "the API knows")
        yield Report(
            f'{_subject(step, path)} no member "{key}"{expected}',
            value.origin or step.origin,
            step.name,
            "Spell it as the API does, or leave it out. The service refuses a key that it does not know when the "
            f"pipeline is created or updated: Unable to parse pipeline definition. Unknown Argument member '{key}'.",
            severity=Severity.ERROR if meant else None,
        )


def _refused(step: Step, path: str, shape: Shape, record: Record) -> Iterator[Report]:
    for key, source in REFUSED.get((step.type or "", shape.name), {}).items():
        if key in record.entries:
            yield Report(
                f'{_subject(step, path)} the member "{key}", which is in the API but may not be in a pipeline',
                record.entries[key].origin or step.origin,
                step.name,
                f"Leave it out: {source}. It says: Unable to parse pipeline definition. Unknown Argument member "
                f"'{key}'.",
            )


def _subject(step: Step, path: str) -> str:
    return f'{path} of step "{step.name}" has' if path else f'the arguments of step "{step.name}" have'


def _letters(name: str) -> str:
    """Return what is left of ``name`` where only its letters and digits count."""
    return name.replace("_", "").replace("-", "").lower()
