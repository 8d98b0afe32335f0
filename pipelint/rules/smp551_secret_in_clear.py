"""SMP551: a secret is written out where everybody who may describe the pipeline can read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelint.findings import Severity
from pipelint.pipeline.contents import every_literal, every_record
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.secrets import FORMS, SHORTEST, secret_kind
from pipelint.pipeline.values import Literal, Record
from pipelint.rules.looking import Remark, gathered_each
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import TrainingStep

session = PipelineSession()
environment = {"DB_USER": "reader", "DB_PASSWORD": "wG7qLx2mP9"}
estimator = Estimator("train:1", "role", 1, "ml.m5.large", environment=environment, sagemaker_session=session)
train = TrainingStep("Train", step_args=estimator.fit())
pipeline = Pipeline("Abalone", steps=[train], sagemaker_session=session)
"""
GOOD = SOURCE.replace('"DB_PASSWORD": "wG7qLx2mP9"', '"DB_PASSWORD": "prod/database/reader1"')

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "ApiKey", "Type": "String", "DefaultValue": "9f8e7d6c5b4a39281706"}],
  "Steps": [
    {"Name": "Train", "Type": "Training", "Arguments": {
      "HyperParameters": {"key": {"Get": "Parameters.ApiKey"}, "storage": "AKIAQ3EGPZ7WX2LMTR5B", "pad_token": "<pad>1"}
    }}
  ]
}
"""
GOOD_DEFINITION = DEFINITION.replace(', "DefaultValue": "9f8e7d6c5b4a39281706"', "").replace(
    "AKIAQ3EGPZ7WX2LMTR5B", "s3"
)

MAPS: Mapping[str, str] = {
    "Environment": "environment variable",
    "HyperParameters": "hyperparameter",
    "StaticHyperParameters": "hyperparameter",
}
"""Where requests hold texts by names that somebody chose, and what such a text is called."""


class SecretInClear(Rule):
    """Whatever stands in a definition, or in the request of a job, can be read by all who may describe it.

    `DescribePipeline`, `DescribePipelineExecution` and `DescribeTrainingJob` show parameters, environment variables and
    hyperparameters, the console does, and so does the log of whoever prints them. AWS asks not to put sensitive data
    there. A secret belongs in AWS Secrets Manager: the job is told its name, and its role may read it.

    Found are texts of the form that a service gives its secrets (access keys of AWS, tokens of GitHub, private keys,
    passwords in URLs), wherever they stand, and texts with digits and letters under a name such as `DB_PASSWORD` or
    `api_key`. Placeholders, names and ARNs of secrets are none. The secret itself is never printed, nor is its line.
    """

    code = "SMP551"
    name = "secret-in-clear"
    severity = Severity.WARNING
    summary = "A secret is written out where everybody who may describe the pipeline can read it."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-pipeline.html",
        "https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'environment variable "DB_PASSWORD" of step "Train" holds what looks like a secret',
                    line=7,
                    text='"wG7qLx2mP9"',
                ),
            ),
        ),
        Example(GOOD, title="The name of a secret"),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'the default of parameter "ApiKey" is what looks like a secret',
                    pointer="/Parameters/0/DefaultValue",
                ),
                Expected(
                    'hyperparameter "storage" of step "Train" holds what looks like an access key of AWS',
                    pointer="/Steps/0/Arguments/HyperParameters/storage",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the defaults of parameters, and at every text in a step; see the class."""
        for parameter in pipeline.parameters:
            default = parameter.default
            kind = secret_kind(default.value, parameter.name) if isinstance(default, Literal) else None
            if kind is not None and default is not None:
                message = f"the default of parameter {shown(parameter.name)} is what looks like {kind}"
                yield Report(message, default.origin or parameter.origin, help=_HELP)
        yield from gathered_each(_in_steps(pipeline))


_HELP = (
    "Keep it in AWS Secrets Manager, pass the name of the secret, and let the code read it. Change this one: it has "
    "been seen."
)


def _in_steps(pipeline: Pipeline) -> Iterator[tuple[str, Remark]]:
    """Yield what to say of each text in a step that looks like a secret, with what the text is."""
    names: dict[int, tuple[str, str]] = {}  # by the value itself, as two of them may be equal
    for step in pipeline.all_steps():
        if step.type in ("Lambda", "Callback"):
            names.update(_named(step.arguments, "input"))
    for _, record in every_record(pipeline):
        if not record.entries.keys().isdisjoint(MAPS):
            for key, noun in MAPS.items():
                names.update(_named(record.entries.get(key), noun))
    texts = [
        (step, value, value.value)
        for step, value in every_literal(pipeline)
        if type(value.value) is str and len(value.value) >= SHORTEST
    ]
    everything = "\n".join(text for _, _, text in texts)  # looking through one text is quicker than through each
    forms = [form for form in FORMS if form[0] in everything]
    for step, value, text in texts:
        noun, name = names.get(id(value), ("", ""))
        kind = secret_kind(text, name, forms) if forms or name else None
        if kind is not None:
            subject = f"{noun} {shown(name)} of" if noun else "an argument of"
            yield subject, Remark(step, f"holds what looks like {kind}", value.origin, _HELP)


def _named(values: object, noun: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield what each value of a map is called."""
    for name, value in values.entries.items() if isinstance(values, Record) else ():
        yield id(value), (noun, name)
