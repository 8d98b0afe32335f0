"""The tables of what the SDKs do not take say what the installed SDK does."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

import pytest

from pipelint.harness import offline_session
from pipelint.linter.source.sdk import restrictions
from tools.sdk_matrix.drift import DRIFT, NONE

pytestmark = pytest.mark.sdk
pytest.importorskip("sagemaker", reason="the classes of an SDK are needed")

IS_V3 = find_spec("sagemaker.mlops") is not None
only_v2 = pytest.mark.skipif(IS_V3, reason="of SDK v2")
only_v3 = pytest.mark.skipif(not IS_V3, reason="of SDK v3")
WITH_REGION = {"AWS_DEFAULT_REGION": "us-east-1"}  # SDK v3 asks for a region when it is imported


@pytest.fixture(autouse=True)
def region(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WITH_REGION.items():
        monkeypatch.setenv(name, value)


@only_v2
def test_the_modules_of_v2_are_there_and_those_of_v3_are_not():
    not_yet = DRIFT.get(version("sagemaker"), NONE).modules
    assert {name for name in restrictions.V2_MODULES if find_spec(f"sagemaker.{name}") is None} == set(not_yet)
    assert {name for name in restrictions.V3_MODULES if find_spec(f"sagemaker.{name}") is not None} == set()


@only_v3
def test_the_modules_of_v3_are_there_and_those_of_v2_are_not():
    not_yet = DRIFT.get(version("sagemaker"), NONE).modules
    assert {name for name in restrictions.V3_MODULES if find_spec(f"sagemaker.{name}") is None} == set(not_yet)
    for name in restrictions.V2_MODULES:
        with pytest.raises(ModuleNotFoundError):
            import_module(f"sagemaker.{name}")


def refuses_variables(annotation: object) -> bool:
    """Tell whether no alternative of a field's type, at its outermost level, is a pipeline variable or anything."""
    spelled = repr(annotation)
    return "PipelineVariable" not in spelled and "typing.Any" not in spelled


@only_v3
@pytest.mark.parametrize("name", sorted(restrictions.REFUSING))
def test_pydantic_lets_no_variable_into_the_arguments_of_the_table(name: str):
    module: Any = import_module("sagemaker.train" if name == "ModelTrainer" else "sagemaker.train.configs")
    fields = getattr(module, name).model_fields
    not_yet = DRIFT.get(version("sagemaker"), NONE).fields
    assert restrictions.REFUSING[name] - fields.keys() == set(not_yet.get(name, ()))
    for argument in restrictions.REFUSING[name] & fields.keys():
        assert refuses_variables(fields[argument].annotation), argument


VERSIONS = {  # old enough for SDK 2.90
    "PyTorch": {"framework_version": "1.10", "py_version": "py38"},
    "TensorFlow": {"framework_version": "2.8", "py_version": "py39"},
    "MXNet": {"framework_version": "1.8.0", "py_version": "py37"},
    "Chainer": {"framework_version": "5.0.0", "py_version": "py3"},
    "SKLearn": {"framework_version": "0.23-1"},
    "XGBoost": {"framework_version": "1.5-1"},
}


@only_v2
@pytest.mark.parametrize("framework", sorted(VERSIONS))
def test_the_frameworks_of_the_table_have_an_image_for_each_processor(framework: str):
    package = {"SKLearn": "sklearn"}.get(framework, framework.lower())
    cls = getattr(import_module(f"sagemaker.{package}"), framework)
    images = set()
    with offline_session() as session:
        for instance_type in ("ml.m5.large", "ml.p3.2xlarge"):
            try:
                estimator = cls(
                    entry_point=__file__,
                    role="arn:aws:iam::111122223333:role/Pipelines",
                    instance_count=1,
                    instance_type=instance_type,
                    sagemaker_session=session,
                    **VERSIONS[framework],
                )
            except ValueError as error:  # a framework for CPUs alone refuses the other type
                assert "Unsupported processor: gpu" in str(error)
            else:
                images.add(estimator.training_image_uri())
    assert len(images) == (2 if framework in restrictions.BY_PROCESSOR else 1)
