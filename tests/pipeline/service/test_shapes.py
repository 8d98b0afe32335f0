"""The digest of the AWS API: what it holds, and that every name in it leads somewhere."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelint.pipeline.service import shapes
from pipelint.pipeline.service.pipeline_shapes import PIPELINE_SHAPES
from pipelint.pipeline.service.shapes import Shape, botocore_version, shape

DIGEST = Path(shapes.__file__).with_name("digest.json")
NAMES = sorted(json.loads(DIGEST.read_bytes())["shapes"])


def test_a_structure_has_members_and_required_ones():
    assert shape("ModelArtifacts") == Shape(
        "ModelArtifacts", "structure", {"S3ModelArtifacts": "S3Uri"}, required=("S3ModelArtifacts",)
    )


def test_a_list_a_map_a_string_and_a_number_have_their_bounds():
    outputs = shape("ProcessingOutputs")
    assert (outputs.type, outputs.member, outputs.minimum, outputs.maximum) == ("list", "ProcessingOutput", 0, 10)
    environment = shape("ProcessingEnvironmentMap")
    assert (environment.type, environment.maximum) == ("map", 100)
    assert (environment.key, environment.value) == ("ProcessingEnvironmentKey", "ProcessingEnvironmentValue")
    name = shape("StepName")
    assert (name.type, name.pattern, name.minimum, name.maximum) == ("string", r"[A-Za-z0-9\-_]*", 0, 64)
    count = shape("ProcessingInstanceCount")
    assert (count.type, count.minimum, count.maximum) == ("integer", 1, 100)


def test_enums_and_unions_are_kept():
    assert shape("ConditionOutcome").enum == ("True", "False")
    assert "ml.m5.xlarge" in shape("TrainingInstanceType").enum
    assert shape("AutoMLProblemTypeConfig") is None  # AutoML V2: no step sends it
    assert shape("MetadataProperties").union is False
    assert shape("emr-serverless.JobDriver").union is True


def test_other_services_carry_their_name():
    assert set(shape("emr.Step").members) >= {"Id", "Name", "Config", "Status"}
    assert shape("emr.Step").members["Status"] == "emr.StepStatus"
    assert shape("Step") is None


def test_what_is_not_there_is_none():
    assert shape("NoSuchShape") is None


@pytest.mark.parametrize("name", ["sagemaker-job", "documentation", "<p>"])
def test_no_prose_is_shipped(name):
    assert name not in DIGEST.read_text()


def test_every_name_in_a_shape_leads_to_a_shape():
    for name in [*NAMES, *PIPELINE_SHAPES]:
        found = shape(name)
        targets = [*found.members.values(), found.member, found.key, found.value]
        assert all(shape(target) is not None for target in targets if target is not None), name


def test_every_shape_has_a_type_that_fits_what_it_holds():
    holds = {"structure": "members", "list": "member", "map": "value"}
    for name in NAMES:
        found = shape(name)
        assert found.type in {*holds, "string", "integer", "long", "float", "double", "boolean", "timestamp", "blob"}
        assert found.type not in ("list", "map") or getattr(found, holds[found.type]) is not None, name
        assert set(found.required) <= set(found.members), name


def test_the_digest_is_stamped_with_its_botocore():
    assert botocore_version() == "1.44.5"


def test_importing_the_shapes_does_not_read_the_digest():
    code = (
        "import pipelint.pipeline.service.step_types, pipelint.pipeline.service.shapes as shapes;"
        "print(shapes._digest.cache_info().currsize)"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "0"


def test_the_digest_is_read_in_milliseconds():
    def seconds():
        begin = time.perf_counter()
        json.loads(DIGEST.read_bytes())
        return time.perf_counter() - begin

    assert min(seconds() for _ in range(5)) < 0.02  # 1.5 ms on an idle machine
