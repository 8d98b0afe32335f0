"""`pipelint init`: what it writes works, and what is there stays as it is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipelint.starting.files import CONFIGURATION, HOOKS
from tests.cli.samples import CLEAN, FAULTY, SURROUNDINGS, run

ROOT = Path(__file__).resolve().parents[2]
needs_sdk = pytest.mark.skipif(
    not (find_spec("sagemaker") and find_spec("moto")), reason="needs a SageMaker SDK and moto"
)
NEXT = [
    "what to do next:",
    "  pipelint                        what is wrong?",
    "  pipelint --fix                  mend what can be mended",
    "  pipelint --write-baseline       keep the rest, then uncomment `baseline` in the configuration",
    "  pre-commit install              lint before each commit",
]


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the compiled definition of a pipeline that decides something."""
    folder = tmp_path / "gate"
    folder.mkdir()
    shutil.copy(ROOT / "fixtures/sample_project/definition.json", folder / "definition.json")
    monkeypatch.chdir(folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def pytest_says(folder: Path) -> str:
    """Run the tests in a folder as its user does, and return the last line of what pytest says."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    ended = subprocess.run(command, cwd=folder, env=SURROUNDINGS, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout.splitlines()[-1]


def test_a_project_gets_a_configuration_a_hook_and_a_test_of_each_branch(
    gate: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "init")
    assert (status, err) == (0, [])
    assert out == [
        'found the pipeline "gate" in definition.json',
        "wrote pipelint.toml: every setting, commented out",
        "wrote .pre-commit-config.yaml: pipelint before each commit",
        'wrote tests/test_gate_branches.py: a test for each branch of the first condition of "gate"',
        *NEXT,
        "  python -m pytest tests/test_gate_branches.py",
    ]
    assert pytest_says(gate).startswith("2 passed")
    text = (gate / "tests/test_gate_branches.py").read_text()
    assert re.findall(r"^def (test_\w+)", text, re.MULTILINE) == [
        "test_check_accuracy_takes_its_if_branch",
        "test_check_accuracy_takes_its_else_branch",
    ]
    report = '{"EvaluationReport": {"metrics": {"accuracy": {"value": 0.8}}}}'
    for line in (
        f'            "EvaluateModel": outputs(property_files={report}),',
        '    assert run["CheckAccuracy"].branch == "if"',
        '    assert run["RegisterModel-RegisterModel"].executed',
        '    assert run["NotifyTeam"].skipped',
    ):
        assert line in text.splitlines()


def test_the_test_fails_when_the_pipeline_decides_otherwise(gate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "init")
    definition = gate / "definition.json"
    changed = definition.read_text().replace("GreaterThanOrEqualTo", "LessThan")
    assert changed != definition.read_text()
    definition.write_text(changed)
    with pytest.raises(AssertionError, match="2 failed"):
        pytest_says(gate)


def test_nothing_that_is_there_is_changed(gate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "init")
    (gate / "pipelint.toml").write_text('select = ["SMP1"]\n')
    before = files(gate)
    status, out, _ = run(capsys, "init")
    assert status == 0
    assert out[1:4] == [
        "pipelint.toml is the configuration that holds here",
        ".pre-commit-config.yaml has a hook of pipelint",
        "tests/test_gate_branches.py is there already",
    ]
    assert files(gate) == before


def test_a_configuration_elsewhere_counts_and_hooks_of_others_are_told_what_to_add(
    gate: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (gate / "pyproject.toml").write_text('[tool.pipelint]\nfail-on = "error"\n')
    (gate / ".pre-commit-config.yaml").write_text("repos: []\n")
    before = files(gate)
    status, out, _ = run(capsys, "init")
    assert status == 0
    assert out[1] == "pyproject.toml is the configuration that holds here"
    start = out.index(".pre-commit-config.yaml is left as it is; add below `repos:`")
    assert "\n".join(out[start + 1 : start + 8]) == HOOKS.partition("repos:\n")[2].rstrip()
    after = files(gate)
    assert set(after) - set(before) == {"tests/test_gate_branches.py"}
    assert {name: after[name] for name in before} == before


def test_in_a_repository_the_hook_stands_where_that_begins(gate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (gate.parent / ".git").mkdir()
    _, out, _ = run(capsys, "init")
    assert out[2] == "wrote ../.pre-commit-config.yaml: pipelint before each commit"
    assert (gate.parent / ".pre-commit-config.yaml").read_text() == HOOKS


def test_a_dry_run_writes_nothing(gate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "init", "--dry-run")
    assert status == 0
    assert out == [
        'found the pipeline "gate" in definition.json',
        "would write pipelint.toml: every setting, commented out",
        "would write .pre-commit-config.yaml: pipelint before each commit",
        'would write tests/test_gate_branches.py: a test for each branch of the first condition of "gate"',
    ]
    assert list(files(gate)) == ["definition.json"]


def test_a_pipeline_that_decides_nothing_gets_a_test_that_runs_it(
    gate: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(ROOT / "fixtures/definitions/v2/training_basic.json", gate / "definition.json")
    run(capsys, "init")
    assert pytest_says(gate).startswith("1 passed")


def test_a_file_may_be_called_anything(gate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.move(gate / "definition.json", gate / 'of "the" night\\.json')
    _, out, _ = run(capsys, "init")
    assert out[3].startswith("wrote tests/test_of_the_night_branches.py: ")
    assert pytest_says(gate).startswith("2 passed")


def test_where_no_pipeline_is_nothing_is_written(gate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (gate / "definition.json").unlink()
    (gate / "tool.py").write_text("import os\n")
    status, out, (line,) = run(capsys, "init")
    assert (status, out) == (3, [])
    assert line.startswith(
        "pipelint: info SMP006 [nothing-recognised] no pipeline was recognised in this folder, and nothing is written: "
        "name the files that build one."
    )
    status, _, err = run(capsys, "init", "tol.py")
    assert status == 3
    missing = 'cannot read: no such file or directory; did you mean "tool.py"?'
    assert err[0].startswith(f"tol.py: error SMP001 [unreadable-file] {missing}")
    assert list(files(gate)) == ["tool.py"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            FAULTY.replace("pipeline = ", "for _ in range(1): pipeline = "),
            'no test for "demo" (flow.py): no function or variable at the top of the file is the pipeline',
        ),
        (
            FAULTY.replace("steps=[", 'steps=[ProcessingStep("Prepare", processor=processor), '),
            'no test for "demo" (flow.py): `pipelint compile flow.py:pipeline` does not compile it: ',
        ),
    ],
    ids=["out of reach", "not compiled"],
)
def test_a_pipeline_without_a_test_is_told_with_the_reason(
    gate: Path, capsys: pytest.CaptureFixture[str], content: str, reason: str
) -> None:
    (gate / "definition.json").unlink()
    (gate / "flow.py").write_text(content)
    status, out, _ = run(capsys, "init")
    assert status == 0
    assert out[3].startswith(reason)
    assert sorted(files(gate)) == [".pre-commit-config.yaml", "flow.py", "pipelint.toml"]


def test_a_definition_that_aws_would_refuse_is_told_and_the_next_pipeline_pytest_says(
    gate: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(ROOT / "fixtures/broken_project/faulty_definition.json", gate / "a.json")
    _, out, _ = run(capsys, "init")
    assert out[3] == 'wrote tests/test_gate_branches.py: a test for each branch of the first condition of "gate"'
    assert out[4].startswith('no test for "a" (a.json): AWS would refuse the pipeline as it is: ')


def test_a_folder_that_cannot_be_written_ends_it_with_one_line(gate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (gate / "tests").write_text("a file, where a folder is wanted")
    status, out, (line,) = run(capsys, "init")
    assert status == 2
    assert out[-1] == "wrote .pre-commit-config.yaml: pipelint before each commit"
    assert line.startswith("pipelint: error SMP013 [report-not-written] cannot write tests/test_gate_branches.py: ")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that nobody can write to")
def test_a_read_only_folder_is_told(
    gate: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/proc")
    status, out, (line,) = run(capsys, "init", str(gate))
    assert status == 2
    assert len(out) == 1
    assert line.startswith("pipelint: error SMP013 [report-not-written] cannot write pipelint.toml: ")


def test_a_configuration_that_cannot_be_read_ends_it(gate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (gate / "pipelint.toml").write_text("select = [")
    status, out, (line,) = run(capsys, "init")
    assert (status, out) == (2, [])
    assert "SMP040" in line


def test_the_configuration_changes_nothing_and_holds_when_it_is_uncommented(
    gate: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, defaults, _ = run(capsys, "config")
    Path("pipelint.toml").write_text(CONFIGURATION)
    _, out, _ = run(capsys, "config")
    assert [line for line in out if not line.startswith("#")] == [one for one in defaults if not one.startswith("#")]
    settings = re.sub(r"^# (?=\[|[\w\"/-]+ = )", "", CONFIGURATION, flags=re.MULTILINE)
    assert settings.count("\n# ") < CONFIGURATION.count("\n# ") - 8
    Path("pipelint.toml").write_text(settings)
    Path("lib").mkdir()  # the root that is the example
    status, out, err = run(capsys, "config")
    assert (status, err) == (0, [])
    assert [line for line in out if line.startswith("severity") and "SMP5" in line and "info" in line]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="pre-commit needs git")
@pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is of the dev extra")
def test_pre_commit_runs_the_hook_that_was_written(gate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "init")
    environment = {
        **{name: value for name, value in SURROUNDINGS.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "PRE_COMMIT_HOME": str(gate.parent / "home"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    subprocess.run(["git", "init", "-q"], cwd=gate, env=environment, check=True)
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files"]
    for content, status in ((FAULTY, 1), (CLEAN, 0)):
        (gate / "flow.py").write_text(content)
        subprocess.run(["git", "add", "."], cwd=gate, env=environment, check=True)
        ended = subprocess.run(command, cwd=gate, env=environment, capture_output=True, text=True, check=False)
        assert ended.returncode == status, ended.stdout + ended.stderr
        assert ("SMP501" in ended.stdout) is (status == 1)
        assert "Skipped" not in ended.stdout


@pytest.mark.sdk
@needs_sdk
def test_a_pipeline_that_code_builds_is_compiled_for_its_test(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "v3_churn" if find_spec("sagemaker.mlops") else "v2_fraud"
    ignored = shutil.ignore_patterns("definition.json", "project.json")
    folder = shutil.copytree(ROOT / "fixtures/projects" / name, tmp_path / name, ignore=ignored)
    monkeypatch.chdir(folder)
    from pipelint.cli import main

    assert main(["init"]) == 0
    wrote = [line for line in capfd.readouterr().out.splitlines() if line.startswith("wrote tests/")]
    title = "Churn" if name == "v3_churn" else "Fraud"
    assert wrote == [
        f'wrote tests/test_{title.lower()}_branches.py: a test for each branch of the first condition of "{title}"'
    ]
    (written,) = (folder / "tests").glob("*.py")
    assert '"compile", "pipeline.py:get_pipeline"]' in written.read_text()
    assert pytest_says(folder).startswith("2 passed")
