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
    Path("n.py").write_text(text, newline="")
    findings = check(["n.py"], Settings()).findings
    return [(one.code, one.span.line, one.span.cell, one.span.cell_line) for one in findings]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"# %%\n{IMPORTS}# %% steps\n{STEPS}", (6, 1, 1)),
        (f"#%%\n{IMPORTS}\n# %% [markdown]\n# # Steps\n# %%\n\n{STEPS}", (10, 2, 2)),
        (f"# ---\n# jupyter: x\n# ---\n\n# %%\n{IMPORTS}{STEPS}", (9, 0, 4)),
        (f"{IMPORTS}# %%\n{STEPS}", (5, 1, 1)),
        (f"# %%\na = 1\rb = 2\r\n{IMPORTS}# %%\n{STEPS}", (8, 1, 1)),
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


def test_code_that_is_no_python_is_said_of_its_cell() -> None:
    assert places(f"# %%\n{IMPORTS}# %%\nx = 1\ny = (\n# %%\n{STEPS}") == [("SMP002", 7, 1, 2)]


def test_a_file_that_is_not_utf_8_is_said_and_not_guessed() -> None:
    Path("n.py").write_bytes(f"# %%\nx = '\xe9'\n{IMPORTS}# %%\n{STEPS}".encode("latin-1"))
    (finding,) = check(["n.py"], Settings()).findings
    assert finding.code == "SMP008"


def test_the_report_gives_cell_and_line_of_the_cell_besides_the_line_of_the_file() -> None:
    Path("n.py").write_text(f"# %%\n{IMPORTS}\n# %%\n\n{STEPS}")
    (finding,) = check(["n.py"], Settings()).findings
    told = finding.to_dict()
    place = {"line": 8, "column": 43, "end_line": 8, "end_column": 57, "cell": 1, "cell_line": 2}
    assert {key: told[key] for key in place} == place


@pytest.mark.parametrize(
    "magic", ["%%bash\npip install x | tee log", "%%writefile x.py\nfrom x import (", "\n%%html\n<b>"]
)
def test_a_cell_in_another_language_is_passed_over(magic: str) -> None:
    below = 6 + magic.count("\n") + 2
    assert places(f"# %%\n{IMPORTS}# %%\n{magic}\n# %%\n{STEPS}") == [("SMP501", below, 2, 1)]


def test_a_magic_that_runs_its_cell_as_python_does_not_hide_it() -> None:
    assert places(f"# %%\n\n%%time\n{IMPORTS}{STEPS}") == [("SMP501", 7, 0, 6)]


def test_cells_without_a_line_are_counted() -> None:
    assert places(f"# %%\n# %%\n# %%\n%pip install x\n{IMPORTS}{STEPS}") == [("SMP501", 8, 2, 5)]


COMMENTED = "# %%\n# %%writefile evaluate.py\n{commented}\n"


@pytest.mark.parametrize(
    "cells",
    [
        f"{COMMENTED}# %%\n",
        f"{COMMENTED}\n# %%\n",
        "# %%\n%%writefile evaluate.py\n{script}\n# %%\n",
        "# Databricks notebook source\n# MAGIC %%writefile evaluate.py\n{magic}\n\n# COMMAND ----------\n\n",
    ],
)
def test_a_script_that_a_cell_writes_is_read(cells: str) -> None:
    script = 'import json\nwith open("/opt/ml/processing/evaluation/report.json", "w") as file:\n'
    script += '    json.dump({"metrics": {"mse": 1.0}}, file)'
    commented = "\n".join(f"# {line}" for line in script.splitlines())
    magic = "\n".join(f"# MAGIC {line}" for line in script.splitlines())
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
    Path("n.py").write_text(cells.format(script=script, commented=commented, magic=magic) + pipeline)
    (finding,) = check(["n.py"], Settings((Choice(select=("SMP208",)),))).findings
    assert finding.code == "SMP208"
    assert finding.span.cell == 1
