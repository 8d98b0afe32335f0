"""Secrets: what looks like one, what does not, and that none of them is ever printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelint.cli import main
from pipelint.pipeline.model import Parameter, Pipeline, Step
from pipelint.pipeline.values import ListValue, Literal, Record, Unknown
from pipelint.rules.smp551_secret_in_clear import SecretInClear


def messages(**arguments: object) -> list[str]:
    step = Step("Train", "Training", Record(dict(arguments)))
    return [report.message for report in SecretInClear().check(Pipeline((step,)))]


def named(name: str, text: object) -> list[str]:
    return messages(Environment=Record({name: Literal(text)}))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DB_PASSWORD", "hunter2000"),
        ("dbPassword", "hunter2000"),
        ("api-key", "0f1e2d3c4b5a"),
        ("OPENAI_API_KEY", "k9Xw2LmQ8rTz"),
        ("AWS_SECRET_ACCESS_KEY", "wJalr7UtnF/K7MDENG9bPxRfiCYzxc4vBnMkKeyQ"),
        ("hf_token", "aB3dE5fG7hI9"),
        ("client_secret", '"aB3dE5fG7hI9"'),
    ],
)
def test_a_telling_name_and_a_text_of_letters_and_digits_are_a_secret(name: str, text: str) -> None:
    assert named(name, text) == [
        f'environment variable "{name}" of step "Train" holds what looks like a secret',
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DB_PASSWORD", "prod/database/reader1"),
        ("DB_PASSWORD", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"),
        ("DB_PASSWORD", "${DB_PASSWORD_1}"),
        ("DB_PASSWORD", "reader-of-sales-v2"),
        ("DB_PASSWORD", "changeme123"),
        ("DB_PASSWORD", "short1"),
        ("DB_PASSWORD", 12345678),
        ("DB_PASSWORD_SECRET_NAME", "hunter2000"),
        ("password_column", "column12345"),
        ("pad_token", "padding0001"),
        ("max_tokens", "100000000a"),
        ("token", "sentence1end"),
        ("PWD", "workdir12345"),
        ("partition_key", "customer12345"),
        ("s3_key", "part00001xyz"),
        ("api_key", "s3://bucket/key1"),
        ("anything", "hunter2000"),
    ],
)
def test_names_and_placeholders_are_none(name: str, text: object) -> None:
    assert named(name, text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("AKIAQ3EGPZ7WX2LMTR5B", "an access key of AWS"),
        ("--key=ASIAQ3EGPZ7WX2LMTR5B;", "an access key of AWS"),
        ("-----BEGIN RSA PRIVATE KEY-----\\nMIIE", "a private key"),
        ("ghp_" + "a1B2" * 9, "a token of GitHub"),
        ("postgres://reader:s3cretpw@db.example:5432/sales", "a password in a URL"),
        ("hf_" + "aB" * 17, "a token of Hugging Face"),
    ],
)
def test_the_forms_of_services_are_found_wherever_they_stand(text: str, kind: str) -> None:
    arguments = ListValue((Literal("--x"), Literal(text)))
    said = messages(AppSpecification=Record({"ContainerArguments": arguments}))
    assert said == [f'an argument of step "Train" holds what looks like {kind}']
    parameter = Parameter("Source", "String", Literal(text))
    (report,) = SecretInClear().check(Pipeline((), (parameter,)))
    assert report.message == f'the default of parameter "Source" is what looks like {kind}'


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "XAKIAQ3EGPZ7WX2LMTR5B",
        "s3://bucket/user:name@home",
        "111122223333.dkr.ecr.eu-west-1.amazonaws.com/train@sha256:0123456789abcdef",
        "postgres://reader:${PASSWORD}@db/sales",
        "mail@example.com",
    ],
)
def test_what_only_resembles_such_a_form_is_none(text: str) -> None:
    assert messages(AppSpecification=Record({"ContainerArguments": ListValue((Literal(text),))})) == []


def test_the_inputs_of_functions_are_named_too() -> None:
    step = Step("Notify", "Lambda", Record({"slackToken": Literal("aB3dE5fG7hI9"), "to": Unknown("who knows")}))
    (report,) = SecretInClear().check(Pipeline((step,)))
    assert report.message == 'input "slackToken" of step "Notify" holds what looks like a secret'


@given(st.text(alphabet="abcdefgh01234", min_size=8).filter(lambda text: not text.isalpha() and not text.isdigit()))
def test_the_secret_is_in_no_message(secret: str) -> None:
    said = named("DB_PASSWORD", secret)
    assert said == [] or secret not in said[0].replace("DB_PASSWORD", "")


@pytest.mark.parametrize("form", ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"])
def test_no_report_prints_a_secret_nor_its_line(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("p.py").write_text(
        "from sagemaker.estimator import Estimator\n"
        "from sagemaker.workflow.pipeline import Pipeline\n"
        "from sagemaker.workflow.steps import TrainingStep\n"
        'made = Estimator("i", "r", 1, "ml.m5.large", hyperparameters={"api_key": "q7Zk2Lw9Xp"})\n'
        'Pipeline("P", steps=[TrainingStep("Train", step_args=made.fit())])\n'
    )
    main(["p.py", "--format", form])
    out = capsys.readouterr().out
    assert "SMP551" in out
    assert "SMP501" in out  # which is about the same line
    assert "q7Zk2Lw9Xp" not in out
