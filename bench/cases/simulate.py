"""Simulating a pipeline in a process of its own, against moto, which answers for AWS and simulates nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.case import Case

PROJECT = Path(__file__).resolve().parents[2] / "fixtures" / "sample_project"
MOTO = """
import sys
import boto3
from moto import mock_aws

definition = open(sys.argv[1]).read()
with mock_aws():
    client = boto3.client("sagemaker", region_name="us-east-1")
    role = "arn:aws:iam::123456789012:role/pipeline"
    client.create_pipeline(PipelineName="Nightly", PipelineDefinition=definition, RoleArn=role)
    arn = client.start_pipeline_execution(PipelineName="Nightly")["PipelineExecutionArn"]
    client.describe_pipeline_execution(PipelineExecutionArn=arn)
"""


def cases(_: Path) -> Iterator[Case]:
    """Yield the benchmarks of the simulator as a process."""
    definition = str(PROJECT / "definition.json")
    simulate = (sys.executable, "-m", "pipelint", "simulate", definition, "--scenario")
    moto = (sys.executable, "-c", MOTO, definition)
    yield Case(
        "`pipelint simulate`, against moto creating and starting the pipeline",
        (*simulate, str(PROJECT / "scenarios" / "weak_model.yaml")),
        moto,
        goal=0.10,
    )
