"""The run over other people's code: what it makes of a file, and what it says of one that is not survived."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelint.linter.source.reader import read_source
from pipelint.rules.registry import all_rules, policies
from tools.survive.__main__ import main
from tools.survive.forcing import forced

CODE = b"import os\n\nLIMIT = 3\n\n\ndef make(name):\n    return {'a': name}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tool.py").write_bytes(CODE)
    (tmp_path / "old.py").write_text("print 'hello'\n")
    cell = {"cell_type": "code", "source": ["x = 1\n"], "metadata": {}, "outputs": []}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    (tmp_path / "trial.ipynb").write_text(json.dumps(notebook))
    (tmp_path / "data.json").write_text("{}")
    return tmp_path


@pytest.mark.parametrize("number", [0, 1])
def test_every_file_is_made_to_build_a_pipeline_of_its_names(number: int) -> None:
    made = forced(CODE, Path("tool.py"), number)
    assert made is not None and made.startswith(CODE)
    assert b"code='tool.py'" in made and b"default_value=LIMIT, enum_values=LIMIT()" in made
    (pipeline,) = read_source(made, "tool.py").pipelines
    assert {step.name for step in pipeline.all_steps()} >= {"Measure", "Gate", "Tell"}
    assert len(pipeline.parameters) == 2


def test_a_file_with_a_cookie_is_read_in_its_encoding() -> None:
    made = forced("# -*- coding: latin-1 -*-\nname = 'caf\xe9'\n".encode("latin-1"), Path("old.py"), 0)
    assert made is not None and "name = 'caf\xe9'" in made.decode()
    assert len(read_source(made, "old.py").pipelines) == 1


def test_the_figures_of_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder)]) == 0
    first, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("2 Python files, 1 notebooks and 1 definitions in ")
    assert first.endswith(": 0 pipelines, 0 files that cannot be parsed, 0 crashes")
    assert main(["--forced", str(folder)]) == 0
    first, *slowest, memory = capsys.readouterr().out.splitlines()
    rules = len(all_rules()) + len(policies())
    assert first.endswith(f": 2 pipelines, {2 * rules} times a rule, 1 files that cannot be parsed, 0 crashes")
    assert (len(slowest), memory.endswith(" MiB of memory")) == (3, True)


def test_what_is_not_survived_is_said_with_its_file(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object, __: object) -> None:
        raise LookupError("no such step")

    rule = next(one for one in all_rules() if one.code == "SMP301")
    monkeypatch.setattr(rule, "check", fail)
    assert main(["--forced", str(folder)]) == 1
    said = capsys.readouterr().out
    assert f"{Path(folder, 'tool.py')}".rpartition("/")[2] in said
    assert "SMP005 rule SMP301 (dependency-cycle) failed, the others went on: LookupError: no such step" in said
    assert "2 crashes" in said
