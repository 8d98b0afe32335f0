"""Build ``pipelint/pipeline/service/digest.json``, the shapes of the AWS API that a pipeline definition speaks.

    python tools/build_service_digest.py            writes the files from the botocore of this environment
    python tools/build_service_digest.py --check    exits with 1 when a file is not what this botocore gives

botocore itself is 80 times larger than what is needed and takes 50 times longer to load. The digest keeps, of the
requests that steps send and the responses their properties come from, every shape that can be reached: members,
required members, enums, patterns, bounds. Shapes of a service other than SageMaker carry its name (``emr.Step``).

``documentation.json`` beside it has the first sentence on each member of what properties come from, for editors.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
import sys
from collections.abc import Iterable, Mapping
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DIGEST = Path(__file__).parent.parent / "pipelint" / "pipeline" / "service" / "digest.json"
DOCUMENTATION = DIGEST.with_name("documentation.json")

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
PROPERTIES = frozenset(root for root in ROOTS["sagemaker"] if root.startswith(("Describe", "List")))
"""The roots whose members are read as properties of a step; of other services all are."""

_KEPT = ("required", "enum", "pattern", "min", "max", "union")
# The type is left out where it can be told from the rest; the reader in service/shapes.py fills it in.
_TOLD_BY_CONTENT = frozenset({"structure", "list", "map", "string"})


def main(argv: list[str] | None = None) -> int:
    """Write the digest, or compare it; return the exit status."""
    parser = argparse.ArgumentParser(description="Build the digest of the AWS shapes from the installed botocore.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments = parser.parse_args(argv)
    wrong = 0
    for file, text in ((DIGEST, build()), (DOCUMENTATION, build_documentation())):
        if not arguments.check:
            file.write_text(text, encoding="utf-8")
            print(f"{file}: {len(text)} bytes")
        elif file.read_text(encoding="utf-8") == text:
            print(f"{file} is what botocore {metadata.version('botocore')} gives")
        else:
            print(f"{file} is not what botocore {metadata.version('botocore')} gives: run {Path(__file__).name}")
            wrong = 1
    return wrong


def build() -> str:
    """Return the text of the digest: one shape a line, for a readable diff and for `shapes.py`, which needs few."""
    shapes: dict[str, dict[str, Any]] = {}
    for service, roots in ROOTS.items():
        prefix = "" if service == "sagemaker" else f"{service}."
        shapes.update(digest(service_model(service)["shapes"], roots, prefix))
    return _written(shapes)


def build_documentation() -> str:
    """Return the text of the file of sentences, one shape a line."""
    shapes: dict[str, dict[str, str]] = {}
    for service, roots in ROOTS.items():
        prefix = "" if service == "sagemaker" else f"{service}."
        read = [root for root in roots if root in PROPERTIES or prefix]
        shapes.update(documentation(service_model(service)["shapes"], read, prefix))
    return _written(shapes)


def _written(shapes: Mapping[str, Mapping[str, Any]]) -> str:
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


def documentation(shapes: Mapping[str, Any], roots: Iterable[str], prefix: str) -> dict[str, dict[str, str]]:
    """Return the first sentence on each member of every structure reachable from ``roots``."""
    found: dict[str, dict[str, str]] = {}
    for name in digest(shapes, roots, ""):
        members = shapes[name].get("members", {}).items()
        told = {member: first_sentence(target.get("documentation", "")) for member, target in members}
        if any(told.values()):
            found[prefix + name] = {member: text for member, text in told.items() if text}
    return found


def first_sentence(text: str) -> str:
    """Return the first sentence of HTML as plain text."""
    plain = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
    plain = re.sub(r"(?<=\() | (?=[.,;:!?)])", "", plain)
    sentence = re.match(r".+?[.!?](?=\s+[A-Z]|$)", plain)
    return sentence[0] if sentence is not None else plain


if __name__ == "__main__":
    sys.exit(main())
