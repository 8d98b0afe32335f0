"""The offline session: a real PipelineSession, no network, no settings of the machine, and everything put back."""

from __future__ import annotations

import _socket
import os
import socket
import sys
import urllib.request

import pytest

from pipelint.harness import OfflineError
from pipelint.harness.offline import BUCKET, ROLE_NAME, offline_session
from pipelint.harness.sockets import refuse_network

PLACE = r"test_offline\.py:\d+"


@pytest.mark.parametrize(
    ("call", "address"),
    [
        (lambda: socket.create_connection(("192.0.2.1", 443), timeout=1), "192.0.2.1:443"),
        (lambda: socket.socket().connect(("192.0.2.1", 80)), "192.0.2.1:80"),
        (lambda: socket.socket().connect_ex(("192.0.2.1", 81)), "192.0.2.1:81"),
        (lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)), "192.0.2.1:53"),
        (lambda: socket.socket(type=socket.SOCK_DGRAM).sendmsg([b"x"], [], 0, ("192.0.2.1", 54)), "192.0.2.1:54"),
        (lambda: _socket.socket().connect(("192.0.2.1", 82)), "192.0.2.1:82"),
        (lambda: socket.gethostbyname("example.com"), "example.com"),
        (lambda: socket.getaddrinfo("example.com", 443), "example.com:443"),
        (lambda: socket.getaddrinfo(b"example.com", None), "example.com:None"),
    ],
)
def test_the_network_is_refused_with_the_address_and_the_place(call, address):
    with refuse_network(), pytest.raises(OfflineError, match=f"refused to connect to {address} from .*{PLACE}, and"):
        call()


def test_an_http_client_does_not_hide_the_refusal():
    with refuse_network(), pytest.raises(OfflineError, match=r"refused to connect to example\.com:80 from"):
        urllib.request.urlopen("http://example.com", timeout=1)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there are no Unix sockets")
def test_unix_sockets_stay_open(tmp_path):
    path = str(tmp_path / "socket")
    with refuse_network(), socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(path)
        server.listen()
        client.connect(path)


def test_the_network_is_open_again_afterwards():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with refuse_network():
            with pytest.raises(ZeroDivisionError), refuse_network():
                _ = 1 / 0
            with socket.socket() as client, pytest.raises(OfflineError):
                client.connect(server.getsockname())
        with socket.socket() as client:
            client.connect(server.getsockname())


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("moto", r"moto is not installed; install it: pip install 'pipelint\[offline\]'"),
        ("boto3", r"boto3 is not installed; install it: pip install 'pipelint\[offline\]'"),
    ],
)
def test_what_is_not_installed_is_named_with_its_extra(monkeypatch, missing, message):
    from types import SimpleNamespace

    monkeypatch.setitem(sys.modules, "moto", SimpleNamespace(mock_aws=None))
    monkeypatch.setitem(sys.modules, missing, None)
    before = dict(os.environ)
    with pytest.raises(OfflineError, match=message), offline_session():
        pass
    assert dict(os.environ) == before


def test_a_missing_sdk_is_named_with_both_extras(monkeypatch):
    from types import SimpleNamespace

    monkeypatch.setitem(sys.modules, "moto", SimpleNamespace(mock_aws=None))
    monkeypatch.setitem(sys.modules, "boto3", SimpleNamespace(DEFAULT_SESSION=None))
    monkeypatch.setitem(sys.modules, "sagemaker", None)
    with pytest.raises(OfflineError) as caught, offline_session():
        pass
    assert str(caught.value) == (
        "the SageMaker Python SDK is not installed; install one: "
        "pip install 'pipelint[offline,sagemaker2]' or pip install 'pipelint[offline,sagemaker3]'"
    )


@pytest.mark.sdk
def test_the_session_has_a_region_a_bucket_an_account_and_a_role():
    with offline_session(region="eu-central-1") as session:
        assert type(session).__name__ == "PipelineSession"
        assert session.boto_region_name == "eu-central-1"
        assert session.default_bucket() == BUCKET
        assert session.get_caller_identity_arn() == f"arn:aws:iam::123456789012:role/{ROLE_NAME}"


@pytest.mark.sdk
def test_no_action_is_denied_to_a_role():
    with offline_session() as session:
        iam = session.boto_session.client("iam")
        role = session.get_caller_identity_arn()
        answers = iam.get_paginator("simulate_principal_policy").paginate(
            PolicySourceArn=role, ActionNames=["s3:PutObject"]
        )
        assert [answer["EvaluationResults"] for answer in answers] == [[]]


@pytest.mark.sdk
def test_the_environment_is_put_back_and_the_users_settings_are_not_read(monkeypatch, tmp_path):
    config = tmp_path / "config"
    config.write_text("[default]\nregion = ap-south-1\n", encoding="utf-8")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.setenv("AWS_PROFILE", "mine")
    before = dict(os.environ)
    with offline_session() as session:
        assert "AWS_PROFILE" not in os.environ
        assert session.boto_region_name == "us-east-1"
    assert dict(os.environ) == before


@pytest.mark.sdk
def test_an_aws_call_that_would_leave_names_itself():
    from botocore.exceptions import HTTPClientError

    with offline_session() as session:
        client = session.boto_session.client("sts", endpoint_url="http://sts.example.com")
        with pytest.raises(
            HTTPClientError, match=r"sts\.example\.com:80: sts\.GetCallerIdentity was called from .*" + PLACE
        ):
            client.get_caller_identity()


@pytest.mark.sdk
def test_one_session_after_another():
    for _ in range(2):
        with offline_session() as session:
            assert session.default_bucket() == BUCKET


@pytest.mark.sdk
@pytest.mark.pipelint(region="eu-west-1")
def test_the_marker_gives_the_fixture_its_region(offline_session):
    assert offline_session.boto_region_name == "eu-west-1"


@pytest.mark.sdk
def test_a_session_may_be_open_within_another():
    with offline_session(region="eu-central-1") as outer, offline_session(region="eu-central-1") as inner:
        assert inner.default_bucket() == outer.default_bucket() == BUCKET
