"""Code of a user that builds a pipeline, and looks for credentials and for the network on its way."""

import _socket
import asyncio
import json
import os
import socket
import urllib.request
from importlib.util import find_spec
from pathlib import Path

import boto3
import botocore.session
import requests

if find_spec("sagemaker.mlops"):  # SDK v3
    from sagemaker.core.workflow.parameters import ParameterString
    from sagemaker.mlops.workflow.pipeline import Pipeline
else:
    from sagemaker.workflow.parameters import ParameterString
    from sagemaker.workflow.pipeline import Pipeline

PORT = int(os.environ["LISTENER"])
HERE = ("127.0.0.1", PORT)
URL = f"http://127.0.0.1:{PORT}/"


def raw(call):
    opened = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
    opened.settimeout(2)
    call(opened)


async def asynchronous():
    await asyncio.wait_for(asyncio.open_connection(*HERE), 2)


def datagram(send):
    with socket.socket(type=socket.SOCK_DGRAM) as opened:
        send(opened)


def client(name, **options):
    return boto3.client(name, region_name="us-east-1", endpoint_url=URL, **options)


NETWORK = {
    "socket": lambda: socket.create_connection(HERE, timeout=2),
    "_socket": lambda: raw(lambda opened: opened.connect(HERE)),
    "_socket, no errors": lambda: raw(lambda opened: opened.connect_ex(HERE)),
    "asyncio": lambda: asyncio.run(asynchronous()),
    "urllib": lambda: urllib.request.urlopen(URL, timeout=2),
    "requests": lambda: requests.get(URL, timeout=2),
    "a proxy": lambda: requests.get("http://example.com", timeout=2),
    "sendto": lambda: datagram(lambda opened: opened.sendto(b"x", HERE)),
    "sendmsg": lambda: datagram(lambda opened: opened.sendmsg([b"x"], [], 0, HERE)),
    "gethostbyname": lambda: socket.gethostbyname("example.com"),
    "gethostbyaddr": lambda: socket.gethostbyaddr("127.0.0.1"),
    "getnameinfo": lambda: socket.getnameinfo(HERE, 0),
    "another endpoint": lambda: client("sts").get_caller_identity(),
}


def tried(call):
    try:
        return ["did", repr(call())]
    except BaseException as error:
        return [type(error).__name__, str(error)]


def keys(session):
    found = session.get_credentials()
    return None if found is None else [found.access_key, found.secret_key, found.token]


CREDENTIALS = {
    "boto3": lambda: keys(boto3.Session()),
    "botocore": lambda: keys(botocore.session.Session()),
    "a profile": lambda: keys(boto3.Session(profile_name="other")),
    "a profile of botocore": lambda: keys(botocore.session.Session(profile="other")),
    "a client": lambda: repr(client("s3")._request_signer._credentials.get_frozen_credentials()),
    "environment": lambda: dict(os.environ),
}


def build():
    seen = {
        "credentials": {name: tried(call) for name, call in CREDENTIALS.items()},
        "network": {name: tried(call) for name, call in NETWORK.items()},
        "bucket": boto3.client("s3").list_buckets()["Buckets"][0]["Name"],
    }
    kept = {name: os.environ.pop(f"AWS_{name}") for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN")}
    seen["without keys"] = {name: tried(call) for name, call in CREDENTIALS.items()}
    os.environ.update({f"AWS_{name}": value for name, value in kept.items()})
    Path(os.environ["REPORT"]).write_text(json.dumps(seen))
    return Pipeline(name="Nosy", parameters=[ParameterString(name="Team", default_value="a")], steps=[])
