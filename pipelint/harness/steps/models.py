"""Trained and registered models: where a training job puts its model, and the package that registering makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelint.harness.steps.made import Begun, Made, mapping


def trained_model(begun: Begun, known: Mapping[str, Any]) -> Made:
    """Where a training job puts its model: ``<S3OutputPath>/<job name>/output/model.tar.gz``."""
    folder = mapping(known.get("OutputDataConfig")).get("S3OutputPath")
    if not isinstance(folder, str):
        return Made({})
    uri = f"{folder.rstrip('/')}/{known['TrainingJobName']}/output/model.tar.gz"
    return Made({"ModelArtifacts": {"S3ModelArtifacts": uri}}, frozenset({("ModelArtifacts", "S3ModelArtifacts")}))


def model_package(begun: Begun, known: Mapping[str, Any]) -> Made:
    """Return a completed model package: version 1 of its group."""
    group = known.get("ModelPackageGroupName")
    resource = f"{group}/1".lower() if isinstance(group, str) else begun.surroundings.job_name(begun.name).lower()
    arn = begun.surroundings.arn(f"model-package/{resource}")
    return Made({"ModelPackageArn": arn, "ModelPackageStatus": "Completed"}, frozenset({("ModelPackageArn",)}))
