"""Notebooks: cells in order are one program, and a place is a cell and a line as well as a line of the raw file."""

from __future__ import annotations

import json
import time

import pytest

from pipelint.linter.source.notebook import NotebookReading, read_notebook
from pipelint.linter.source.reader import read_source
from pipelint.pipeline.model import Step

IMPORTS = """\
%pip install sagemaker
!ls -l
import sagemaker
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep
files = !ls
sagemaker?"""
STEPS = """\
%%time
instance_type = "ml.m5.xlarge"
processor = Processor("role", "image", 1, instance_type)
step = ProcessingStep("Prepare", step_args=processor.run())"""
PIPELINE = 'pipeline = Pipeline(name="demo", steps=[step])\npipeline.upsert(role_arn="role")'


def notebook(*cells: str | dict[str, object], as_list: bool = True) -> bytes:
    def cell(source: str | dict[str, object]) -> dict[str, object]:
        if isinstance(source, dict):
            return source
        lines: object = source.splitlines(keepends=True) if as_list else source
        return {"cell_type": "code", "metadata": {}, "outputs": [], "source": lines}

    content = {"cells": [cell(one) for one in cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, indent=1).encode()


MARKDOWN: dict[str, object] = {"cell_type": "markdown", "metadata": {}, "source": ["# A pipeline\n", "from x import ("]}
BASH = "%%bash\nfor x in *; do echo $x; done"


def only_step(data: bytes) -> Step:
    reading = read_notebook(data, "n.ipynb")
    assert reading.findings == ()
    (pipeline,) = reading.pipelines
    (step,) = pipeline.steps
    return step


@pytest.mark.parametrize("as_list", [True, False])
def test_a_pipeline_built_over_several_cells_is_one_pipeline(as_list: bool) -> None:
    assert only_step(notebook(MARKDOWN, IMPORTS, BASH, STEPS, PIPELINE, as_list=as_list)).name == "Prepare"


def test_blank_lines_cost_no_more_than_other_lines() -> None:
    begun = time.process_time()
    assert only_step(notebook(IMPORTS + "\n" * 30_000 + " " * 30_000, STEPS, PIPELINE)).name == "Prepare"
    assert time.process_time() - begun < 5


def test_a_place_is_given_as_cell_and_line_and_as_line_of_the_raw_file() -> None:
    data = notebook(MARKDOWN, IMPORTS, BASH, STEPS, PIPELINE)
    reading = read_notebook(data, "n.ipynb")
    instance = reading.pipelines[0].steps[0].arguments.get("ProcessingResources", "ClusterConfig", "InstanceType")
    assert instance is not None
    span = reading.span(instance.origin)
    assert (span.cell, span.cell_line) == (3, 2)
    assert span.line is not None
    raw = data.decode().splitlines()[span.line - 1]
    assert raw.strip() == json.dumps('instance_type = "ml.m5.xlarge"\n') + ","
    assert (span.column, span.end_column) == (17, 31)


def test_a_place_in_a_cell_that_is_one_string_is_the_line_of_that_string() -> None:
    data = notebook(IMPORTS, STEPS, PIPELINE, as_list=False)
    reading = read_notebook(data, "n.ipynb")
    span = reading.span(reading.pipelines[0].steps[0].origin)
    assert (span.cell, span.cell_line) == (1, 4)
    assert span.line is not None
    assert "%%time" in data.decode().splitlines()[span.line - 1]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_lines_of_a_cell_end_where_python_ends_them(end: str) -> None:
    # Python takes a carriage return for the end of a line, wherever the list of lines in the notebook is cut.
    faulty = 'instance_type = "ml.m5.xlarge"\n'
    source = [f"a = 1{end}b = 2{end}", faulty, *STEPS.splitlines(keepends=True)[2:]]
    data = notebook(IMPORTS + end + "c = 3", {"cell_type": "code", "source": source}, PIPELINE)
    reading = read_notebook(data, "n.ipynb")
    instance = reading.pipelines[0].steps[0].arguments.get("ProcessingResources", "ClusterConfig", "InstanceType")
    assert instance is not None
    span = reading.span(instance.origin)
    assert (span.cell, span.cell_line) == (1, 3)
    assert span.line is not None
    assert data.decode().splitlines()[span.line - 1].strip() == json.dumps(faulty) + ","


def test_a_cell_that_is_no_python_is_left_out_and_said() -> None:
    reading = read_notebook(notebook(IMPORTS, "this is (not python", STEPS, PIPELINE), "n.ipynb")
    assert [pipeline.steps[0].name for pipeline in reading.pipelines] == ["Prepare"]
    assert [(finding.code, finding.message, finding.span.cell) for finding in reading.findings] == [
        ("SMP009", "cell 1 is no Python and left out", 1)
    ]


def test_what_is_not_understood_is_said_of_its_cell() -> None:
    reading = read_notebook(notebook(IMPORTS, 'pipeline = Pipeline(name="demo", steps=made_elsewhere())'), "n.ipynb")
    (finding,) = reading.findings
    assert (finding.code, finding.span.cell, finding.span.cell_line) == ("SMP009", 1, 1)


def test_a_script_written_by_a_cell_is_no_part_of_the_program() -> None:
    script = "%%writefile code/evaluate.py\nimport json\nraise SystemExit(1)"
    assert only_step(notebook(IMPORTS, script, STEPS, PIPELINE)).name == "Prepare"


def test_scripts_that_cells_write_are_kept() -> None:
    cells = [
        IMPORTS,
        "%%writefile code/evaluate.py\nimport json\n",
        "%%writefile -a code/evaluate.py\nprint(1)",
        '%%file "my script.py"\npass',
        "%%writefile {folder}/unknown.py\npass",
        "%%writefile\npass",
    ]
    reading = read_notebook(notebook(*cells, STEPS, PIPELINE), "n.ipynb")
    assert isinstance(reading, NotebookReading)
    assert reading.written == {"code/evaluate.py": "import json\nprint(1)", "my script.py": "pass"}


JUPYTEXT = """\
# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
# ---

# %% [markdown]
# # A pipeline

# %%
# !pip install sagemaker
{imports}

# + tags=["parameters"]
{steps}
# -

# %%
{pipeline}
"""

DATABRICKS = """\
# Databricks notebook source
# MAGIC %pip install sagemaker

# COMMAND ----------

{imports}

# COMMAND ----------

# MAGIC %md
# MAGIC A pipeline

# COMMAND ----------

{steps}

# COMMAND ----------

{pipeline}
"""


@pytest.mark.parametrize("form", [JUPYTEXT, DATABRICKS], ids=["jupytext", "databricks"])
def test_notebooks_that_are_python_files(form: str) -> None:
    imports = "\n".join(line for line in IMPORTS.splitlines() if line.startswith(("import", "from")))
    text = form.format(imports=imports, steps=STEPS.partition("\n")[2], pipeline=PIPELINE)
    reading = read_source(text.encode(), "n.py")
    (pipeline,) = reading.pipelines
    (step,) = pipeline.steps
    assert (step.name, pipeline.steps_complete, reading.findings) == ("Prepare", True, ())
    line = reading.span(step.origin).line
    assert line is not None
    assert "ProcessingStep" in text.splitlines()[line - 1]


def test_outputs_are_never_read() -> None:
    cell = {
        "cell_type": "code",
        "metadata": {},
        "outputs": [{"text": ["from sagemaker.workflow.pipeline import Pipeline\n", "Pipeline(name='x')"]}],
        "source": [],
    }
    assert read_notebook(notebook(cell), "n.ipynb").pipelines == ()


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b'{"cells": [', "SMP010", "broken or truncated notebook: Expecting value"),
        (b'{"worksheets": [{"cells": []}]}', "SMP010", "not a notebook: an object with a list of `cells`"),
        (b"[1]", "SMP010", "not a notebook: an object with a list of `cells`"),
        (b'"\xff"', "SMP008", "not UTF-8: invalid start byte at byte 1"),
        (b"[" * 100_000, "SMP010", "broken notebook: it is nested too deep"),
    ],
)
def test_what_is_no_notebook_is_one_finding(data: bytes, code: str, message: str) -> None:
    (finding,) = read_notebook(data, "n.ipynb", explicit=True).findings
    assert finding.code == code
    assert finding.message.startswith(message)
