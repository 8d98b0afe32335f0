"""Which files a script writes, told by what SMP605 and SMP209 report about the outputs of its step."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings
from pipelint.rules.smp605_unwritten_output import SOURCE

IMPORTS = (
    "import os, pickle, shutil, sys, tarfile\nimport joblib\nimport numpy as np\nimport pandas as pd\nimport torch\n"
)
TRAIN = 'frame.to_csv("/opt/ml/processing/train/train.csv")\n'


def said(folder: Path, script: str, pipeline: str = SOURCE) -> list[str]:
    """Return what is said of the outputs of a pipeline whose output ``test`` lies in ``/opt/ml/processing/tests``."""
    (folder / "prepare.py").write_text(IMPORTS + "frame = pd.read_csv('/opt/ml/processing/input/raw.csv')\n" + script)
    (folder / "pipeline.py").write_text(pipeline)
    findings = check([str(folder / "pipeline.py")], Settings((Choice(select=("SMP605", "SMP209")),))).findings
    return [f"{one.code} {one.severity.value} {one.message}" for one in findings if one.code != "SMP009"]


@pytest.mark.parametrize(
    "other",
    [
        'frame.to_parquet("/opt/ml/processing/test/test.parquet")\n',
        'np.save("/opt/ml/processing/test/rows.npy", frame.values)\n',
        'joblib.dump(frame, os.path.join("/opt/ml/processing", "test", "frame.joblib"))\n',
        'torch.save(frame, f="/opt/ml/processing/test/frame.pt")\n',
        'with open("/opt/ml/processing/test/frame.pkl", "wb") as file:\n    pickle.dump(frame, file)\n',
        'with tarfile.open("/opt/ml/processing/test/all.tar.gz", "w:gz") as archive:\n    archive.add("all")\n',
        'shutil.copytree("/opt/ml/processing/input", "/opt/ml/processing/test")\n',
    ],
)
def test_an_output_that_nothing_is_written_to_is_told(tmp_path, other):
    (told,) = said(tmp_path, TRAIN + other)
    assert told.startswith(
        'SMP605 warning prepare.py writes nothing into output "test" of step "Prepare", "/opt/ml/processing/tests"; '
        'did you mean "/opt/ml/processing/test"? It writes into '
    )
    assert said(tmp_path, TRAIN + other.replace("/test/", "/tests/").replace('test"', 'tests"')) == []


@pytest.mark.parametrize(
    "script",
    [
        TRAIN + "frame.to_csv(sys.argv[1])\n",
        TRAIN + 'os.system("cp -r /opt/ml/processing/input /opt/ml/processing/tests")\n',
        TRAIN + 'from splitting import save_parts\nsave_parts(frame, "/opt/ml/processing")\n',
        TRAIN + 'from splitting import split\nsplit(lambda rows: rows.to_csv("/opt/ml/processing/tests/a.csv"))\n',
        TRAIN + 'for name in os.listdir("/opt/ml/processing"):\n    frame.to_csv(f"/opt/ml/processing/{name}/a.csv")\n',
        TRAIN + "if sys.argv:\n    frame.to_csv('/opt/ml/processing/tests/test.csv')\n",
        TRAIN + 'shutil.copytree("/opt/ml/processing/input", "/opt/ml/processing")\n',
        "import click\n@click.command()\ndef main():\n    frame.to_csv('/opt/ml/processing/tests/a.csv')\n"
        + TRAIN
        + "main()\n",
        "main()\n",
        "this is no Python\n",
        "",
    ],
)
def test_what_cannot_be_followed_is_silent(tmp_path, script):
    assert said(tmp_path, script) == []


def test_a_script_that_is_not_there_is_silent_here(tmp_path):
    pipeline = SOURCE.replace("prepare.py", "elsewhere.py")
    assert said(tmp_path, TRAIN, pipeline) == []


def test_a_script_that_a_cell_writes_is_read(tmp_path):
    import json

    cells = ["%%writefile code/prepare.py\n" + IMPORTS + "frame = pd.DataFrame()\n" + TRAIN]
    cells.append(SOURCE.replace("prepare.py", "code/prepare.py") + "\nget_pipeline(None, 'role')\n")
    notebook = {"nbformat": 4, "cells": [{"cell_type": "code", "source": cell} for cell in cells]}
    (tmp_path / "pipeline.ipynb").write_text(json.dumps(notebook))
    findings = check([str(tmp_path / "pipeline.ipynb")], Settings((Choice(select=("SMP605",)),))).findings
    assert [(one.code, one.message.partition(" writes")[0]) for one in findings] == [("SMP605", "code/prepare.py")]


def test_the_entry_point_of_a_job_is_looked_for_in_its_folder(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "prepare.py").write_text(IMPORTS + "frame = pd.DataFrame()\n" + TRAIN)
    pipeline = (
        SOURCE.replace("ScriptProcessor", "FrameworkProcessor")
        .replace('code="prepare.py"', 'code="prepare.py", source_dir="src"')
        .replace('image_uri="image", command=["python3"]', 'estimator_cls=object, framework_version="1"')
    )
    told = said(tmp_path, "main()\n", pipeline)
    assert [one.partition(" writes")[0] for one in told] == ["SMP605 warning src/prepare.py"]
