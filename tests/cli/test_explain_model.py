"""`pipelint --explain-model`."""

from __future__ import annotations

from pathlib import Path

import pytest

from .samples import run

SOURCE = """\
import os
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.parameters import ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

def build(role, more):
    session = PipelineSession()
    folds = ParameterInteger("Folds", default_value=3)
    bucket = ParameterString("Bucket")
    processor = Processor(role, "clean:1", 1, "ml.m5.large", sagemaker_session=session)
    output = ProcessingOutput(source="/opt/ml/processing/out", output_name="clean")
    prepare = ProcessingStep("Prepare", step_args=processor.run(outputs=[output]))
    uri = prepare.properties.ProcessingOutputConfig.Outputs["clean"].S3Output.S3Uri
    check = ProcessingStep("Check", step_args=processor.run(arguments=[uri]))
    steps = [prepare, check]
    if os.environ.get("MORE"):
        steps.append(more)
    return Pipeline("Flow", parameters=[folds, bucket], steps=steps, sagemaker_session=session)
"""
UNDERSTOOD = """\
flow.py:20:12: pipeline "Flow", SDK v2
  parameters: "Folds" (Integer) = 3, "Bucket" (String)
  step "Prepare", Processing, at flow.py:14:15
    unknown RoleArn: argument `role` of `build` has no default (flow.py:14:15)
  step "Check", Processing, at flow.py:16:13
    waits for "Prepare": reads ProcessingOutputConfig.Outputs['clean'].S3Output.S3Uri
    unknown RoleArn: argument `role` of `build` has no default (flow.py:16:13)
"""


def test_what_was_understood_and_what_not(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("flow.py").write_text(SOURCE)
    status, out, err = run(capsys, "--explain-model", "flow.py")
    assert "\n".join(out).startswith(UNDERSTOOD)
    assert out[-1] == "  there may be more steps"
    assert [line for line in out if "not understood" in line] == [
        "  not understood: a step: argument `more` of `build` has no default (flow.py:20:12)",
        "  not understood: a list of steps: further steps may be added to it (flow.py:17:13)",
    ]
    assert (status, err) == (0, [])


def test_a_name_that_is_not_known_is_told_with_its_reason_and_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("flow.py").write_text(SOURCE.replace('"Check", step_args', 'os.environ["STEP"], step_args'))
    _, out, _ = run(capsys, "--explain-model", "flow.py")
    told = out[out.index('  step "<ProcessingStep 2>", Processing, at flow.py:16:13') + 1 :]
    assert "    its name is not known: an item that cannot be known (flow.py:16:28)" in told


def test_a_file_without_a_pipeline_and_one_that_cannot_be_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("other.py").write_text("print(1)\n")
    assert run(capsys, "--explain-model", "other.py") == (0, ["no pipeline was recognised"], [])
    status, out, err = run(capsys, "--explain-model", "missing.py", "other.py")
    assert (status, out) == (1, ["no pipeline was recognised"])
    assert err[0].startswith("missing.py: error SMP001 [unreadable-file]")


def test_it_is_text_only(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "--explain-model", "--format", "json")
    assert status == 2
    assert err == [
        "pipelint: error SMP011 [wrong-usage] --explain-model prints text: leave --format out. See `pipelint --help`."
    ]
