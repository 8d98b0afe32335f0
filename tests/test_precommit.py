"""The pre-commit hooks, as pre-commit itself installs and runs them from this repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
FAULTY = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

processor = Processor("role", "image", 1, "ml.m5.xlarge")
pipeline = Pipeline(name="demo", steps=[ProcessingStep("Prepare", processor=processor)])
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("git") is None, reason="pre-commit needs git"),
]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The caller's, with the way to the package registry in it, but without the caller's git and import path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") and name != "PYTHONPATH"}
    home = str(tmp_path_factory.mktemp("pre-commit-home"))
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "PRE_COMMIT_HOME": home}


def git(folder: Path, environment: dict[str, str], *arguments: str) -> None:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def committed(folder: Path, environment: dict[str, str]) -> Path:
    git(folder, environment, "init")
    git(folder, environment, "add", ".")
    git(folder, environment, "commit", "--message", "all")
    return folder


@pytest.fixture(scope="module")
def hook_repository(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """The hook's repository as it stands in the working tree, committed elsewhere: pre-commit takes only commits."""
    folder = tmp_path_factory.mktemp("hook")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(REPOSITORY / name, folder / name)
    shutil.copytree(REPOSITORY / "pipelint", folder / "pipelint", ignore=shutil.ignore_patterns("__pycache__", ".*"))
    return committed(folder, environment)


@pytest.fixture(scope="module")
def registry_answers(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> bool:
    """Whether pip can fetch what pre-commit needs to install the hook, asked with the package that builds it."""
    folder = tmp_path_factory.mktemp("download")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--retries", "0", "hatchling"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def pre_commit(
    hook_repository: Path, registry_answers: bool, environment: dict[str, str]
) -> Callable[[str, Path], subprocess.CompletedProcess[str]]:
    """A function that lets pre-commit run a hook on all files of a repository."""
    if registry_answers:
        run = ["try-repo", str(hook_repository)]
    else:
        warnings.warn("no package registry: hooks run as installed here, in place of pre-commit try-repo", stacklevel=1)
        run = ["run", "--config", str(local_configuration(hook_repository))]

    def ran(hook: str, repository: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", *run, hook, "--all-files"]
        return subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, check=False)

    return ran


def local_configuration(hook_repository: Path) -> Path:
    """Write the same hook as `repo: local`, run from the working tree by this Python. JSON is YAML."""
    import yaml

    hooks = yaml.safe_load((hook_repository / ".pre-commit-hooks.yaml").read_text())
    module = f"env PYTHONPATH={REPOSITORY} {sys.executable} -m "
    local = [{**hook, "language": "system", "entry": module + hook["entry"]} for hook in hooks]
    configuration = hook_repository / "local.yaml"
    configuration.write_text(json.dumps({"repos": [{"repo": "local", "hooks": local}]}))
    return configuration


@pytest.mark.parametrize(
    ("content", "status"),
    [pytest.param(FAULTY, 1, id="faulty"), pytest.param(FAULTY.replace('"ml.m5.xlarge"', "chosen()"), 0, id="clean")],
)
def test_the_hook_stops_a_commit_with_a_fault_and_lets_a_clean_one_pass(
    tmp_path: Path,
    environment: dict[str, str],
    pre_commit: Callable[[str, Path], subprocess.CompletedProcess[str]],
    content: str,
    status: int,
) -> None:
    (tmp_path / "pipeline.py").write_text(content)
    (tmp_path / "package.json").write_text("{}")  # no definition, and none of the hook's business
    committed(tmp_path, environment)
    ended = pre_commit("pipelint", tmp_path)
    assert ended.returncode == status, ended.stdout + ended.stderr
    found = 'pipeline.py:5:43: warning SMP501 [hard-coded-instance-type] instance type "ml.m5.xlarge"' in ended.stdout
    assert found is (status == 1)
    assert "pipelint...." in ended.stdout and "Skipped" not in ended.stdout
    assert "package.json" not in ended.stdout


def test_the_fixing_hook_stops_a_commit_with_what_it_mended_and_lets_the_next_one_pass(
    tmp_path: Path,
    environment: dict[str, str],
    pre_commit: Callable[[str, Path], subprocess.CompletedProcess[str]],
) -> None:
    flow = tmp_path / "flow.py"
    flow.write_text(FAULTY.replace('"ml.m5.xlarge"', 'chosen(), env={"SEED": 7}'))
    committed(tmp_path, environment)
    ended = pre_commit("pipelint-fix", tmp_path)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "files were modified by this hook" in ended.stdout
    assert flow.read_text() == FAULTY.replace('"ml.m5.xlarge"', 'chosen(), env={"SEED": "7"}')
    git(tmp_path, environment, "commit", "--all", "--message", "mended")
    ended = pre_commit("pipelint-fix", tmp_path)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "Skipped" not in ended.stdout
