"""The pre-commit hook, as pre-commit itself installs and runs it from this repository."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
FAULTY = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

processor = Processor("role", "image", 1, "ml.m5.xlarge")
pipeline = Pipeline(name="demo", steps=[ProcessingStep("Prepare", step_args=processor.run())])
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("git") is None, reason="pre-commit needs git"),
]


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def hook_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hook's repository as it stands in the working tree, committed elsewhere: pre-commit takes only commits."""
    folder = tmp_path_factory.mktemp("hook")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(REPOSITORY / name, folder / name)
    shutil.copytree(REPOSITORY / "pipelint", folder / "pipelint", ignore=shutil.ignore_patterns("__pycache__"))
    git(folder, "init")
    git(folder, "add", ".")
    git(folder, "commit", "--message", "hook")
    return folder


@pytest.fixture(scope="module")
def pre_commit_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pre-commit-home")


@pytest.mark.parametrize(("content", "status"), [(FAULTY, 1), (FAULTY.replace('"ml.m5.xlarge"', "chosen()"), 0)])
def test_the_hook_stops_a_commit_with_a_fault_and_lets_a_clean_one_pass(
    tmp_path: Path, hook_repository: Path, pre_commit_home: Path, content: str, status: int
) -> None:
    (tmp_path / "pipeline.py").write_text(content)
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    ended = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(hook_repository), "pipelint", "--all-files"],
        cwd=tmp_path,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(tmp_path), "PRE_COMMIT_HOME": str(pre_commit_home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == status, ended.stdout + ended.stderr
    found = 'pipeline.py:5:43: warning SMP501 [hard-coded-instance-type] instance type "ml.m5.xlarge"' in ended.stdout
    assert found is (status == 1)
