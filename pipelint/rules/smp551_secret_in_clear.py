"""SMP551: a secret is written out where everybody who may describe the pipeline can read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipelint.findings import Severity
from pipelint.pipeline.contents import every_value
from pipelint.pipeline.model import Pipeline
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

Form = tuple[str, str, str]
SURE: tuple[Form, ...] = (
    ("AKIA", r"(?<![A-Z0-9])AKIA[A-Z2-7]{16}(?![A-Z0-9])", "an access key of AWS"),
    ("ASIA", r"(?<![A-Z0-9])ASIA[A-Z2-7]{16}(?![A-Z0-9])", "an access key of AWS"),
    ("PRIVATE KEY-----", r"-----BEGIN [A-Z ]*PRIVATE KEY-----", "a private key"),
    ("ghp_", r"\bghp_[A-Za-z0-9]{36}\b", "a token of GitHub"),
    ("github_pat_", r"\bgithub_pat_[A-Za-z0-9_]{40,}", "a token of GitHub"),
    ("glpat-", r"\bglpat-[A-Za-z0-9_-]{20,}", "a token of GitLab"),
    ("xox", r"\bxox[abprs]-[A-Za-z0-9-]{20,}", "a token of Slack"),
    ("hf_", r"\bhf_[A-Za-z0-9]{34}\b", "a token of Hugging Face"),
    ("AIza", r"\bAIza[A-Za-z0-9_-]{35}", "an API key of Google"),
    ("sk_live_", r"\bsk_live_[A-Za-z0-9]{24,}", "a key of Stripe"),
    ("@", r"://[^/\s:@{}$<>]+:[^/\s:@{}$<>*]{6,}@", "a password in a URL"),
)
"""The forms of secrets: what each holds, which is looked for first, its pattern, and what it is."""

_NAME = (
    r"(^|_)(password|passwd|passphrase|api_?key|secret_?(access_?)?key|client_?secret|private_?key"
    r"|(access|auth|bearer|refresh|api|hf|hub|github|gitlab|slack)_?token)$"
)
_HINTS = ("pass", "key", "secret", "token")  # a name without any of these is none that _NAME fits
# Words that stand for a secret, or name one, in place of being it.
_STAND_IN = (
    r"example|change|placeholder|dummy|fake|test|password|secret|token|your|none|null|xxx"
    r"|\*\*|[<>{}$\[\]\s]|^arn:|://"
)
_WORDS = r"^[a-z]+([-_.][a-z0-9]+)+$"  # "reader-of-sales-v2" is a name
_ENCODED = r"^[A-Za-z0-9+/=]{32,}$"  # with a slash in it, a shorter text is a path
SHORTEST = 8  # characters of a secret


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
            kind = _kind(default, parameter.name, SURE) if isinstance(default, Literal) else None
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
    texts = []
    for step, value in every_value(pipeline):
        if type(value) is Literal:
            if type(value.value) is str and len(value.value) >= SHORTEST:
                texts.append((step, value, value.value))
        elif type(value) is Record:
            for key, noun in MAPS.items():
                if key in value.entries:
                    names.update(_named(value.entries[key], noun))
    everything = "\n".join(text for _, _, text in texts)  # looking through one text is quicker than through each
    forms = [form for form in SURE if form[0] in everything]
    for step, value, _ in texts:
        noun, name = names.get(id(value), ("", ""))
        kind = _kind(value, name, forms) if forms or name else None
        if kind is not None:
            subject = f"{noun} {shown(name)} of" if noun else "an argument of"
            yield subject, Remark(step, f"holds what looks like {kind}", value.origin, _HELP)


def _named(values: object, noun: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield what each value of a map is called."""
    for name, value in values.entries.items() if isinstance(values, Record) else ():
        yield id(value), (noun, name)


def _kind(value: Literal, name: str, forms: Sequence[Form]) -> str | None:
    """Say what kind of secret ``value``, which is called ``name``, looks like; None where it looks like none."""
    text = value.value
    if not isinstance(text, str) or len(text) < SHORTEST:
        return None
    for mark, pattern, kind in forms:
        if mark in text and _search(pattern, text) and "EXAMPLE" not in text:
            return kind
    lowered = name.lower()
    if any(hint in lowered for hint in _HINTS) and _search(_NAME, _snake_case(name)) and _looks_secret(text.strip('"')):
        return "a secret"
    return None


def _looks_secret(text: str) -> bool:
    """Tell whether a text with a telling name is the secret itself: no placeholder, and no name or path of one."""
    mixed = len(text) >= SHORTEST and _search(r"[0-9]", text) and _search(r"[A-Za-z]", text)
    is_name = _search(_STAND_IN, text.lower()) or _search(_WORDS, text)
    return mixed and not is_name and ("/" not in text or _search(_ENCODED, text))


def _snake_case(name: str) -> str:
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    return re.sub(r"[^a-z0-9]+", "_", words.lower())


def _search(pattern: str, text: str) -> bool:
    return _compiled(pattern).search(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
