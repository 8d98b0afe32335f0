"""The tool that begins a rule."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from pipelint.findings import Severity
from pipelint.rules.registry import collect
from tools.new_rule import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    assert main(["SMP398", "lonely-step", "--severity", "info"], tmp_path) == 0
    (file,) = tmp_path.iterdir()
    return file


def test_the_file_holds_one_rule_as_the_registry_wants_it(made: Path) -> None:
    assert made.name == "smp398_lonely_step.py"
    spec = importlib.util.spec_from_file_location(f"pipelint.rules.{made.stem}", made)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (rule,) = collect([module])
    assert (rule.code, rule.name, rule.severity, rule.__name__) == (
        "SMP398",
        "lonely-step",
        Severity.INFO,
        "LonelyStep",
    )
    assert not rule.references
    assert not rule.examples, "tests/rules/test_examples.py must fail until somebody has written them"


def test_the_file_has_the_project_style(made: Path) -> None:
    for command in (["check"], ["format", "--check"]):
        ended = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--config", str(ROOT / "pyproject.toml"), str(made)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.slow
def test_the_file_is_typed(made: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", str(made)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("SMP901", "lonely-step"), "SMP901 is the code of plain-session; did you mean SMP9"),
        (("SMP32", "lonely-step"), '"SMP32" is no code of a rule: SMP and three digits'),
        (("SMP001", "lonely-step"), '"SMP001" is no code of a rule: SMP and three digits'),
        (("SMP398", "unknown-step"), '"unknown-step" is the name of SMP101; `pipelint rule SMP101` explains it'),
        (("SMP398", "unknown-steps"), '"unknown-steps" would be taken for SMP101; did you mean "unknown-step"?'),
        (("SMP398", "Lonely"), '"Lonely" is no name of a rule: two words or more in lower case, joined by hyphens'),
        (
            ("SMP398", "lonely-step", "--severity", "warn"),
            '"warn" is no severity; did you mean "warning"? It is one of error, warning, info',
        ),
    ],
)
def test_what_is_used_or_misspelt_is_refused_with_a_better_one(tmp_path, capsys, arguments, said) -> None:
    assert main(list(arguments), tmp_path) == 2
    assert capsys.readouterr().err.startswith(f"new_rule: {said}")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_written_over(made: Path, capsys) -> None:
    made.write_text("mine", encoding="utf-8")
    assert main(["SMP398", "lonely-step"], made.parent) == 2
    assert capsys.readouterr().err == f"new_rule: {made} is there already\n"
    assert made.read_text(encoding="utf-8") == "mine"
