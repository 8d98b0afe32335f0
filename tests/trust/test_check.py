"""A check executes nothing of the project: proven by what the interpreter itself says that the process did."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .audited import STARTS_PROCESSES, WAYS, Audited, audited
from .hostile import FLOW, OF_PYTHON_ITSELF, SHADOWS, plant

CACHE = ".pipelint_cache"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    plant(folder, tmp_path / "proof")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def below(folder: Path, files: set[str]) -> set[str]:
    return {file for file in files if Path(file).is_relative_to(folder)}


def require_nothing_ran(run: Audited, project: Path) -> None:
    """Fail unless the process executed nothing of ``project``, started nothing and reached nobody."""
    assert "Traceback" not in run.ended.stderr
    assert not (project.parent / "proof").exists()
    assert [file for file, planted in run.executed() if planted or Path(file).is_relative_to(project)] == []
    assert (
        run.of(*STARTS_PROCESSES, "socket.", "ctypes.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.") == []
    )
    assert run.of("pickle.", "shelve.", "sqlite3.") == []


COMMANDS = {
    "check": ([], ""),
    "no cache": (["--no-cache", "flow.py", "."], ""),
    "fix shown": (["--diff", "--unsafe-fixes"], ""),
    "model": (["--explain-model"], ""),
    "format": (["--format", "sarif"], ""),
    "standard input": (["-", "--stdin-filename", "flow.py"], FLOW),
    "wires": (["wires", "flow.py"], ""),
    "settings": (["config"], ""),
    "rules": (["rules"], ""),
}
KEEP = ("check", "format")
"""The commands that keep what they found out."""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_of_the_project_is_executed_and_nothing_changed(project: Path, way: str, command: str) -> None:
    before = contents(project)
    arguments, stdin = COMMANDS[command]
    run = audited([*WAYS[way], *arguments], project, stdin)
    require_nothing_ran(run, project)
    assert run.ended.returncode in (0, 1), run.ended.stderr
    kept = below(project / CACHE, run.changed()) | below(project.parent / "home" / ".cache", run.changed())
    assert run.changed() == kept
    assert bool(kept) == (command in KEEP)
    assert {name: data for name, data in contents(project).items() if not name.startswith(CACHE)} == before


def test_the_project_was_understood(project: Path) -> None:
    run = audited([*WAYS["console script"], "flow.py", "inner", "--format", "concise"], project)
    assert (run.ended.returncode, run.ended.stdout.splitlines()[1]) == (
        1,
        "flow.py:11:72: error SMP401 [slot-type] Environment['SEED'] of step \"Prepare\" takes a string, not 7",
    )
    assert {str(project / name) for name in ("flow.py", "helper.py", "package/steps.py", "scripts/evaluate.py",
                                             "inner/settings.yaml", "settings.json")} <= run.opened()  # fmt: skip


def test_the_hook_tells_of_what_a_project_does(project: Path) -> None:
    """Were anything executed, the other tests would see it."""
    run = audited([sys.executable, "-c", "import os; os.system('true'); import argparse, package.steps"], project)
    assert (project.parent / "proof").exists()
    ran = {file for file, planted in run.executed() if planted}
    names = ("argparse/__init__.py", "package/__init__.py", "package/steps.py", "sagemaker/__init__.py")
    assert ran == {str(project / name) for name in names}
    assert run.of(*STARTS_PROCESSES)
    assert str(project.parent / "proof") in run.changed()


@pytest.mark.parametrize("way", WAYS)
def test_what_was_kept_is_read_again_and_executes_nothing(project: Path, way: str) -> None:
    first = audited([*WAYS[way], "."], project)
    again = audited([*WAYS[way], "."], project)
    require_nothing_ran(again, project)
    assert again.ended.stdout == first.ended.stdout
    assert below(project / CACHE, again.opened())


@pytest.mark.parametrize("arguments", [["--fix"], ["--fix", "--unsafe-fixes"], ["--add-ignore"]])
def test_fixing_writes_the_files_with_findings_and_no_other(project: Path, arguments: list[str]) -> None:
    before = contents(project)
    run = audited([*WAYS["console script"], *arguments], project)
    require_nothing_ran(run, project)
    after = contents(project)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed <= {"flow.py", "notebook.ipynb", "package/steps.py"}
    assert "flow.py" in changed
    assert {name for name in map(Path, run.changed()) if not name.name.startswith(".")} == {
        project / name for name in changed
    }
    assert after.keys() == before.keys()


def test_a_report_is_written_where_it_is_asked_for(project: Path) -> None:
    before = contents(project)
    run = audited([*WAYS["console script"], "--no-cache", "--output", "report.txt"], project)
    require_nothing_ran(run, project)
    assert {name for name in map(Path, run.changed()) if not name.name.startswith(".report.txt.")} == {
        project / "report.txt"
    }
    assert contents(project).keys() == before.keys() | {"report.txt"}, "what is written first beside it is not left"


def test_the_installed_command_runs_no_file_that_hides_a_module(tmp_path: Path) -> None:
    plant(tmp_path / "project", tmp_path / "proof", (*SHADOWS, *OF_PYTHON_ITSELF, "pipelint", "os", "site"))
    require_nothing_ran(audited([*WAYS["console script"], "."], tmp_path / "project"), tmp_path / "project")


def test_with_safe_path_the_module_runs_none_either(tmp_path: Path) -> None:
    if sys.version_info < (3, 11):
        pytest.skip("Python 3.10 has no -P")
    plant(tmp_path / "project", tmp_path / "proof", (*SHADOWS, *OF_PYTHON_ITSELF, "pipelint", "os", "site"))
    run = audited([sys.executable, "-P", "-m", "pipelint", "."], tmp_path / "project")
    require_nothing_ran(run, tmp_path / "project")


def test_rules_of_a_package_that_is_not_installed_are_not_run(project: Path) -> None:
    (project / "pipelint.toml").write_text('plugins = ["evil"]\n')
    for way in WAYS.values():
        run = audited([*way, "."], project)
        require_nothing_ran(run, project)
        assert run.ended.returncode == 2
        assert 'no installed package has rules under the name "evil"' in run.ended.stderr


def test_own_rules_outside_of_the_project_are_refused(project: Path) -> None:
    outside = project.parent / "outside"
    outside.mkdir()
    (outside / "rule.py").write_text((project / "helper.py").read_text())
    (project / "link.py").symlink_to(outside / "rule.py")
    for name in ("../outside/rule.py", "../outside", "link.py", str(outside)):
        (project / "pipelint.toml").write_text(f'rules = ["{name}"]\n')
        run = audited([*WAYS["console script"], "."], project)
        require_nothing_ran(run, project)
        assert run.ended.returncode == 2
        assert f'rules names "{name}", which is outside of the folder of the configuration' in run.ended.stderr
        assert below(outside, run.opened()) == set()


def test_own_rules_inside_are_announced_before_they_run(project: Path) -> None:
    (project / "pipelint.toml").write_text('rules = ["pipelint_rules"]\n')
    run = audited([*WAYS["console script"], "."], project)
    assert run.ended.stderr.splitlines()[0] == ("pipelint: runs code that pipelint.toml names: pipelint_rules")
    assert {file for file, planted in run.executed() if planted} == {str(project / "pipelint_rules" / "rule.py")}
