"""The tables of the SDK's classes have the parameters that the classes of the installed SDK have, in their order."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from importlib.metadata import version
from types import ModuleType

import pytest

from pipelint.linter.source.sdk.classes import find_class
from tools.sdk_matrix.drift import DRIFT, NONE

pytestmark = pytest.mark.sdk
pytest.importorskip("sagemaker", reason="the classes of an SDK are needed")

# Packages whose modules hold the classes: those of SDK v2 or of v3.
V2 = """
sagemaker sagemaker.workflow sagemaker.amazon sagemaker.automl sagemaker.huggingface sagemaker.mxnet
sagemaker.pytorch sagemaker.rl sagemaker.sklearn sagemaker.spark sagemaker.tensorflow sagemaker.xgboost
sagemaker.chainer sagemaker.jumpstart
""".split()
V3 = """
sagemaker.mlops.workflow sagemaker.core.workflow sagemaker.core sagemaker.core.model_monitor sagemaker.train
""".split()

# Constructors that pydantic makes take nothing by position, and those of stubs say nothing.
BY_NAME = frozenset({inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD})
UNKNOWN_TO_INSPECT = frozenset({"JsonGet", "NotebookJobStep"})


def modules(monkeypatch: pytest.MonkeyPatch) -> list[ModuleType]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")  # SDK v3 asks for a region when it is imported
    try:
        packages = [import_module(name) for name in V3]
    except ImportError:
        packages = [import_module(name) for name in V2]
    found = list(packages)
    for package in packages:
        for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            if not info.ispkg and not info.name.endswith((".airflow", ".resources")):
                try:
                    found.append(import_module(info.name))
                except (ImportError, OSError):  # what needs a further package is not for pipelines
                    continue
    return found


def test_every_class_of_the_tables_has_the_parameters_of_the_sdk(monkeypatch: pytest.MonkeyPatch) -> None:
    tables: dict[str, tuple[str, ...]] = {}
    sdk: dict[str, tuple[str, ...]] = {}
    for value in {
        value for module in modules(monkeypatch) for value in vars(module).values() if inspect.isclass(value)
    }:
        name = f"{value.__module__}.{value.__name__}"
        cls = find_class(name)
        if cls is None or not cls.signature or value.__name__ in UNKNOWN_TO_INSPECT:
            continue
        parameters = [one for one in inspect.signature(value).parameters.values() if one.kind not in BY_NAME]
        by_position = tuple(one.name for one in parameters if one.kind is not inspect.Parameter.VAR_POSITIONAL)
        if by_position:
            tables[name] = cls.signature
            sdk[name] = by_position[: len(cls.signature)]
    other = {name: (row, sdk[name]) for name, row in tables.items() if row != sdk[name]}
    drifted = DRIFT.get(version("sagemaker"), NONE)
    if drifted is not NONE:  # what came after it was put behind what there was, but in the classes of the table
        other = {name: (row, shorter) for name, (row, shorter) in other.items() if row[: len(shorter)] != shorter}
    assert {name: row for name, row in other.items() if name not in drifted.positions} == {}
    assert set(drifted.positions) <= set(other)
    assert len(tables) > 40
