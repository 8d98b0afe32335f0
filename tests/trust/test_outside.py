"""What code, links and ignore files of a project name outside of it is never opened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.samples import FAULTY

from .audited import WAYS, Audited, audited

FLOW = """\
import json, os, yaml
from pathlib import Path
from sagemaker.processing import ScriptProcessor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep, TrainingStep
{imports}
processor = ScriptProcessor("image", command=["python3"], role="role", instance_count=1, instance_type="ml.m5.large")
step = ProcessingStep("Prepare", processor=processor, code={code})
{more}
pipeline = Pipeline(name="demo", steps=[step])
"""
INSIDE = '"scripts/inside.py"'
TRAINING = """\
from sagemaker.estimator import Estimator
estimator = Estimator("image", "role", 1, "ml.m5.large", source_dir={folder}, entry_point={file})
step = TrainingStep("Train", estimator=estimator)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "scripts").mkdir(parents=True)
    (folder / "pyproject.toml").touch()
    (folder / "scripts" / "inside.py").write_text("print()\n")
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("secret.py", "secret.json", "secret.yaml", "secret.txt"):
        (outside / name).write_text('{"recognisable": 1}\n')
    (outside / ".gitignore").write_text("flow.py\n")
    (folder / "link.py").symlink_to(outside / "secret.py")
    (folder / "link.json").symlink_to(outside / "secret.json")
    (folder / "linked").symlink_to(outside)
    return folder


def flow(code: str = INSIDE, imports: str = "", more: str = "") -> str:
    return FLOW.format(code=code, imports=imports, more=more)


def require_untouched(project: Path, *arguments: str) -> Audited:
    """Check the project and fail where anything outside was opened or listed."""
    run = audited([*WAYS["console script"], "--no-cache", *arguments], project)
    assert run.ended.returncode in (0, 1), run.ended.stderr
    outside = project.parent / "outside"
    seen = run.opened() | run.listed()
    assert str(project / "flow.py") in seen
    assert {place for place in seen if Path(place).is_relative_to(outside)} == set()
    assert "recognisable" not in run.ended.stdout + run.ended.stderr
    return run


PLACES = ("../outside/secret.py", "scripts/../../outside/secret.py", "link.py", "linked/secret.py")
JOINED = (
    'os.path.join(os.path.dirname(__file__), "..", "outside", "secret.py")',
    'str(Path(__file__).parent.parent / "outside" / "secret.py")',
)
ENTRIES = (
    ("../outside", "secret.py"),
    ("scripts", "../../outside/secret.py"),
    ("linked", "secret.py"),
    (".", "link.py"),
)


@pytest.mark.parametrize("code", [*map(repr, PLACES), *JOINED])
def test_scripts_are_not_read_outside(project: Path, code: str) -> None:
    (project / "flow.py").write_text(flow(code))
    require_untouched(project, "flow.py")


@pytest.mark.parametrize(("folder", "file"), ENTRIES)
def test_source_folders_are_not_read_outside(project: Path, folder: str, file: str) -> None:
    (project / "flow.py").write_text(flow(more=TRAINING.format(folder=repr(folder), file=repr(file))))
    require_untouched(project, "flow.py")


@pytest.mark.parametrize(
    "imports",
    [
        "import link",
        "from link import recognisable",
        "from linked import secret",
        "import linked.secret",
        "from .. import outside",
        "from ..outside import secret",
        "import sys; sys.path.append('../outside'); import secret",
        "import sys; sys.path.insert(0, '../outside'); import secret",
    ],
)
def test_imports_do_not_lead_outside(project: Path, imports: str) -> None:
    (project / "flow.py").write_text(flow(imports=imports))
    require_untouched(project, "flow.py")


@pytest.mark.parametrize(
    "read",
    [
        'json.load(open("../outside/secret.json"))',
        'json.load(open("link.json"))',
        'yaml.safe_load(open("linked/secret.yaml"))',
        'Path("../outside/secret.txt").read_text()',
        'json.loads((Path(__file__).parent.parent / "outside/secret.json").read_text())',
    ],
)
def test_configuration_files_are_not_read_outside(project: Path, read: str) -> None:
    (project / "flow.py").write_text(flow(more=f"step.name = str({read})"))
    require_untouched(project, "flow.py")


def test_the_same_places_inside_are_read(project: Path) -> None:
    """So that the other tests say something."""
    (project / "config.json").write_text("{}")
    (project / "scripts" / "train.py").write_text("print()\n")
    training = TRAINING.format(folder='"scripts"', file='"train.py"')
    (project / "flow.py").write_text(
        flow(more=f"{training}name = json.load(open('config.json'))", imports="import scripts.inside").replace(
            "steps=[step]", "steps=[step], parameters=[name]"
        )
    )
    opened = require_untouched(project, "flow.py").opened()
    assert {str(project / name) for name in ("scripts/inside.py", "scripts/train.py", "config.json")} <= opened


def test_an_absolute_path_is_not_followed_outside(project: Path) -> None:
    place = project.parent / "outside" / "secret.py"
    (project / "flow.py").write_text(flow(repr(str(place)), more=f"name = open({str(place)!r}).read()"))
    require_untouched(project, "flow.py")


def test_links_in_a_folder_that_lead_outside_are_passed_over_and_named(project: Path) -> None:
    (project / "flow.py").write_text(flow())
    run = require_untouched(project, ".", "--format", "json")
    found = [one for one in json.loads(run.ended.stdout)["findings"] if one["code"] == "SMP019"]
    assert [(one["file"], one["severity"]) for one in found] == [("link.json", "info"), ("link.py", "info")]
    assert {one["message"] for one in found} == {"the link leads out of the project and was not followed"}


@pytest.mark.parametrize("arguments", [["--fix", "--unsafe-fixes"], ["--add-ignore"], ["--fix", "."]])
def test_fixing_does_not_write_through_a_link(project: Path, arguments: list[str]) -> None:
    outside = project.parent / "outside" / "secret.py"
    outside.write_text(FAULTY)
    (project / "flow.py").write_text(flow())
    require_untouched(project, *arguments)
    assert outside.read_text() == FAULTY


def test_links_within_the_repository_are_followed(project: Path) -> None:
    inner = project / "inner"
    (project / ".git").mkdir()
    (project / "shared.py").write_text(FAULTY)
    inner.mkdir()
    (inner / "pyproject.toml").touch()
    (inner / "link.py").symlink_to("../shared.py")
    run = audited([*WAYS["console script"], "inner", "--format", "concise"], project)
    assert run.ended.stdout.startswith("inner/link.py:5:43: warning SMP501")


def test_a_link_that_is_named_is_followed(project: Path) -> None:
    (project.parent / "outside" / "secret.py").write_text(FAULTY)
    run = audited([*WAYS["console script"], "link.py", "--format", "concise"], project)
    assert run.ended.stdout.startswith("link.py:5:43: warning SMP501")


def test_an_ignore_file_that_is_a_link_is_not_followed(project: Path) -> None:
    (project / ".git").mkdir()
    (project / ".gitignore").symlink_to(project.parent / "outside" / ".gitignore")
    (project / "flow.py").write_text(flow())
    require_untouched(project, ".")
