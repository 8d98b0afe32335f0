"""A pipeline of the real SDK, compiled in an offline session and run: v2 and v3, each in its environment."""

from __future__ import annotations

import pytest
from sdk_samples import build

from pipelint.harness import Harness, outputs
from pipelint.harness.offline import ROLE_NAME

pytestmark = pytest.mark.sdk


@pytest.fixture
def pipeline(offline_session, tmp_path):
    script = tmp_path / "script.py"
    script.write_text("print('never run')\n", encoding="utf-8")
    return build(offline_session, f"arn:aws:iam::123456789012:role/{ROLE_NAME}", str(script))


def report(accuracy):
    return outputs(property_files={"Report": {"metrics": {"accuracy": {"value": accuracy}}}})


def test_a_strong_model(pipeline, pipeline_harness):
    run = pipeline_harness(pipeline).run(steps={"Evaluate": report(0.9)})
    assert run.succeeded
    assert run["Check"].branch == "if"
    assert run["TooWeak"].skipped
    assert run["Train"].reads("Prepare", output="train")
    assert run["Evaluate"].reads("Train")
    assert run.path == ["Prepare", "Train", "Evaluate", "Check", "TrainAgain"]


def test_a_weak_model(pipeline):
    run = Harness(pipeline).run(parameters={"MinAccuracy": 0.95}, steps={"Evaluate": report(0.9)})
    assert run["Check"].branch == "else"
    assert run["TrainAgain"].skipped
    assert str(run.failure) == 'step "TooWeak" failed: accuracy is below 0.95'


def test_the_uploaded_script_stays_in_memory(pipeline, offline_session):
    Harness(pipeline)
    s3 = offline_session.boto_session.client("s3")
    keys = [item["Key"] for item in s3.list_objects_v2(Bucket=offline_session.default_bucket())["Contents"]]
    assert any(key.endswith("script.py") for key in keys)
