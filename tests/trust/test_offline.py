"""What compiles and simulates offline reaches nobody and sees no credentials, wherever they are kept."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import pipelint

pytestmark = pytest.mark.sdk

NOSY = Path(__file__).parent / "nosy.py"
SOURCE = Path(pipelint.__file__).parent.parent
SECRET = "PLANTEDSECRET"


class Listener:
    """A server on this machine that counts who comes."""

    def __init__(self) -> None:
        self.visitors = 0
        self._streams, self._datagrams = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
        self._streams.bind(("127.0.0.1", 0))
        self.port = self._streams.getsockname()[1]
        self._datagrams.bind(("127.0.0.1", self.port))
        self._streams.listen()
        threading.Thread(target=self._accept, daemon=True).start()
        threading.Thread(target=self._receive, daemon=True).start()

    def _accept(self) -> None:
        while True:
            visitor, _ = self._streams.accept()
            self.visitors += 1
            visitor.close()

    def _receive(self) -> None:
        while True:
            self._datagrams.recv(100)
            self.visitors += 1


@pytest.fixture(scope="module")
def listener() -> Listener:
    return Listener()


def places(home: Path, port: int) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    """Return every place where boto3 looks: files below ``home``, and variables of the environment."""
    url = f"http://127.0.0.1:{port}"
    keys = f"aws_access_key_id = {SECRET}\naws_secret_access_key = {SECRET}\n"
    process = f"credential_process = touch {home}/started\n"
    sso = "sso_start_url = https://example.com\nsso_account_id = 1\nsso_role_name = r\nsso_region = us-east-1\n"
    token = json.dumps({"accessToken": SECRET, "expiresAt": "2099-01-01T00:00:00Z", "region": "us-east-1",
                        "startUrl": "https://example.com"})  # fmt: skip
    instance = {"AWS_EC2_METADATA_SERVICE_ENDPOINT": url, "AWS_METADATA_SERVICE_NUM_ATTEMPTS": "1"}
    return {
        "keys": ({}, {"AWS_ACCESS_KEY_ID": SECRET, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_SESSION_TOKEN": SECRET}),
        "shared file": ({".aws/credentials": f"[default]\n{keys}[other]\n{keys}"}, {}),
        "shared file elsewhere": ({"elsewhere": f"[default]\n{keys}"},
                                  {"AWS_SHARED_CREDENTIALS_FILE": f"{home}/elsewhere"}),
        "config": ({".aws/config": f"[default]\n{keys}[profile other]\n{keys}"}, {}),
        "config elsewhere": ({"config": f"[profile other]\n{keys}"},
                             {"AWS_CONFIG_FILE": f"{home}/config", "AWS_PROFILE": "other"}),
        "process": ({".aws/config": f"[default]\n{process}"}, {}),
        "boto": ({".boto": f"[Credentials]\n{keys}"}, {}),
        "boto elsewhere": ({"boto": f"[Credentials]\n{keys}"}, {"BOTO_CONFIG": f"{home}/boto"}),
        "EC2 file": ({"ec2": f"AWSAccessKeyId={SECRET}\nAWSSecretKey={SECRET}\n"},
                     {"AWS_CREDENTIAL_FILE": f"{home}/ec2"}),
        "single sign-on": ({".aws/config": f"[default]\nregion = us-east-1\nendpoint_url = {url}\n{sso}",
                            ".aws/sso/cache/327c3fda87ce286848a574982ddd0b7c7487f816.json": token}, {}),
        "container": ({}, {"AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{url}/",
                           "AWS_CONTAINER_AUTHORIZATION_TOKEN": SECRET}),
        "instance": ({}, instance),
        "web identity": ({"token": SECRET}, {"AWS_WEB_IDENTITY_TOKEN_FILE": f"{home}/token", "AWS_ENDPOINT_URL": url,
                                             "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/r"}),
    }  # fmt: skip


def surroundings(home: Path, listener: Listener, *names: str) -> dict[str, str]:
    """Put credentials into the places of these names, and return the environment that leads to them."""
    known = places(home, listener.port)
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(SOURCE),
                   "LISTENER": str(listener.port), "REPORT": str(home / "report.json"), "AWS_MAX_ATTEMPTS": "1",
                   "AWS_DEFAULT_REGION": "us-east-1", "AWS_METADATA_SERVICE_TIMEOUT": "2"}  # fmt: skip
    for name in names:
        files, variables = known[name]
        environment |= variables
        for file, text in files.items():
            (home / file).parent.mkdir(parents=True, exist_ok=True)
            with (home / file).open("a") as stream:  # a section must not begin twice
                stream.write(text.removeprefix("[default]\n") if stream.tell() else text)
    return environment


def every_place(home: Path, listener: Listener) -> dict[str, str]:
    names = [
        name for name in places(home, 0) if name not in ("config elsewhere", "boto elsewhere", "shared file elsewhere")
    ]
    url = f"http://127.0.0.1:{listener.port}"
    return {
        **surroundings(home, listener, *names),
        **dict.fromkeys(("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_SAGEMAKER"), url),
        **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"), url),
        "AWS_PROFILE": "other",
    }  # fmt: skip


@pytest.mark.parametrize("place", places(Path(), 0))
def test_the_places_are_real(tmp_path: Path, listener: Listener, place: str) -> None:
    """Without pipelint, boto3 finds what is planted, or starts the program, or asks the server."""
    before = listener.visitors
    code = "import boto3; found = boto3.Session().get_credentials(); print(found and found.access_key)"
    environment = surroundings(tmp_path, listener, place)
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert SECRET in ended.stdout or (tmp_path / "started").exists() or listener.visitors > before, ended.stderr


_HARNESS = """\
import runpy
from pipelint.harness.offline import offline_session
with offline_session() as session:
    runpy.run_path({nosy!r})["build"]().definition()
"""
COMMANDS = {
    "compile": ["-m", "pipelint", "compile", f"{NOSY}:build"],
    "check": ["-m", "pipelint", "check", "--exit-zero", "--compile", f"{NOSY}:build", str(NOSY)],
    "simulate": ["-m", "pipelint", "simulate", f"{NOSY}:build"],
    "harness": ["-c", _HARNESS.format(nosy=str(NOSY))],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_reached_and_no_credentials_are_seen(tmp_path: Path, listener: Listener, command: str) -> None:
    before = listener.visitors
    environment = every_place(tmp_path, listener)
    command_line = [sys.executable, *COMMANDS[command]]
    ended = subprocess.run(command_line, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    seen = json.loads((tmp_path / "report.json").read_text())
    assert SECRET not in json.dumps(seen)
    assert SECRET not in ended.stdout + ended.stderr
    assert seen["bucket"] == "pipelint-offline"
    assert {seen["credentials"][name][0] for name in ("boto3", "botocore", "a client")} == {"did"}
    assert [seen["without keys"][name][1] for name in ("boto3", "botocore")] == ["None", "None"]
    refused = {name: message for name, (_, message) in seen["network"].items()}
    assert [name for name, message in refused.items() if "refused to connect to" not in message] == []
    assert not (tmp_path / "started").exists()
    assert listener.visitors == before


def test_the_code_would_reach_it_otherwise(tmp_path: Path, listener: Listener) -> None:
    before = listener.visitors
    code = f"import runpy; run = runpy.run_path({str(NOSY)!r}); [run['tried'](one) for one in run['NETWORK'].values()]"
    subprocess.run([sys.executable, "-c", code], check=True, env=every_place(tmp_path, listener))
    assert listener.visitors - before >= len(("socket", "_socket", "its other call", "asyncio", "urllib", "requests"))
