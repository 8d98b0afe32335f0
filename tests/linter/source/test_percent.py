"""Notebooks that are Python files: a place is a cell and its line as well as the line of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings

IMPORTS = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep
"""
STEPS = """\
processor = Processor("role", "image", 1, "ml.m5.xlarge")
step = ProcessingStep("Prepare", processor=processor)
pipeline = Pipeline(name="demo", steps=[step])
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def places(text: str) -> list[tuple[str, int | None, int | None, int | None]]:
    Path("n.py").write_text(text)
    findings = check(["n.py"], Settings()).findings
    return [(one.code, one.span.line, one.span.cell, one.span.cell_line) for one in findings]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"# %%\n{IMPORTS}# %% steps\n{STEPS}", (6, 1, 1)),
        (f"#%%\n{IMPORTS}\n# %% [markdown]\n# # Steps\n# %%\n\n{STEPS}", (10, 2, 2)),
        (f"# ---\n# jupyter: x\n# ---\n\n# %%\n{IMPORTS}{STEPS}", (9, 0, 4)),
        (f"{IMPORTS}# %%\n{STEPS}", (5, 1, 1)),
        (f"# %%\n%pip install sagemaker\n!ls\n{IMPORTS}\n# %%\n{STEPS}", (9, 1, 1)),
        (f"# %%\n# %pip install sagemaker\n{IMPORTS}# %%\n# %%time\n{STEPS}", (8, 1, 2)),
        (f"# Databricks notebook source\n{IMPORTS}\n# COMMAND ----------\n\n{STEPS}", (8, 1, 1)),
        (
            "# Databricks notebook source\n# MAGIC %md # Steps\n\n# COMMAND ----------\n\n"
            f"# MAGIC %pip install sagemaker\n\n# COMMAND ----------\n\n{IMPORTS}{STEPS}",
            (13, 2, 4),
        ),
    ],
)
def test_a_place_has_its_cell(text: str, place: tuple[int, int, int]) -> None:
    assert places(text) == [("SMP501", *place)]


@pytest.mark.parametrize("before", ["", '"""\n  # %%\n"""\n', "x = 7 %2 # %%\n"])
def test_a_file_without_cells_has_none(before: str) -> None:
    ((code, _, cell, cell_line),) = places(before + IMPORTS + STEPS)
    assert (code, cell, cell_line) == ("SMP501", None, None)


def test_a_place_in_an_imported_module_is_in_none_of_the_cells() -> None:
    Path("kinds.py").write_text('LARGE = "ml.m5.xlarge"\n')
    steps = STEPS.replace('"ml.m5.xlarge"', "LARGE")
    assert places(f"# %%\nfrom kinds import LARGE\n{IMPORTS}# %%\n{steps}") == [("SMP501", 1, None, None)]


def test_code_that_is_no_python_in_a_cell_is_said() -> None:
    assert places(f"# %%\n{IMPORTS}x = (\n# %%\n{STEPS}") == [("SMP002", 5, None, None)]


@pytest.mark.parametrize(
    "cells",
    [
        "# %%\n# %%writefile evaluate.py\n{script}\n# %%\n",
        "# %%\n# %%writefile evaluate.py\n{script}\n\n# %%\n",
    ],
)
def test_a_script_that_a_cell_writes_is_read(cells: str) -> None:
    script = 'import json\nwith open("/opt/ml/processing/evaluation/report.json", "w") as file:\n'
    script += '    json.dump({"metrics": {"mse": 1.0}}, file)'
    commented = "\n".join(f"# {line}" for line in script.splitlines())
    pipeline = """\
from sagemaker.processing import ProcessingOutput, ScriptProcessor
from sagemaker.workflow.conditions import ConditionLessThan
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.functions import JsonGet
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep
report = PropertyFile("Report", output_name="evaluation", path="report.json")
processor = ScriptProcessor("role", "image", ["python3"], 1, "ml.m5.xlarge")
evaluate = ProcessingStep(
    "Evaluate",
    step_args=processor.run(
        code="evaluate.py", outputs=[ProcessingOutput("/opt/ml/processing/evaluation", output_name="evaluation")]
    ),
    property_files=[report],
)
value = JsonGet(step_name="Evaluate", property_file=report, json_path="metrics.rmse")
check = ConditionStep("Check", conditions=[ConditionLessThan(value, 3.0)], if_steps=[], else_steps=[])
Pipeline("flow", steps=[evaluate, check])
"""
    Path("n.py").write_text(cells.format(script=commented) + pipeline)
    (finding,) = check(["n.py"], Settings((Choice(select=("SMP208",)),))).findings
    assert finding.code == "SMP208"
    assert finding.span.cell == 1
