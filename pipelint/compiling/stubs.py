"""The arguments of the user's function: those given, its own defaults, and stubs for what every pipeline needs."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from pipelint.compiling.errors import NotCompilable
from pipelint.harness.offline import BUCKET, REGION, ROLE_NAME
from pipelint.harness.surroundings import DEFAULT_ACCOUNT
from pipelint.pipeline.spelling import did_you_mean
from pipelint.rules.wording import quoted

ROLE_ARN = f"arn:aws:iam::{DEFAULT_ACCOUNT}:role/{ROLE_NAME}"

# Names that parameters of pipeline functions have in AWS's templates and examples, by what they stand for.
_NAMES = {
    "region": ("region", "region_name", "aws_region"),
    "account": ("account", "account_id", "aws_account_id"),
    "role": ("role", "role_arn", "execution_role", "execution_role_arn", "sagemaker_role", "sagemaker_role_arn"),
    "bucket": ("default_bucket", "bucket", "bucket_name", "s3_bucket"),
    "session": ("session", "sagemaker_session", "pipeline_session"),
    "boto_session": ("boto_session", "boto3_session"),
}
_KIND = {name: kind for kind, names in _NAMES.items() for name in names}

_VALUES: Mapping[str, Callable[[Any], Any]] = {
    "region": lambda _: REGION,
    "account": lambda _: DEFAULT_ACCOUNT,
    "role": lambda _: ROLE_ARN,
    "bucket": lambda _: BUCKET,
    "session": lambda session: session,
    "boto_session": lambda session: session.boto_session,
}


def bind(function: Callable[..., Any], given: Mapping[str, Any], session: Any) -> inspect.BoundArguments:
    """Return the arguments to call ``function`` with; ``session`` is the offline PipelineSession.

    Each parameter gets what is ``given``, otherwise its default, otherwise the stub of its name.

    Raises:
        NotCompilable: something given is no parameter, or a parameter has none of the three.
    """
    signature = inspect.signature(function)
    name = getattr(function, "__name__", type(function).__name__)
    plain = {
        parameter.name: parameter
        for parameter in signature.parameters.values()
        if parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    }
    values: dict[str, Any] = {}
    missing: list[str] = []
    for key, parameter in plain.items():
        if key in given:
            values[key] = given[key]
        elif parameter.default is not parameter.empty:
            values[key] = parameter.default
        elif key in _KIND:
            values[key] = _VALUES[_KIND[key]](session)
        else:
            missing.append(key)
    others = {key: value for key, value in given.items() if key not in plain}
    rest = next((one.name for one in signature.parameters.values() if one.kind is one.VAR_KEYWORD), None)
    if others and rest is None:
        raise NotCompilable(_unknown(name, next(iter(others)), tuple(plain)))
    if missing:
        options = " ".join(f"--arg {key}=VALUE" for key in missing)
        raise NotCompilable(f"{name}() needs {quoted(missing)}: give {options}")
    if rest is not None:
        values[rest] = others
    return inspect.BoundArguments(signature, values)


def _unknown(function: str, argument: str, names: tuple[str, ...]) -> str:
    takes = f"it takes {quoted(names)}" if names else "it takes none"
    return f'{function}() has no parameter "{argument}";{did_you_mean(argument, names)} {takes}'.replace("? it", "? It")
