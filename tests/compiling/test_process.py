"""Targets compiled by the installed SDK, v2 or v3, in a process of their own."""

from __future__ import annotations

import json
import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pipelint.compiling.errors import CodeFailed, NotCompilable
from pipelint.compiling.process import Compiled, compile_target
from pipelint.compiling.target import parse_target

FIXTURES = Path(__file__).parents[2] / "fixtures"
SMALL = FIXTURES / "compile_targets" / "small.py"
SMALL_LINES = SMALL.read_text(encoding="utf-8").splitlines()


def line_of(text: str) -> int:
    """Return the number of the only line of small.py that holds ``text``."""
    (number,) = [number for number, line in enumerate(SMALL_LINES, 1) if text in line]
    return number


def compiled(name: str, file: Path = SMALL, **arguments: Any) -> Compiled:
    return compile_target(parse_target(f"{file}:{name}"), arguments)


def failure(name: str, timeout: float = 120) -> CodeFailed:
    with pytest.raises(CodeFailed) as caught:
        compile_target(parse_target(f"{SMALL}:{name}"), {}, timeout)
    return caught.value


@pytest.mark.sdk
def test_a_function_gets_stubs_defaults_and_what_is_given() -> None:
    result = compiled("fine", greeting="good morning")
    definition = json.loads(result.definition)
    assert definition["Version"] == "2020-12-01"
    assert definition["Parameters"] == [{"Name": "Team", "Type": "String", "DefaultValue": "good morning"}]
    assert [(step["Name"], step["Type"], step["Arguments"]) for step in definition["Steps"]] == [
        (
            "Notify",
            "Lambda",
            {
                "team": {"Get": "Parameters.Team"},
                "times": 1,
                "region": "us-east-1",
                "role": "arn:aws:iam::123456789012:role/pipelint-offline",
                "bucket": "pipelint-offline",
            },
        )
    ]
    assert result.name == "Small"


@pytest.mark.sdk
def test_what_the_users_code_made_is_known_by_line() -> None:
    result = compiled("fine")
    small = str(SMALL)
    assert result.steps == {"Notify": (small, line_of("return LambdaStep("))}
    assert result.parameters == {"Team": (small, line_of("default_value=greeting"))}
    assert result.pipeline == (small, line_of("parameters=[team], steps=[step]"))


@pytest.mark.sdk
def test_a_variable() -> None:
    assert json.loads(compiled("variable").definition)["Steps"][0]["Arguments"]["region"] == "eu-west-1"


@pytest.mark.sdk
def test_what_is_no_pipeline_is_said() -> None:
    with pytest.raises(NotCompilable) as caught:
        compiled("needs")
    assert str(caught.value) == 'needs() needs "threshold" and "team": give --arg threshold=VALUE --arg team=VALUE'


@pytest.mark.sdk
def test_an_error_of_the_users_code_is_shown_as_theirs() -> None:
    error = failure("raises")
    line = line_of('json.loads("{")')
    expected = "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
    assert str(error) == f"JSONDecodeError: {expected}"
    assert (error.file, error.line) == (str(SMALL), line)
    shown = [text for text in error.traceback.splitlines() if text.strip(" ^~")]
    assert shown == [
        "Traceback (most recent call last):",
        f'  File "{SMALL}", line {line}, in raises',
        f"    {SMALL_LINES[line - 1].strip()}",
        f"json.decoder.JSONDecodeError: {expected}",
    ]


@pytest.mark.sdk
def test_an_error_inside_the_sdk_names_the_step_it_compiled() -> None:
    error = failure("raises_while_compiled")
    assert str(error) == (
        "FileNotFoundError: [Errno 2] No such file or directory: '/missing.py' (while step \"Notify\" was compiled)"
    )
    assert (error.file, error.line) == (str(SMALL), line_of("lambda_func=function, inputs={})"))


@pytest.mark.sdk
def test_a_connection_is_refused_and_the_call_named() -> None:
    error = failure("connects")
    line = line_of("urllib.request.urlopen")
    assert str(error).startswith(f"OfflineError: refused to connect to example.com:80 from {SMALL}:{line}, and an off")
    assert (error.file, error.line) == (str(SMALL), line)


@pytest.mark.sdk
def test_code_that_does_not_end_is_stopped_where_it_is() -> None:
    error = failure("hangs", timeout=15)
    assert str(error) == "it did not end within 15 seconds and was stopped"
    assert (error.file, error.line) in {(str(SMALL), line_of("time.sleep(0.1)") - back) for back in (0, 1)}


@pytest.mark.sdk
def test_code_that_ends_its_process_is_said() -> None:
    assert str(failure("ends")) == "its process ended with exit status 7 before the pipeline was compiled"


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    """A file for a target of a single test, beside a copy of small.py that it can import."""
    (tmp_path / "small.py").write_text("\n".join(SMALL_LINES), encoding="utf-8")
    return tmp_path / "flow.py"


@pytest.fixture
def server() -> Iterator[tuple[int, list[object]]]:
    """A server of this machine: its port, and the peers that connected."""
    connected: list[object] = []
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        def accept() -> None:
            while True:
                try:
                    connected.append(listening.accept()[1])
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        yield listening.getsockname()[1], connected
        listening.shutdown(socket.SHUT_RDWR)


SPY = """
import os, sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
"""
CREDENTIALS = """
import boto3
from small import Pipeline, notify

def build(session):
    found = []
    profiles = [boto3.Session(profile_name=name) for name in ("default", "team")]
    for chosen in (boto3.Session(), *profiles, session.boto_session):
        credentials = chosen.get_credentials()
        found.append(credentials and [credentials.access_key, credentials.secret_key, credentials.token])
    for service in ("sts", "s3"):
        boto3.client(service)
    account = boto3.client("sts").get_caller_identity()["Account"]
    home = os.path.expanduser("~")
    read = [path for path in opened if path.startswith(home)]
    step = notify("Notify", session, found=str(found), read=str(read), account=account,
                  left=str([name for name in os.environ if "SECRET" in os.environ[name]]))
    return Pipeline(name="Small", steps=[step], sagemaker_session=session)
"""


@pytest.mark.sdk
def test_no_credentials_are_read_wherever_they_are(
    flow: Path, server: tuple[int, list[object]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, connected = server
    home = tmp_path / "home"
    (home / ".aws").mkdir(parents=True)
    keys = "aws_access_key_id = SECRET\naws_secret_access_key = SECRET\n"
    (home / ".aws" / "credentials").write_text(f"[default]\n{keys}")
    (home / ".aws" / "config").write_text(f"[default]\nregion = eu-west-1\n{keys}")
    (home / ".boto").write_text(f"[Credentials]\n{keys}")
    (home / "token").write_text("SECRET")
    settings = {
        "HOME": str(home),
        "AWS_ACCESS_KEY_ID": "SECRET",
        "AWS_SECRET_ACCESS_KEY": "SECRET",
        "AWS_SESSION_TOKEN": "SECRET",
        "AWS_PROFILE": "default",
        "AWS_CONFIG_FILE": str(home / ".aws" / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(home / ".aws" / "credentials"),
        "AWS_WEB_IDENTITY_TOKEN_FILE": str(home / "token"),
        "AWS_ROLE_ARN": "arn:aws:iam::999999999999:role/SECRET",
        "AWS_CREDENTIAL_FILE": str(home / ".boto"),
        "BOTO_CONFIG": str(home / ".boto"),
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"http://127.0.0.1:{port}/credentials",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT": f"http://127.0.0.1:{port}/",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}/",
        "AWS_DEFAULT_REGION": "eu-west-1",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    flow.write_text(SPY + CREDENTIALS)
    result = compile_target(parse_target(f"{flow}:build"), {})
    arguments = json.loads(result.definition)["Steps"][0]["Arguments"]
    assert "SECRET" not in result.definition
    assert (arguments["read"], arguments["left"], arguments["account"]) == ("[]", "[]", "123456789012")
    assert connected == []


CONNECTS = """
import _socket, socket, sys, urllib.request
from small import Pipeline, notify
PORT = {port}

def attempts():
    yield lambda: socket.create_connection(("127.0.0.1", PORT))
    yield lambda: _socket.socket().connect(("127.0.0.1", PORT))
    yield lambda: urllib.request.urlopen(f"http://127.0.0.1:{{PORT}}/")
    yield lambda: socket.gethostbyname("localhost")
    yield lambda: socket.socket(type=socket.SOCK_DGRAM).sendmsg([b"x"], [], 0, ("127.0.0.1", PORT))

def build(session):
    refused = []
    for attempt in attempts():
        try:
            attempt()
        except Exception as error:
            refused.append(type(error).__name__)
    return Pipeline(name="Small", steps=[notify("N", session, refused=refused)], sagemaker_session=session)
"""


@pytest.mark.sdk
def test_every_socket_is_refused(flow: Path, server: tuple[int, list[object]]) -> None:
    port, connected = server
    flow.write_text(CONNECTS.format(port=port))
    definition = json.loads(compile_target(parse_target(f"{flow}:build"), {}).definition)
    assert definition["Steps"][0]["Arguments"]["refused"] == ["OfflineError"] * 5
    assert connected == []


EFFECTS_V2 = """
import boto3, sagemaker
from sagemaker.transformer import Transformer
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import TransformStep
from small import Lambda, LambdaStep, Pipeline

def build(script, folder):
    session = PipelineSession()
    role = sagemaker.get_execution_role()
    bucket = sagemaker.Session().default_bucket()
    given = boto3.client("iam").get_role(RoleName="TeamRole")["Role"]["Arn"]
    boto3.client("s3").upload_file(script, "team-bucket", "code.py")
    made = Lambda(function_name="made", execution_role_arn=role, script=script, handler="handler.handler")
    old = "arn:aws:lambda:us-east-1:123456789012:function:old"
    changed = Lambda(function_arn=old, script=script, handler="handler.handler")
    transformer = Transformer("existing", 1, "ml.m5.large", output_path="s3://b/o", sagemaker_session=session)
    steps = [
        LambdaStep(name="Made", lambda_func=made, inputs=dict(role=role, given=given, bucket=bucket)),
        LambdaStep(name="Changed", lambda_func=changed, inputs={}),
        TransformStep(name="Transform", step_args=transformer.transform("s3://b/data")),
    ]
    return Pipeline(name="Effects", steps=steps, sagemaker_session=session)
"""
EFFECTS_V3 = """
import boto3
from sagemaker.core.helper.session_helper import Session, get_execution_role
from sagemaker.core.training.configs import Compute, OutputDataConfig, SourceCode
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.mlops.workflow.steps import TrainingStep
from sagemaker.train import ModelTrainer
from small import Lambda, LambdaStep, Pipeline

def build(script, folder):
    session = PipelineSession()
    role = get_execution_role()
    bucket = Session().default_bucket()
    given = boto3.client("iam").get_role(RoleName="TeamRole")["Role"]["Arn"]
    boto3.client("s3").upload_file(script, "team-bucket", "code.py")
    made = Lambda(function_name="made", execution_role_arn=role, script=script, handler="handler.handler")
    old = "arn:aws:lambda:us-east-1:123456789012:function:old"
    changed = Lambda(function_arn=old, script=script, handler="handler.handler")
    trainer = ModelTrainer(
        training_image="123456789012.dkr.ecr.us-east-1.amazonaws.com/train:1",
        role="TeamRole",
        compute=Compute(instance_type="ml.m5.large", instance_count=1),
        source_code=SourceCode(source_dir=folder, entry_script="handler.py"),
        output_data_config=OutputDataConfig(s3_output_path="s3://b/models"),
        sagemaker_session=session,
    )
    steps = [
        LambdaStep(name="Made", lambda_func=made, inputs=dict(role=role, given=given, bucket=bucket)),
        LambdaStep(name="Changed", lambda_func=changed, inputs={}),
        TrainingStep(name="Train", step_args=trainer.train()),
    ]
    return Pipeline(name="Effects", steps=steps, sagemaker_session=session)
"""


@pytest.mark.sdk
def test_what_compiling_does_on_the_side_stays_in_memory(flow: Path, tmp_path: Path) -> None:
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    (scripts / "handler.py").write_text("def handler(event, context): ...\n")
    flow.write_text(EFFECTS_V3 if find_spec("sagemaker.mlops") else EFFECTS_V2)
    arguments = {"script": str(scripts / "handler.py"), "folder": str(scripts)}
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    result = compile_target(parse_target(f"{flow}:build"), arguments)
    made, changed, last = json.loads(result.definition)["Steps"]
    assert made["FunctionArn"] == "arn:aws:lambda:us-east-1:123456789012:function:made"
    assert made["Arguments"] == {
        "role": "arn:aws:iam::123456789012:role/pipelint-offline",
        "given": "arn:aws:iam::123456789012:role/TeamRole",
        "bucket": "sagemaker-us-east-1-123456789012",
    }
    assert changed["FunctionArn"] == "arn:aws:lambda:us-east-1:123456789012:function:old"
    assert last["Type"] in ("Transform", "Training")
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*")) == before


@pytest.mark.sdk
@pytest.mark.parametrize(
    ("file", "steps"),
    [
        ("sample_project/pipeline.py", ["PreprocessData", "TrainModel", "EvaluateModel", "CheckAccuracy"]),
        ("compile_targets/v3_pipeline.py", ["PreprocessData", "TrainModel", "EvaluateModel", "CheckAccuracy"]),
    ],
)
def test_a_whole_project(file: str, steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    if file.startswith("compile_targets") != bool(find_spec("sagemaker.mlops")):
        pytest.skip("for the other SDK")
    monkeypatch.chdir(FIXTURES.parent)
    result = compile_target(parse_target(f"fixtures/{file}:get_pipeline"), {})
    assert [step["Name"] for step in json.loads(result.definition)["Steps"]] == steps
    source = (FIXTURES / file).read_text(encoding="utf-8").splitlines()
    for name in steps:
        made_in, line = result.steps[name]
        assert made_in == str(FIXTURES / file)
        assert f'name="{name}"' in source[line - 1] + source[line]


@pytest.mark.sdk
def test_a_step_is_where_it_was_made_for_this_pipeline(flow: Path) -> None:
    flow.write_text(
        "from small import Pipeline, notify\n"
        "from small import LambdaStep, Lambda\n"
        "def one(session):\n"
        "    function = Lambda(function_arn='arn:aws:lambda:us-east-1:123456789012:function:f', session=session)\n"
        "    mine = LambdaStep(name='N', lambda_func=function, inputs={})\n"
        "    LambdaStep(name='N', lambda_func=function, inputs={})\n"
        "    return Pipeline(name='P', steps=[mine], sagemaker_session=session)\n"
    )
    result = compile_target(parse_target(f"{flow}:one"), {})
    assert result.steps["N"] == (str(flow), 5)


@pytest.mark.parametrize("missing", ["moto", "boto3"])
def test_what_is_not_installed_is_named_with_its_extra(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "moto.py").write_text("mock_aws = None\n")
    (tmp_path / f"{missing}.py").write_text(f"raise ModuleNotFoundError('No module', name='{missing}')\n")
    (tmp_path / "flow.py").write_text("raise AssertionError('imported')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(NotCompilable) as caught:
        compile_target(parse_target(f"{tmp_path}/flow.py:build"), {})
    assert str(caught.value) == f"{missing} is not installed; install it: pip install 'pipelint[offline]'"


def test_a_missing_sdk_is_named_with_both_extras(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "moto.py").write_text("mock_aws = None\n")
    (tmp_path / "boto3.py").write_text("DEFAULT_SESSION = None\n")
    (tmp_path / "sagemaker.py").write_text("raise ModuleNotFoundError('No module', name='sagemaker')\n")
    (tmp_path / "flow.py").write_text("raise AssertionError('imported')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(NotCompilable) as caught:
        compile_target(parse_target(f"{tmp_path}/flow.py:build"), {})
    assert str(caught.value) == (
        "the SageMaker Python SDK is not installed; install one: "
        "pip install 'pipelint[offline,sagemaker2]' or pip install 'pipelint[offline,sagemaker3]'"
    )


def test_a_child_that_does_not_even_start_its_clock_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Whatever hangs before the child can watch itself: here the interpreter, before it runs anything.
    (tmp_path / "sitecustomize.py").write_text("import time\ntime.sleep(60)\n")
    (tmp_path / "flow.py").write_text("")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr("pipelint.compiling.process._GRACE", 0.5)
    with pytest.raises(CodeFailed) as caught:
        compile_target(parse_target(f"{tmp_path}/flow.py:build"), {}, timeout=0.5)
    assert str(caught.value) == "it did not end within 0.5 seconds and was stopped"
    assert (caught.value.line, caught.value.help) == (None, "See what it waits for. `--timeout` gives it more time.")


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "moto.py").write_text("raise ModuleNotFoundError('No module', name='moto')\n")
    (tmp_path / "flow.py").write_text("")
    (tmp_path / "scratch").mkdir()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    before = dict(os.environ)
    with pytest.raises(NotCompilable):
        compile_target(parse_target(f"{tmp_path}/flow.py:build"), {})
    assert list((tmp_path / "scratch").iterdir()) == []
    assert dict(os.environ) == before
