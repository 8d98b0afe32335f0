"""`--fix` of notebooks: only the lines of source that change are written anew, and it stays a notebook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .samples import run

IMPORTS = """\
from sagemaker.processing import Processor
from sagemaker.workflow.parameters import ParameterInteger
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep
"""
FAULTY = """\
%matplotlib inline
folds = ParameterInteger("Folds", default_value=3)  # Teile — 部分
job = Processor("role", "split:1", folds, "local", env={"SEED": 7}, sagemaker_session=PipelineSession())
split = ProcessingStep("Split", step_args=job.run(arguments=["--folds", folds]))"""
LAST = 'Pipeline("flow", parameters=[], steps=[split])\n'
MENDED = FAULTY.replace("7}", '"7"}').replace(", folds])", ", folds.to_string()])")


def notebook(faulty: str, last: str, as_list: bool = True) -> dict[str, Any]:
    sources = [("markdown", "# Title\n"), ("code", IMPORTS), ("code", faulty), ("code", last)]
    cells: list[dict[str, Any]] = []
    for number, (kind, text) in enumerate(sources):
        source = text.splitlines(keepends=True) if as_list else text
        cell = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source}
        if kind == "code":
            cell = {**cell, "outputs": [], "execution_count": None}
        cells.append(cell)
    metadata = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


DUMPED = {
    "as Jupyter writes it": lambda content: json.dumps(content, indent=1, ensure_ascii=False) + "\n",
    "in one line": json.dumps,
    "indented by four": lambda content: json.dumps(content, indent=4),
    "keys sorted and escaped": lambda content: json.dumps(content, indent=2, sort_keys=True, ensure_ascii=True) + "\n",
    "carriage returns": lambda content: (json.dumps(content, indent=1, ensure_ascii=False) + "\n").replace(
        "\n", "\r\n"
    ),
    "a byte order mark": lambda content: "\ufeff" + json.dumps(content, indent=1),
}


@pytest.mark.parametrize("as_list", [True, False], ids=["lines", "one text"])
@pytest.mark.parametrize("dumped", DUMPED.values(), ids=DUMPED)
def test_a_notebook_is_written_as_it_was_but_for_the_fix(dumped, as_list, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    file = Path("flow.ipynb")
    file.write_bytes(dumped(notebook(FAULTY, LAST, as_list)).encode())
    status, out, _ = run(capsys, "flow.ipynb", "--fix")
    fixed_last = LAST.replace("parameters=[]", "parameters=[folds]")
    assert file.read_bytes() == dumped(notebook(MENDED, fixed_last, as_list)).encode()
    assert (status, out[0]) == (0, "no findings (3 fixed) in 1 file; recognised 1 pipeline with 1 step")


def test_the_ends_of_lines_in_a_cell_stay(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    file = Path("flow.ipynb")
    file.write_text(json.dumps(notebook("a = 1\rb = 2\r\n" + FAULTY, LAST, as_list=False)))
    status, _, _ = run(capsys, "flow.ipynb", "--fix")
    assert status == 0
    cells = json.loads(file.read_text())["cells"]
    assert cells[2]["source"] == "a = 1\rb = 2\r\n" + MENDED


def test_a_comment_goes_to_its_line_in_a_cell_with_carriage_returns(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    file = Path("flow.ipynb")
    file.write_text(json.dumps(notebook("a = 1\r" + FAULTY, LAST, as_list=False)))
    status, _, _ = run(capsys, "flow.ipynb", "--add-ignore")
    assert status == 0
    cells = json.loads(file.read_text())["cells"]
    assert cells[2]["source"].startswith("a = 1\r" + FAULTY[: FAULTY.index("job =")])
    assert cells[2]["source"].count("# pipelint: ignore[") == 2


def test_a_cell_with_a_line_that_is_no_text_is_left_as_it_is(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    content = notebook(FAULTY, LAST)
    content["cells"][2]["source"] += [{"a": "line"}]
    content["cells"].append({"cell_type": "raw"})
    Path("flow.ipynb").write_text(json.dumps(content))
    status, out, err = run(capsys, "flow.ipynb", "--fix", "--format", "concise", "--select", "SMP401")
    assert (status, err) == (1, [])
    assert [line.split()[2] for line in out[:-1]] == ["SMP055", "SMP401"]
    status, out, err = run(capsys, "flow.ipynb", "--add-ignore", "--format", "concise", "--select", "SMP401")
    assert (status, err) == (1, [])
    assert [line.split()[2] for line in out[:-1]] == ["SMP056", "SMP401"]
    assert json.loads(Path("flow.ipynb").read_text()) == content


def test_the_edits_of_a_report_are_those_of_the_cell(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("flow.ipynb").write_text(json.dumps(notebook(FAULTY, LAST)))
    _, out, _ = run(capsys, "flow.ipynb", "--format", "json")
    edits = [(one["code"], one["fix"]["edits"]) for one in json.loads("\n".join(out))["findings"]]
    assert ("SMP104", [edit(3, 1, 30, 30, "folds")]) in edits
    assert ("SMP401", [edit(2, 3, 65, 66, '"7"')]) in edits


def edit(cell: int, line: int, column: int, end_column: int, text: str) -> dict[str, Any]:
    return {"line": line, "column": column, "end_line": line, "end_column": end_column, "text": text, "cell": cell}


def test_a_parameter_is_declared_in_an_argument_of_its_own(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    last = 'Pipeline(\n    "flow",\n    steps=[split],  # all\n)\n'
    Path("flow.ipynb").write_text(json.dumps(notebook(MENDED, last), indent=1))
    run(capsys, "flow.ipynb", "--fix")
    cells = json.loads(Path("flow.ipynb").read_text())["cells"]
    assert cells[3]["source"] == [
        "Pipeline(\n",
        '    "flow",\n',
        "    steps=[split],  # all\n",
        "    parameters=[folds],\n",
        ")\n",
    ]


def test_a_python_file_cut_into_cells_is_plain_python(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    text = f"# %%\n{IMPORTS}\n# %% build\n{FAULTY.partition(chr(10))[2]}\n# %%\n{LAST}"
    Path("flow.py").write_text(text, encoding="utf-8")
    run(capsys, "flow.py", "--fix")
    assert Path("flow.py").read_text(encoding="utf-8") == text.replace(
        FAULTY.partition("\n")[2], MENDED.partition("\n")[2]
    ).replace("parameters=[]", "parameters=[folds]")
