"""In the child: whatever the user's code names is taken to exist in the account, as it does in theirs.

moto begins with an empty account. Compiling looks up what the pipeline only uses: the SDK describes a model that a
transform step names (sagemaker/transformer.py:260 of sagemaker 2.257), uploads code to a bucket, and updates a Lambda
function (sagemaker/workflow/lambda_step.py:153); the user's own code asks for its role. Just before such a call, what
it asks for is created, in moto.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from pipelint.compiling.stubs import ROLE_ARN
from pipelint.harness.offline import BUCKET, REGION

_IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/pipelint-offline:1"


def let_everything_exist() -> None:
    """Teach every botocore session made from now on to create what a call of ``_NEEDS`` asks for.

    This is how moto itself gets into botocore: each session begins with the handlers of this list. Profiles exist, too.
    """
    handlers = import_module("botocore.handlers")
    for operation, need in _NEEDS.items():
        handlers.BUILTIN_HANDLERS.append((f"provide-client-params.{operation}", _creating(need)))
    _ignore_profiles(import_module("botocore.session").Session)


def _ignore_profiles(session_class: Any) -> None:
    """Make sessions forget the profile they are asked to use: there is one account, and no file that names others."""
    make, set_variable = session_class.__init__, session_class.set_config_variable

    def make_without(self: Any, *arguments: Any, profile: str | None = None, **options: Any) -> None:
        make(self, *arguments, **options)

    def set_other(self: Any, logical_name: str, value: Any) -> None:
        if logical_name != "profile":
            set_variable(self, logical_name, value)

    session_class.__init__, session_class.set_config_variable = make_without, set_other


def _creating(need: Callable[[Mapping[str, Any]], None]) -> Callable[..., None]:
    def handle(params: Mapping[str, Any], **_: object) -> None:
        errors = import_module("botocore.exceptions")
        try:
            need(params)
        except (errors.ClientError, errors.ParamValidationError, KeyError, TypeError, AttributeError):
            return  # it exists already, or the call is wrong: then the call itself says so

    return handle


def _client(service: str) -> Any:
    return import_module("boto3").Session(region_name=REGION).client(service)


def _role(name: str) -> None:
    _client("iam").create_role(RoleName=name.rpartition("/")[2], AssumeRolePolicyDocument='{"Version": "2012-10-17"}')


def _bucket(params: Mapping[str, Any]) -> None:
    if params["Bucket"] != BUCKET:
        _client("s3").create_bucket(Bucket=params["Bucket"])


def _model(params: Mapping[str, Any]) -> None:
    _client("sagemaker").create_model(
        ModelName=params["ModelName"], ExecutionRoleArn=ROLE_ARN, PrimaryContainer={"Image": _IMAGE}
    )


def _function(params: Mapping[str, Any]) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("code.py", "")
    _client("lambda").create_function(
        FunctionName=params["FunctionName"].rpartition(":")[2],
        Role=ROLE_ARN,
        Runtime="python3.12",
        Handler="code.handler",
        Code={"ZipFile": archive.getvalue()},
    )


_NEEDS: Mapping[str, Callable[[Mapping[str, Any]], None]] = {
    "iam.GetRole": lambda params: _role(params["RoleName"]),
    "lambda.CreateFunction": lambda params: _role(params["Role"]),
    "lambda.GetFunction": _function,
    "lambda.UpdateFunctionCode": _function,
    "s3.CreateMultipartUpload": _bucket,
    "s3.HeadBucket": _bucket,
    "s3.PutObject": _bucket,
    "sagemaker.DescribeModel": _model,
}
"""What to create before each operation, by its service and name in botocore, from the parameters of the call."""
