"""What the tests of the command line share: a faulty and a clean file, and a way to run pipelint in this process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipelint.cli import main

FAULTY = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

processor = Processor("role", "image", 1, "ml.m5.xlarge")
pipeline = Pipeline(name="demo", steps=[ProcessingStep("Prepare", processor=processor)])
"""
CLEAN = """\
from sagemaker.processing import Processor
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

kind = ParameterString("InstanceType")
processor = Processor("role", "image", 1, kind)
pipeline = Pipeline(name="demo", parameters=[kind], steps=[ProcessingStep("Prepare", processor=processor)])
"""
DEFINITION = '{"Version": "2020-12-01", "Metadata": {}, "Parameters": [], "Steps": []}'
MESSAGE = 'instance type "ml.m5.xlarge" is hard-coded in step "Prepare"'
_IMPORT = "from sagemaker.workflow.parameters import ParameterString"
_MADE = 'ParameterString(name="InstanceType", default_value="ml.m5.xlarge")'
FIX = {
    "title": 'Make it the pipeline parameter "InstanceType"',
    "safe": False,
    "file": "faulty.py",
    "edits": [
        {"line": 2, "column": 1, "end_line": 2, "end_column": 1, "text": f"{_IMPORT}\n", "cell": None},
        {"line": 5, "column": 1, "end_line": 5, "end_column": 1, "text": f"instance_type = {_MADE}\n", "cell": None},
        {"line": 5, "column": 43, "end_line": 5, "end_column": 57, "text": "instance_type", "cell": None},
        {
            "line": 6,
            "column": 88,
            "end_line": 6,
            "end_column": 88,
            "text": ", parameters=[instance_type]",
            "cell": None,
        },
    ],
}
FIXABLE = "fixable: 1 with --fix --unsafe-fixes; --diff in place of --fix shows how"
HELP = (
    'Make it a pipeline parameter, ParameterString(name="InstanceType", default_value="ml.m5.xlarge"), and pass that: '
    "then an execution can choose another without a new definition."
)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], list[str]]:
    status = main(arguments)
    printed = capsys.readouterr()
    return status, printed.out.splitlines(), printed.err.splitlines()


# The package under test, for processes that start in a folder of their own.
SURROUNDINGS = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, env=SURROUNDINGS, **options
    )
