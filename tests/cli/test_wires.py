"""`pipelint wires`: who writes what, where, and who reads it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .samples import run

STEPS = """\
from sagemaker.processing import ProcessingInput, ProcessingOutput, ScriptProcessor
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionLessThan
from sagemaker.workflow.functions import Join, JsonGet
from sagemaker.workflow.lambda_step import LambdaStep
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep


def get_pipeline(session, role, notify):
    data = ParameterString("Data")
    processor = ScriptProcessor(role, "image", ["python3"], 1, "ml.m5.large", sagemaker_session=session)
    clean = ProcessingStep(
        "Clean",
        step_args=processor.run(
            code="clean.py",
            inputs=[ProcessingInput(input_name="raw", source=data, destination="/opt/ml/processing/raw")],
            outputs=[
                ProcessingOutput(output_name="rows", source="/opt/ml/processing/rows", destination="s3://b/rows"),
                ProcessingOutput(output_name="rest", source="/opt/ml/processing/rest"),
            ],
        ),
    )
    rows = clean.properties.ProcessingOutputConfig.Outputs["rows"].S3Output.S3Uri
    report = PropertyFile("Report", output_name="report", path="report.json")
    score = ProcessingStep(
        "Score",
        step_args=processor.run(
            code="score.py",
            arguments=["--again", rows],
            inputs=[ProcessingInput(input_name="in", source="s3://b/rows/", destination="/opt/ml/processing/in")],
            outputs=[ProcessingOutput(output_name="report", source="/opt/ml/processing/report")],
        ),
        property_files=[report],
    )
    tell = LambdaStep("Tell", lambda_func=notify, inputs={"where": Join("/", [rows, "part"])})
    low = ConditionLessThan(JsonGet("Score", report, "mse"), 1.0)
    check = ConditionStep("Check", conditions=[low], if_steps=[tell])
    return Pipeline("Flow", parameters=[data], steps=[clean, score, check], sagemaker_session=session)
"""
CLEAN = """\
import pandas as pd

table = pd.read_csv("/opt/ml/processing/raw/table.csv")
table.to_csv("/opt/ml/processing/rows/part/rows.csv")
"""
SCORE = """\
import json

import pandas as pd

rows = pd.read_csv("/opt/ml/processing/in/part/rows.csv")
with open("/opt/ml/processing/report/report.json", "w") as file:
    json.dump({"mse": 0.5, "rows": len(rows)}, file)
"""
PICTURE = """\
pipeline "Flow" (flow.py:41:12)

(parameter "Data")
└─ ──► Clean (input "raw")
Clean
├─ output "rows" ──► Score (argument --again)
├─ output "rows" ──► Score (input "in")
├─ output "rows" ──► Tell (input "where")
└─ output "rest" ── no step reads it
Score
└─ property file "Report" mse ──► Check (condition)

"""
TABLE = """\
WRITTEN BY                                                READ BY
parameter "Data"                                          Clean: input "raw"
                                                            in /opt/ml/processing/raw
                                                            clean.py reads table.csv
Clean: output "rows"                                      Score: argument --again
  in /opt/ml/processing/rows
  clean.py writes part/rows.csv
Clean: output "rows"                                      Score: input "in"
  in /opt/ml/processing/rows                                in /opt/ml/processing/in
  clean.py writes part/rows.csv                             score.py reads part/rows.csv
Score: property file "Report"                             Check: condition
  in /opt/ml/processing/report/report.json                  json path mse
  score.py writes it: {"mse": number, "rows": anything}
Clean: output "rows"                                      Tell: input "where"
  in /opt/ml/processing/rows
  clean.py writes part/rows.csv
Clean: output "rest"                                      no step reads it
  in /opt/ml/processing/rest
"""
FLOWCHART = """\
%% pipeline "Flow" (flow.py:41:12)
flowchart LR
  s0["Clean"]
  s1["Score"]
  s2["Check"]
  s3["Tell"]
  o0(["parameter #quot;Data#quot;"])
  o0 -->|"as input #quot;raw#quot;"| s0
  s0 -->|"output #quot;rows#quot;<br/>as argument --again"| s1
  s0 -->|"output #quot;rows#quot;<br/>as input #quot;in#quot;"| s1
  s1 -->|"property file #quot;Report#quot; mse<br/>as condition"| s2
  s0 -->|"output #quot;rows#quot;<br/>as input #quot;where#quot;"| s3
"""


@pytest.fixture
def flow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("flow.py", STEPS), ("clean.py", CLEAN), ("score.py", SCORE)):
        Path(name).write_text(text)
    return tmp_path


@pytest.mark.usefixtures("flow")
def test_a_picture_and_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "wires", "flow.py")
    assert "\n".join(out) + "\n" == PICTURE + TABLE
    assert (status, err) == (0, [])


@pytest.mark.usefixtures("flow")
def test_a_flowchart_in_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "wires", "flow.py", "--format", "mermaid", "--output", "flow.mmd") == (0, [], [])
    assert Path("flow.mmd").read_text(encoding="utf-8") == FLOWCHART


@pytest.mark.usefixtures("flow")
def test_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "wires", "--format", "json")  # the folder, where the scripts are no pipelines
    (pipeline,) = json.loads("\n".join(out))["pipelines"]
    assert (pipeline["name"], pipeline["file"], pipeline["line"]) == ("Flow", "flow.py", 41)
    condition = next(wire for wire in pipeline["wires"] if wire["json_path"] is not None)
    written = {
        "path": "/opt/ml/processing/report/report.json",
        "file": "score.py",
        "line": 6,
        "documents": ['{"mse": number, "rows": anything}'],
    }
    assert condition == {
        "from": {
            "step": "Score",
            "as": 'property file "Report"',
            "place": "/opt/ml/processing/report/report.json",
            "script": "score.py",
            "files": [written],
        },
        "to": {"step": "Check", "as": "condition", "place": None, "script": None, "files": []},
        "outside": None,
        "json_path": "mse",
    }


def test_nothing_recognised_and_what_cannot_be_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plain.py").write_text("print(1)\n")
    assert run(capsys, "wires", "plain.py") == (3, [], [])
    status, _, err = run(capsys, "wires", "missing.py")
    assert (status, err[0]) == (1, "missing.py: error SMP001 [unreadable-file] cannot read: no such file or directory")
