"""The arguments of the user's function, found without any SDK."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pipelint.compiling.errors import NotCompilable
from pipelint.compiling.stubs import bind

BOTO_SESSION = object()
SESSION = SimpleNamespace(boto_session=BOTO_SESSION)


def bound(function: Any, **given: Any) -> dict[str, Any]:
    return dict(bind(function, given, SESSION).arguments)


def test_what_every_pipeline_needs_gets_a_stub() -> None:
    def build(region, role, default_bucket, sagemaker_session, account_id, boto_session): ...

    assert bound(build) == {
        "region": "us-east-1",
        "role": "arn:aws:iam::123456789012:role/pipelint-offline",
        "default_bucket": "pipelint-offline",
        "sagemaker_session": SESSION,
        "account_id": "123456789012",
        "boto_session": BOTO_SESSION,
    }


def test_given_comes_before_default_comes_before_stub() -> None:
    def build(role, region="eu-west-1", bucket="mine", threshold=0.5): ...

    assert bound(build, bucket="theirs") == {
        "role": "arn:aws:iam::123456789012:role/pipelint-offline",
        "region": "eu-west-1",
        "bucket": "theirs",
        "threshold": 0.5,
    }


def test_every_kind_of_parameter_can_be_given() -> None:
    def build(first, second=2, /, third=3, *rest, fourth, **others):
        return first, second, third, rest, fourth, others

    arguments = bind(build, {"first": 1, "third": 33, "fourth": 4, "fifth": 5}, SESSION)
    assert build(*arguments.args, **arguments.kwargs) == (1, 2, 33, (), 4, {"fifth": 5})


def test_what_is_missing_is_named_with_the_option_that_gives_it() -> None:
    def build(region, threshold, *, team): ...

    with pytest.raises(NotCompilable) as caught:
        bound(build)
    assert str(caught.value) == ('build() needs "threshold" and "team": give --arg threshold=VALUE --arg team=VALUE')


def test_what_is_no_parameter_is_refused_with_a_guess() -> None:
    def build(region, threshold): ...

    with pytest.raises(NotCompilable) as caught:
        bound(build, treshold=1)
    assert str(caught.value) == (
        'build() has no parameter "treshold"; did you mean "threshold"? It takes "region" and "threshold"'
    )


def test_a_function_without_parameters_takes_none() -> None:
    def build(): ...

    with pytest.raises(NotCompilable) as caught:
        bound(build, region="x")
    assert str(caught.value) == 'build() has no parameter "region"; it takes none'
