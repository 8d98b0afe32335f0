"""What a script reads, and the file it is: both are compared with what the step says."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelint.findings import Span
from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings

PIPELINE = """\
from pathlib import Path
from sagemaker.processing import ProcessingInput, ScriptProcessor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep
HERE = Path(__file__).parent
processor = ScriptProcessor(image_uri="image", command=["python3"], role="role", instance_count=1)
step = ProcessingStep("Prepare", processor=processor, code={code}, inputs=[
    ProcessingInput("s3://bucket/rows", "/opt/ml/processing/rows"),
])
Pipeline("flow", steps=[step])
"""
CODES = ("SMP608", "SMP609", "SMP610")


def found(folder: Path, script: str, code: str = 'str(HERE / "run.py")') -> list[tuple[str, str, str]]:
    (folder / "pipeline.py").write_text(PIPELINE.format(code=code))
    (folder / "run.py").write_text(script)
    findings = check([str(folder / "pipeline.py")], Settings((Choice(select=CODES),))).findings
    return [(one.code, one.severity.value, one.message) for one in findings]


UNREAD = '"/opt/ml/processing/rows" is an input of step "Prepare" and run.py reads nothing from it'


def unbrought(path: str, severity: str = "error") -> tuple[str, str, str]:
    return (
        "SMP609",
        severity,
        f'"{path}" is brought by no input of step "Prepare" and run.py reads it;'
        ' did you mean "/opt/ml/processing/rows"?',
    )


@pytest.mark.parametrize(
    "script",
    [
        'open("/opt/ml/processing/rows/a.csv")',
        'from pathlib import Path\nPath("/opt/ml/processing/rows/a.csv").read_bytes()',
        'from pathlib import Path\nwith (Path("/opt/ml/processing") / "rows" / "a").open() as file: file.read()',
        'from pathlib import Path\nlist(Path("/opt/ml/processing/rows").iterdir())',
        'import os\nos.listdir("/opt/ml/processing/rows")',
        'import glob\nglob.glob("/opt/ml/processing/rows/*.csv")',
        'import pandas as pd\npd.read_parquet(path="/opt/ml/processing/rows")',
        'import numpy as np\nnp.load("/opt/ml/processing/rows/a.npy")',
        'import joblib\njoblib.load("/opt/ml/processing/rows/a")',
        'import torch\ntorch.load("/opt/ml/processing/rows/a.pt")',
        'import shutil\nshutil.copytree("/opt/ml/processing/rows", "work")',
        'import tarfile\ntarfile.open("/opt/ml/processing/rows/a.tar.gz").extractall("work")',
        'import xgboost as xgb\nxgb.DMatrix("/opt/ml/processing/rows/a.libsvm")',
        'from transformers import AutoModel\nAutoModel.from_pretrained("/opt/ml/processing/rows")',
        'import cv2\ncv2.imread("/opt/ml/processing/rows/a.png")',
        'import pyarrow.parquet as pq\npq.read_table("/opt/ml/processing/rows")',
        'from datasets import load_dataset\nload_dataset("csv", data_files={"train": "/opt/ml/processing/rows/a.csv"})',
        "import sys\nopen(sys.argv[1])",
        'import os, toolkit\ntoolkit.load(os.environ["PLACE"])',
    ],
)
def test_an_input_that_is_read_or_may_be_is_not_reported(tmp_path: Path, script: str) -> None:
    assert found(tmp_path, script) == []


@pytest.mark.parametrize(
    ("script", "path", "severity"),
    [
        ('open("/opt/ml/processing/row/a.csv")', "/opt/ml/processing/row/a.csv", "error"),
        ('import pandas as pd\npd.read_csv("/opt/ml/processing/row/a.csv")', "/opt/ml/processing/row/a.csv", "error"),
        (
            'import os, random\nif random.random() > 0.5: os.listdir("/opt/ml/processing/row/x")',
            "/opt/ml/processing/row/x",
            "warning",
        ),
        (
            'try:\n    open("/opt/ml/processing/row/a.csv")\nexcept OSError:\n    pass',
            "/opt/ml/processing/row/a.csv",
            "warning",
        ),
    ],
)
def test_a_file_that_nothing_brings_is_reported(tmp_path: Path, script: str, path: str, severity: str) -> None:
    script = f'open("/opt/ml/processing/rows/a.csv")\n{script}'
    assert found(tmp_path, script) == [unbrought(path, severity)]


@pytest.mark.parametrize(
    "script",
    [
        'open("/opt/ml/processing/input/code/run.py")',
        'import os\nos.path.exists("/opt/ml/processing/row/a.csv")',
        'open("/opt/ml/processing/work/a.csv", "w").write("")\nopen("/opt/ml/processing/work/a.csv")',
        'import boto3\nboto3.client("s3").download_file("b", "k", "/opt/ml/processing/row/a")\n'
        'open("/opt/ml/processing/row/a")',
        'open("/tmp/a.csv")',
        'import os\nos.listdir("/opt/ml/processing")',
    ],
)
def test_a_file_that_may_be_there_is_not_reported(tmp_path: Path, script: str) -> None:
    assert found(tmp_path, f'open("/opt/ml/processing/rows/a.csv")\n{script}') == []


def test_an_input_that_nobody_reads_is_shown_with_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert found(Path(), 'open("/tmp/a.csv")') == [("SMP608", "warning", f'{UNREAD}; it reads "/tmp/a.csv"')]
    (finding,) = check(["pipeline.py"], Settings((Choice(select=CODES),))).findings
    assert (finding.span.line, finding.related[0].span) == (8, Span("run.py", 1, 1, 1, 19))


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ('str(HERE / "rnu.py")', '"rnu.py" is run by step "Prepare" and does not exist; did you mean "run.py"?'),
        ('str(HERE / "code" / "run.py")', '"run.py" is run by step "Prepare" and does not exist'),
        ('str(HERE / "run.sh")', '"run.sh" is run by step "Prepare" and does not exist; did you mean "run.py"?'),
        ('"rnu.py"', '"rnu.py" is run by step "Prepare" and does not exist; did you mean "run.py"?'),
    ],
)
def test_a_file_that_the_project_does_not_have_is_reported(tmp_path: Path, code: str, message: str) -> None:
    (tmp_path / "setup.cfg").touch()
    assert found(tmp_path, "", code) == [("SMP610", "warning", message)]


@pytest.mark.parametrize(
    "code",
    [
        '"run.py"',
        '"inner/run.sh"',
        '"../elsewhere/run.py"',
        '"s3://bucket/run.py"',
        '"/opt/run.py"',
        'str(HERE / "run.py")',
    ],
)
def test_a_file_that_may_be_somewhere_is_not_reported(tmp_path: Path, code: str) -> None:
    (tmp_path / "setup.cfg").touch()
    (tmp_path / "deep" / "inner").mkdir(parents=True)
    (tmp_path / "deep" / "inner" / "run.sh").touch()
    assert found(tmp_path, "", code) == []


def test_a_relative_path_is_not_looked_for_where_the_project_has_no_beginning(tmp_path: Path) -> None:
    assert found(tmp_path, "", '"rnu.py"') == []


def test_a_file_that_the_pipeline_makes_itself_is_not_reported(tmp_path: Path) -> None:
    code = 'str(Path(HERE / "made.py").write_text("") and HERE / "made.py")'
    assert found(tmp_path, "", code) == []
    assert found(tmp_path, "", 'str(HERE / "made.py")  # another program writes made.py\n') == []
