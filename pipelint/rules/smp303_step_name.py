"""SMP303: the name, display name or description of a step is not what the service takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.values import Literal
from pipelint.rules.looking import distinct
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import quoted, shown

SOURCE = """\
from sagemaker.model import Model
from sagemaker.workflow.model_step import ModelStep
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
model = Model("serve:1", "s3://bucket/model.tar.gz", role, sagemaker_session=session)
register = ModelStep(
    "RegisterTheAbaloneModelOfTheQuarterlyRetrainingPipeline",
    step_args=model.register(content_types=["text/csv"], response_types=["text/csv"]),
)
pipeline = Pipeline("Abalone", steps=[register], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [{"Name": "Train model!", "Type": "Training", "Arguments": {}, "DisplayName": "Train the model"}]
}
"""

LONGEST_NAME = 64
ILLEGAL = re.compile(r"[^A-Za-z0-9\-_]")
COLLECTION_SUFFIXES = ("-RegisterModel", "-CreateModel")


@record
class Limit:
    """The most characters of an attribute: more than ``unsettled`` is refused by one authority, ``agreed`` by both."""

    attribute: str
    noun: str
    unsettled: int
    agreed: int


# StepDisplayName and StepDescription of the API; the published schema lets a description have 4096.
LIMITS = (Limit("DisplayName", "display name", 256, 256), Limit("Description", "description", 3072, 4096))


class StepName(Rule):
    """A step's name is of letters, digits, hyphens and underscores, and of at most 64 characters.

    The SDK does not look: `definition()` compiles any name, and the service refuses the pipeline when it is created or
    updated. In version 2 of the SDK `ModelStep` and `RegisterModel` lengthen the name they are given by
    `-RegisterModel` or `-CreateModel`, so that 51 characters are too many already.

    A display name may be any text of at most 256 characters. For a description the API says 3072 and the published
    schema of definitions says 4096: one between the two is a warning. So is an empty name, which the API takes and
    the schema does not.
    """

    code = "SMP303"
    name = "step-name"
    severity = Severity.ERROR
    summary = "The name, display name or description of a step is not what the service takes."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_PipelineExecutionStep.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/3417",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step name "RegisterTheAbaloneModelOfTheQuarterlyRetrainingPipeline-RegisterModel" has 69 '
                    "characters, the service takes at most 64",
                    line=10,
                    text='"RegisterTheAbaloneModelOfTheQuarterlyRetrainingPipeline"',
                ),
            ),
            title="A name that the SDK lengthens",
        ),
        Example(SOURCE.replace("OfTheQuarterlyRetrainingPipeline", "")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step name "Train model!" has characters that the service does not take: " " and "!"',
                    pointer="/Steps/0/Name",
                ),
            ),
        ),
        Example(DEFINITION.replace("Train model!", "Train_model-1"), "json"),
        Example(
            DEFINITION.replace("Train model!", "Train").replace("Train the model", "x" * 257),
            "json",
            (
                Expected(
                    'display name of step "Train" has 257 characters, the service takes at most 256',
                    pointer="/Steps/0/DisplayName",
                ),
            ),
        ),
        Example(
            DEFINITION.replace("Train model!", "").replace("DisplayName", "Description").replace("the", "x" * 3072),
            "json",
            (
                Expected(
                    'a step has the empty name "": the API of the service takes it, the published schema does not',
                    pointer="/Steps/0/Name",
                    severity=Severity.WARNING,
                ),
                Expected(
                    'description of step "" has 3084 characters: the API of the service takes 3072, the published '
                    "schema 4096",
                    pointer="/Steps/0/Description",
                    severity=Severity.WARNING,
                ),
            ),
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the names and texts of every step; see the class."""
        yield from distinct(
            report
            for step in pipeline.all_steps()
            for report in (*_of_name(step, pipeline.dialect), *_of_attributes(step))
        )


def _of_name(step: Step, dialect: str | None) -> Iterator[Report]:
    name, at = step.name, step.name_origin or step.origin
    if not step.name_known:
        return
    if not name:
        message = 'a step has the empty name "": the API of the service takes it, the published schema does not'
        yield Report(message, at, name, "Give it a name.", severity=Severity.WARNING)
    illegal = dict.fromkeys(ILLEGAL.findall(name))
    if illegal:
        yield Report(
            f"step name {shown(name)} has characters that the service does not take: "
            f"{quoted(shown(one)[1:-1] for one in illegal)}",
            at,
            name,
            "Use letters, digits, hyphens and underscores alone; a text for people belongs in display_name. "
            "definition() does not look; the service refuses the pipeline when it is created or updated.",
        )
    if len(name) > LONGEST_NAME:
        suffix = next((one for one in COLLECTION_SUFFIXES if dialect == "v2" and name.endswith(one)), "")
        why = f' The SDK adds "{suffix}" to the name of this step.' if suffix else ""
        yield Report(
            f"step name {shown(name)} has {len(name)} characters, the service takes at most {LONGEST_NAME}",
            at,
            name,
            f"Shorten it to {LONGEST_NAME - len(suffix)} characters.{why} definition() does not look; the service "
            "refuses the pipeline when it is created or updated.",
        )


def _of_attributes(step: Step) -> Iterator[Report]:
    for limit in LIMITS:
        value = step.attributes.entries.get(limit.attribute)
        if not isinstance(value, Literal) or not isinstance(value.value, str):
            continue
        length = len(value.value)
        subject = f'{limit.noun} of step "{step.name}" has {length} characters'
        at = value.origin or step.origin
        if length > limit.agreed:
            yield Report(
                f"{subject}, the service takes at most {limit.agreed}", at, step.name, f"Shorten the {limit.noun}."
            )
        elif length > limit.unsettled:
            yield Report(
                f"{subject}: the API of the service takes {limit.unsettled}, the published schema {limit.agreed}",
                at,
                step.name,
                f"Shorten the {limit.noun}: which of the two limits the service holds is not documented.",
                severity=Severity.WARNING,
            )
