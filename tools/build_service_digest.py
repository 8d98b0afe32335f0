"""Build ``pipelint/pipeline/service/digest.json``, the shapes of the AWS API that a pipeline definition speaks.

    python tools/build_service_digest.py            writes the file from the botocore of this environment
    python tools/build_service_digest.py --check    exits with 1 when the file is not what this botocore gives

botocore itself is 80 times larger than what is needed and takes 50 times longer to load. The digest keeps, of the
requests that steps send and the responses their properties come from, every shape that can be reached: members,
required members, enums, patterns, bounds. Shapes of a service other than SageMaker carry its name (``emr.Step``).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Mapping
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DIGEST = Path(__file__).parent.parent / "pipelint" / "pipeline" / "service" / "digest.json"

# What the digest starts from: requests and responses of the jobs that steps start, and the names and limits of
# pipelines, their steps and their executions.
ROOTS: Mapping[str, tuple[str, ...]] = {
    "sagemaker": (
        "CreateProcessingJobRequest",
        "DescribeProcessingJobResponse",
        "CreateTrainingJobRequest",
        "DescribeTrainingJobResponse",
        "CreateHyperParameterTuningJobRequest",
        "DescribeHyperParameterTuningJobResponse",
        "ListTrainingJobsForHyperParameterTuningJobResponse",
        "CreateTransformJobRequest",
        "DescribeTransformJobResponse",
        "CreateModelInput",
        "DescribeModelOutput",
        "CreateModelPackageInput",
        "DescribeModelPackageOutput",
        "CreateAutoMLJobRequest",
        "DescribeAutoMLJobResponse",
        "CreateEndpointConfigInput",
        "DescribeEndpointConfigOutput",
        "CreateEndpointInput",
        "DescribeEndpointOutput",
        "CreateInferenceComponentInput",
        "DescribeInferenceComponentOutput",
        "CreateJobRequest",
        "DescribeJobResponse",
        "CreateActionRequest",
        "CreateArtifactRequest",
        "CreateContextRequest",
        "AddAssociationRequest",
        "CreatePipelineRequest",
        "StartPipelineExecutionRequest",
        "StepName",
        "StepDisplayName",
        "StepDescription",
        "ConditionOutcome",
    ),
    "emr": ("Step", "RunJobFlowInput"),
    "emr-serverless": ("StartJobRunRequest", "CreateApplicationRequest"),
}
_KEPT = ("required", "enum", "pattern", "min", "max", "union")
# The type is left out where it can be told from the rest; the reader in service/shapes.py fills it in.
_TOLD_BY_CONTENT = frozenset({"structure", "list", "map", "string"})


def main(argv: list[str] | None = None) -> int:
    """Write the digest, or compare it; return the exit status."""
    parser = argparse.ArgumentParser(description="Build the digest of the AWS shapes from the installed botocore.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments = parser.parse_args(argv)
    text = build()
    if not arguments.check:
        DIGEST.write_text(text, encoding="utf-8")
        print(f"{DIGEST}: {len(text)} bytes")
        return 0
    if DIGEST.read_text(encoding="utf-8") == text:
        print(f"{DIGEST} is what botocore {metadata.version('botocore')} gives")
        return 0
    print(f"{DIGEST} is not what botocore {metadata.version('botocore')} gives: run {Path(__file__).name}")
    return 1


def build() -> str:
    """Return the text of the digest: one shape a line, for a readable diff and for `shapes.py`, which needs few."""
    shapes: dict[str, dict[str, Any]] = {}
    for service, roots in ROOTS.items():
        prefix = "" if service == "sagemaker" else f"{service}."
        shapes.update(digest(service_model(service)["shapes"], roots, prefix))
    lines = [f"{json.dumps(name)}:{json.dumps(shapes[name], separators=(',', ':'))}" for name in sorted(shapes)]
    stamp = json.dumps(metadata.version("botocore"))
    return f'{{"botocore":{stamp},"shapes":{{\n' + ",\n".join(lines) + "\n}}\n"


def service_model(service: str) -> Any:
    """Return the newest model of ``service`` in the installed botocore, as its JSON file holds it."""
    spec = find_spec("botocore")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("botocore is not installed in this environment: pip install botocore")
    versions = Path(spec.submodule_search_locations[0], "data", service)
    packed = max(versions.glob("*/service-2.json.gz"))
    return json.loads(gzip.decompress(packed.read_bytes()))


def digest(shapes: Mapping[str, Any], roots: Iterable[str], prefix: str) -> dict[str, dict[str, Any]]:
    """Return every shape reachable from ``roots``, without prose, its name and all names in it after ``prefix``."""
    found: dict[str, dict[str, Any]] = {}
    pending = list(roots)
    while pending:
        name = pending.pop()
        if prefix + name in found:
            continue
        shape = shapes[name]
        found[prefix + name] = kept = {key: shape[key] for key in _KEPT if key in shape}
        if shape.get("document"):  # free-form JSON; botocore calls it a structure that happens to have no members
            kept["type"] = "anything"
            continue
        if shape["type"] not in _TOLD_BY_CONTENT:
            kept["type"] = shape["type"]
        if shape["type"] == "structure":
            kept["members"] = {member: prefix + target["shape"] for member, target in shape["members"].items()}
            pending.extend(target["shape"] for target in shape["members"].values())
        for key in ("member", "key", "value"):
            if key in shape:
                kept[key] = prefix + shape[key]["shape"]
                pending.append(shape[key]["shape"])
    return found


if __name__ == "__main__":
    sys.exit(main())
