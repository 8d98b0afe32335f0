"""What a fix makes of a program compiles, and to the same definition but for what the fix is to change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pipelint.compiling.errors import CodeFailed
from pipelint.compiling.process import compile_target
from pipelint.compiling.target import parse_target
from pipelint.linter.engine import check
from pipelint.linter.fixing.mending import mend
from pipelint.linter.settings import Settings
from pipelint.rules.registry import all_rules
from pipelint.rules.rule import Example

INSTALLED = "v3" if find_spec("sagemaker") and find_spec("sagemaker.mlops") else "v2"

pytestmark = pytest.mark.sdk
pytest.importorskip("sagemaker", reason="the programs are compiled by the SDK")

Change = tuple[str, Any, Any]
"""The JSON Pointer of a value, what it was, and what it is now; None where there was, or is, nothing."""

ARGUMENT = "/Steps/0/Arguments/AppSpecification/ContainerArguments/1"
FOLDS = {"On": "", "Values": [{"Get": "Parameters.Folds"}]}
REPORT = {"PropertyFileName": "Report", "OutputName": "metrics", "FilePath": "report.json"}
ROWS = ("Steps.Clean.OutputParameters['rows']", "Steps.Count.OutputParameters['rows']")
TYPE = "/Arguments/ResourceConfig/InstanceType"


def declared(name: str, kind: str, default: Any) -> dict[str, Any]:
    return {"Name": name, "Type": kind, "DefaultValue": default}


# By the rule and the number of its example: what the SDK refuses before, or what is another in the definition after.
EXPECTED: dict[tuple[str, int], str | list[Change]] = {
    ("SMP104", 0): [("/Parameters/1", None, declared("InstanceCount", "Integer", 1))],
    ("SMP109", 0): [("/Steps/1/Arguments/rows/Get", *ROWS), ("/Steps/2/Arguments/before/Get", *ROWS)],
    ("SMP110", 0): "AttributeError: 'LambdaStep' object has no attribute 'OutputParameters'",
    ("SMP111", 0): "KeyError: 'version'",
    ("SMP202", 0): [("/Steps/0/PropertyFiles", None, [REPORT])],
    ("SMP207", 1): "ValueError: Please give a valid step name as a string.",
    ("SMP319", 0): "ValueError: The input steps do not contain the step of name: P",
    ("SMP401", 0): [
        (f"{ARGUMENT}/Get", "Parameters.Folds", None),
        (f"{ARGUMENT}/Std:Join", None, FOLDS),
        ("/Steps/0/Arguments/Environment/SEED", 7, "7"),
    ],
    ("SMP402", 0): [
        (
            "/Steps/0/Arguments/NetworkConfig/VpcConfig/Subnets",
            {"Get": "Parameters.Subnet"},
            [{"Get": "Parameters.Subnet"}],
        )
    ],
    ("SMP403", 2): "TypeError: The default value specified does not match the Parameter Python type.",
    ("SMP501", 0): [
        ("/Parameters/1", None, declared("TrainInstanceType", "String", "ml.p3.2xlarge")),
        (f"/Steps/0{TYPE}", "ml.p3.2xlarge", {"Get": "Parameters.TrainInstanceType"}),
        (f"/Steps/1{TYPE}", "ml.p3.2xlarge", {"Get": "Parameters.TrainInstanceType"}),
    ],
    ("SMP501", 2): [
        ("/Parameters/1", None, declared("TrainInstanceType", "String", "ml.m5.xlarge")),
        (f"/Steps/0{TYPE}", "ml.m5.xlarge", {"Get": "Parameters.TrainInstanceType"}),
    ],
    ("SMP503", 0): [
        ("/Parameters/1", None, declared("InstanceCount", "Integer", 4)),
        ("/Steps/0/Arguments/ProcessingResources/ClusterConfig/InstanceCount", 4, {"Get": "Parameters.InstanceCount"}),
    ],
    ("SMP504", 0): [
        ("/Parameters/1", None, declared("Location", "String", "s3://shop-of-2023/orders/")),
        (
            "/Steps/0/Arguments/InputDataConfig/0/DataSource/S3DataSource/S3Uri",
            "s3://shop-of-2023/orders/",
            {"Get": "Parameters.Location"},
        ),
    ],
    ("SMP602", 0): [
        ("/Steps/0/Arguments/ProcessingInputs/0/S3Input/S3Uri/Std:Join/Values/0", "s3://", "s3:/"),
    ],
}
STILL_REFUSED = {("SMP207", 0)}
"""Examples of which only a part can be fixed: the SDK refuses the rest."""

FIXED = {
    (rule.code, number): example
    for rule in all_rules()
    for number, example in enumerate(rule.examples)
    if example.fixed is not None
}


def dialect(example: Example) -> str:
    return "v3" if "sagemaker.mlops" in example.content else "v2"


CASES = [key for key, example in FIXED.items() if dialect(example) == INSTALLED and key not in STILL_REFUSED]


@pytest.mark.parametrize("key", CASES, ids=lambda key: f"{key[0]}-{key[1]}")
def test_a_fix_changes_what_it_is_to_change_and_nothing_else(key: tuple[str, int], tmp_path: Path) -> None:
    example, expected = FIXED[key], EXPECTED[key]
    assert example.fixed is not None
    after = compiled(example.fixed, tmp_path / "after.py")
    if isinstance(expected, str):
        with pytest.raises(CodeFailed, match=re.escape(expected)):
            compiled(example.content, tmp_path / "before.py")
        assert after["Steps"] or after["Parameters"]
    else:
        assert list(differences(compiled(example.content, tmp_path / "before.py"), after)) == expected


V3 = """\
from sagemaker.core.network import NetworkConfig
from sagemaker.core.processing import Processor
from sagemaker.core.shapes import ProcessingOutput, ProcessingS3Output
from sagemaker.core.workflow.conditions import ConditionLessThan
from sagemaker.core.workflow.functions import Join, JsonGet
from sagemaker.core.workflow.parameters import ParameterInteger, ParameterString
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.core.workflow.properties import PropertyFile
from sagemaker.mlops.workflow.condition_step import ConditionStep
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.steps import ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
folds = ParameterInteger(name="Folds", default_value=3)
bucket = ParameterString(name="Bucket")
evaluator = Processor(
    role=role,
    image_uri="evaluate:1",
    instance_count=1,
    instance_type="ml.m5.large",
    sagemaker_session=session,
)
report = PropertyFile(name="Report", output_name="metrics", path="report.json")
folder = Join(on="/", values=["s3://", bucket, "metrics"])
target = ProcessingS3Output(s3_uri=folder, local_path="/opt/ml/processing/metrics", s3_upload_mode="EndOfJob")
evaluate = ProcessingStep(
    name="Evaluate",
    step_args=evaluator.run(
        arguments=["--folds", folds],
        outputs=[ProcessingOutput(output_name="metrics", s3_output=target)],
    ),
)
error = JsonGet(step_name="Evaluate", property_file=report, json_path="mse")
check = ConditionStep(name="Check", conditions=[ConditionLessThan(left=error, right=6.0)], if_steps=[], else_steps=[])
pipeline = Pipeline(name="Abalone", parameters=[folds], steps=[evaluate, check], sagemaker_session=session)
"""
JOINED = "/Steps/0/Arguments/ProcessingOutputConfig/Outputs/0/S3Output/S3Uri/Std:Join/Values/0"
RESOURCES = "/Steps/0/Arguments/ProcessingResources/ClusterConfig/InstanceType"


@pytest.mark.skipif(INSTALLED != "v3", reason="the program is one of SDK v3")
def test_fixes_of_a_program_of_sdk_v3_change_what_they_are_to_change_and_nothing_else(tmp_path: Path) -> None:
    stdin = ("flow.py", V3.encode())
    mended = mend(lambda contents: check([], Settings(), stdin, contents=contents), unsafe=True)
    assert sorted(finding.code for finding in mended.fixed) == ["SMP104", "SMP202", "SMP401", "SMP501", "SMP602"]
    after = compiled(mended.contents.now("flow.py").decode(), tmp_path / "after.py")
    assert list(differences(compiled(V3, tmp_path / "before.py"), after)) == [
        ("/Parameters/1", None, declared("InstanceType", "String", "ml.m5.large")),
        ("/Parameters/2", None, {"Name": "Bucket", "Type": "String"}),
        (f"{ARGUMENT}/Get", "Parameters.Folds", None),
        (f"{ARGUMENT}/Std:Join", None, FOLDS),
        (JOINED, "s3://", "s3:/"),
        (RESOURCES, "ml.m5.large", {"Get": "Parameters.InstanceType"}),
        ("/Steps/0/PropertyFiles", None, [REPORT]),
    ]


def test_every_rule_that_offers_a_fix_is_proven() -> None:
    assert set(FIXED) == set(EXPECTED) | STILL_REFUSED


def compiled(source: str, file: Path) -> dict[str, Any]:
    file.write_text(source)
    definition: dict[str, Any] = json.loads(compile_target(parse_target(f"{file}:pipeline"), {}).definition)
    return definition


def differences(before: Any, after: Any, at: str = "") -> Iterator[Change]:
    """Yield where two definitions differ, in the order of their keys."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            yield from differences(before.get(key), after.get(key), f"{at}/{key}")
    elif isinstance(before, list) and isinstance(after, list):
        for number in range(max(len(before), len(after))):
            one, two = (those[number] if number < len(those) else None for those in (before, after))
            yield from differences(one, two, f"{at}/{number}")
    elif before != after:
        yield at, before, after
