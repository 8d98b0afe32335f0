"""An offline session: a real PipelineSession of the installed SageMaker SDK, answered by moto, without any network.

Compiling a pipeline (``pipeline.definition()``) uploads code, looks up buckets and asks for roles. Inside
:func:`offline_session` all of that happens in moto's memory, so a pipeline compiles on a machine that has no AWS
account, and what it compiles to does not depend on whose machine it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any
from unittest.mock import patch

from pipelint.harness.errors import OfflineError
from pipelint.harness.sockets import refuse_network

REGION = "us-east-1"
ROLE_NAME = "pipelint-offline"
BUCKET = "pipelint-offline"

_TRUST = """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
"Principal": {"Service": "sagemaker.amazonaws.com"}}]}"""

_NOTHING_DENIED = """<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
<SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults/></SimulatePrincipalPolicyResult>
</SimulatePrincipalPolicyResponse>"""

# v3 comes first: it has a stub in place of v2's module, which warns.
_SESSION_MODULES = ("sagemaker.core.workflow.pipeline_context", "sagemaker.workflow.pipeline_context")


@contextmanager
def offline_session(*, region: str = REGION) -> Iterator[Any]:
    """Open a ``PipelineSession`` of SDK v2 or v3, whichever is installed, over moto's ``mock_aws``.

    The session has a region, an account (moto's 123456789012), a default bucket and an execution role that
    ``sagemaker.get_execution_role()`` finds. Credentials are fake, neither ``~/.aws`` nor ``~/.boto`` nor a SageMaker
    configuration file is read, and every attempt to reach the network raises an
    :class:`~pipelint.harness.errors.OfflineError` that names the address and the call. On the way out the environment,
    the network and boto3's default session are as they were.

    Raises:
        OfflineError: moto or the SageMaker SDK is not installed; the message names the extra to install.
    """
    with _environment(_settings(region)), refuse_network():
        mock_aws = _import("moto", "offline").mock_aws
        boto3 = _import("boto3", "offline")
        session_class = _session_class()
        default_session, boto3.DEFAULT_SESSION = boto3.DEFAULT_SESSION, None
        try:
            with mock_aws(), _roles_may_everything():
                _become_execution_role(boto3)
                boto_session = boto3.Session(region_name=region)
                s3 = boto_session.client("s3")
                with suppress(s3.exceptions.BucketAlreadyOwnedByYou):
                    s3.create_bucket(**_bucket(region))
                yield session_class(boto_session=boto_session, default_bucket=BUCKET)
        finally:
            boto3.DEFAULT_SESSION = default_session


def _settings(region: str) -> dict[str, str]:
    return {
        "AWS_ACCESS_KEY_ID": "offline",
        "AWS_SECRET_ACCESS_KEY": "offline",
        "AWS_SESSION_TOKEN": "offline",
        "AWS_DEFAULT_REGION": region,
        "AWS_REGION": region,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "BOTO_CONFIG": os.devnull,  # else botocore would look for credentials in ~/.boto
        "SAGEMAKER_ADMIN_CONFIG_OVERRIDE": os.devnull,
        "SAGEMAKER_USER_CONFIG_OVERRIDE": os.devnull,
        # Saves SDK v3 many questions about the role (sagemaker/core/helper/iam_role_resolver.py of its 3.27).
        "SAGEMAKER_VALIDATE_ROLE": "false",
    }


@contextmanager
def _roles_may_everything() -> Iterator[None]:
    """Answer what moto does not implement, and SDK v3 asks of every role: which actions its policies deny.

    It raises where there is no answer (sagemaker/core/helper/iam_role_resolver.py:319 of sagemaker-core 2.15).
    """

    def simulate_principal_policy(self: Any) -> str:
        return _NOTHING_DENIED

    responses = import_module("moto.iam.responses").IamResponse
    with patch.object(responses, "simulate_principal_policy", simulate_principal_policy, create=True):
        yield


@contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    """Drop every ``AWS_…`` variable and set ``settings``; put the environment back on the way out."""
    before = dict(os.environ)
    try:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            del os.environ[name]
        os.environ.update(settings)
        yield
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)


def _become_execution_role(boto3: Any) -> None:
    """Make moto's caller an assumed execution role, as in SageMaker Studio: the SDKs then find the role themselves."""
    iam = boto3.client("iam")
    try:
        role = iam.create_role(RoleName=ROLE_NAME, AssumeRolePolicyDocument=_TRUST)["Role"]
    except iam.exceptions.EntityAlreadyExistsException:  # this session is open within another
        role = iam.get_role(RoleName=ROLE_NAME)["Role"]
    assumed = boto3.client("sts").assume_role(RoleArn=role["Arn"], RoleSessionName="SageMaker")["Credentials"]
    os.environ["AWS_ACCESS_KEY_ID"] = assumed["AccessKeyId"]
    os.environ["AWS_SECRET_ACCESS_KEY"] = assumed["SecretAccessKey"]
    os.environ["AWS_SESSION_TOKEN"] = assumed["SessionToken"]
    boto3.DEFAULT_SESSION = None


def _bucket(region: str) -> dict[str, Any]:
    """The request that creates the default bucket; S3 refuses us-east-1 as a location constraint."""
    location = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    return {"Bucket": BUCKET, **location}


def _session_class() -> Any:
    for name in _SESSION_MODULES:
        try:
            return import_module(name).PipelineSession
        except ModuleNotFoundError as error:
            if not name.startswith(f"{error.name}"):
                raise  # the SDK is there, but something it needs is not: its own message says what
    raise OfflineError(
        "the SageMaker Python SDK is not installed; install one: "
        "pip install 'pipelint[offline,sagemaker2]' or pip install 'pipelint[offline,sagemaker3]'"
    )


def _import(name: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise OfflineError(f"{name} is not installed; install it: pip install 'pipelint[{extra}]'") from error
