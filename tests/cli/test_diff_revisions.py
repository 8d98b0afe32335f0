"""`pipelint diff` with git revisions: what is read there, and that nothing of it is executed or changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipelint.cli import main

from .samples import process, run
from .test_diff import SOURCE

OLD, NEW = '"--rows", "5"', '"--rows", "6"'
CHANGED = [
    'pipeline "Flow": 1 step changed, 1 cache lost',
    "steps",
    "  ~ Clean (Processing)",
    '      AppSpecification.ContainerArguments[1]: "5" → "6"',
    "caches",
    "  Clean loses its cache: AppSpecification.ContainerArguments[1] changed",
]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a pipeline on main, and another version of it in the work tree."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    top = tmp_path / "project"
    top.mkdir()
    monkeypatch.chdir(top)
    git("init", "--quiet", "--initial-branch=main")
    Path("flow.py").write_text(SOURCE)
    Path("clean.py").write_text("print(1)\n")
    commit("begin")
    Path("flow.py").write_text(SOURCE.replace(OLD, NEW))
    return top


def commit(message: str) -> None:
    git("add", "--all")
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", message)


def test_a_revision_is_compared_with_the_work_tree(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "diff", "main:flow.py", "flow.py") == (1, ["main:flow.py → flow.py", "", *CHANGED], [])
    assert run(capsys, "diff", "main", "--", "flow.py") == (1, ["main:flow.py → flow.py", "", *CHANGED], [])


def test_two_revisions_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    commit("change")
    expected = ["HEAD~1:flow.py → HEAD:flow.py", "", *CHANGED]
    assert run(capsys, "diff", "HEAD~1:flow.py", "HEAD:flow.py") == (1, expected, [])
    assert run(capsys, "diff", "HEAD~1", "HEAD", "--", "flow.py") == (1, expected, [])
    assert run(capsys, "diff", "HEAD", "--", "flow.py")[0] == 0


def test_a_revision_may_hold_colons_in_braces(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "diff", "main@{2125-01-31 12:00:00}:flow.py", "flow.py")[0] == 1


def test_what_a_revision_imports_and_runs_is_of_that_revision(capsys: pytest.CaptureFixture[str]) -> None:
    Path("pipelines").mkdir()
    Path("pipelines/__init__.py").touch()
    Path("pipelines/settings.py").write_text('ROWS = "5"\n')
    importing = SOURCE.replace('"5"', "ROWS").replace("kind =", "from pipelines.settings import ROWS\n\nkind =")
    Path("flow.py").write_text(importing)
    commit("import")
    Path("pipelines/settings.py").write_text('ROWS = "6"\n')
    assert run(capsys, "diff", "main", "--", "flow.py") == (1, ["main:flow.py → flow.py", "", *CHANGED], [])
    Path("pipelines/settings.py").write_text('ROWS = "5"\n')
    Path("clean.py").write_text("print(2)\n")
    status, lines, _ = run(capsys, "diff", "main", "--", "flow.py")
    assert status == 1
    assert lines[5].startswith("      code: clean.py (")


def test_paths_are_from_the_top_or_behind_dashes_from_here(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("deep").mkdir()
    monkeypatch.chdir("deep")
    assert run(capsys, "diff", "main:flow.py", "../flow.py")[0] == 1
    assert run(capsys, "diff", "main", "--", "../flow.py")[0] == 1
    assert run(capsys, "diff", "main:../flow.py", "../flow.py") == (
        2,
        [],
        [
            'pipelint: error SMP011 [wrong-usage] main:../flow.py: there is no file or folder "../flow.py" in this '
            'revision; did you mean "main:flow.py"? Paths are from the top of the repository. See `pipelint --help`.'
        ],
    )


def test_a_folder_is_compared(capsys: pytest.CaptureFixture[str]) -> None:
    Path("more.py").write_text(SOURCE.replace("Flow", "More"))
    status, lines, _ = run(capsys, "diff", "main", "--", ".")
    assert status == 1
    assert [line for line in lines if "pipeline" in line] == [
        CHANGED[0],
        '+ pipeline "More": new, with 1 step',
    ]


def test_behind_dashes_a_file_may_be_new_or_gone(capsys: pytest.CaptureFixture[str]) -> None:
    Path("more.py").write_text(SOURCE)
    assert run(capsys, "diff", "main", "--", "more.py") == (
        1,
        ["main:more.py → more.py", "", '+ pipeline "Flow": new, with 1 step'],
        [],
    )
    Path("flow.py").unlink()
    assert run(capsys, "diff", "main", "--", "flow.py")[1][2:] == ['- pipeline "Flow": gone, with 1 step']


@pytest.mark.parametrize(
    ("sides", "message"),
    [
        (("nope:flow.py", "flow.py"), 'nope:flow.py: git knows no revision "nope"'),
        (("main:nope.py", "flow.py"), 'main:nope.py: there is no file or folder "nope.py" in this revision'),
        (("main", "--", "/etc/passwd"), '/etc/passwd: "/etc/passwd" is outside of the repository'),
        (
            ("main:../outside.py", "flow.py"),
            'main:../outside.py: there is no file or folder "../outside.py" in this revision',
        ),
    ],
)
def test_what_is_not_there_is_one_line(
    sides: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines, errors = run(capsys, "diff", *sides)
    assert (status, lines) == (2, [])
    assert errors == [f"pipelint: error SMP011 [wrong-usage] {message}. See `pipelint --help`."]


def test_without_a_repository_it_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    status, lines, errors = run(capsys, "diff", "main:flow.py", "project/flow.py")
    assert (status, lines, len(errors)) == (2, [], 1)
    assert errors[0].startswith(
        "pipelint: error SMP011 [wrong-usage] main:flow.py: no work tree of git is here (fatal: "
    )


def test_without_git_it_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert run(capsys, "diff", "main:flow.py", "flow.py") == (
        2,
        [],
        [
            "pipelint: error SMP011 [wrong-usage] main:flow.py: git is not installed, or not on the PATH. "
            "See `pipelint --help`."
        ],
    )


def test_what_is_wrong_in_a_revision_is_told_as_the_user_calls_it(capsys: pytest.CaptureFixture[str]) -> None:
    Path("flow.py").write_text("import sagemaker\ndef (")
    commit("break")
    Path("flow.py").write_text(SOURCE)
    status, lines, errors = run(capsys, "diff", "main:flow.py", "flow.py")
    assert (status, lines) == (2, [])
    assert errors[0].startswith("main:flow.py:2:5: error SMP002")


def tree(folder: Path) -> dict[str, tuple[bytes, float]]:
    """Return every file below ``folder``: what it holds, and when it was written."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime) for path in files}


def planted(folder: Path) -> Path:
    """Let the repository run a script wherever git may be told to, and return the file that the script makes."""
    mark = folder.parent / "planted"
    script = folder.parent / "script"
    script.write_text(f"#!/bin/sh\ntouch '{mark}'\ncat\n")
    script.chmod(0o755)
    for name in ("post-checkout", "post-index-change", "reference-transaction", "pre-commit", "fsmonitor-watchman"):
        hook = folder / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        shutil.copy(script, hook)
    for key in ("filter.bad.smudge", "filter.bad.clean", "filter.bad.process", "diff.bad.textconv", "diff.bad.command"):
        git("config", key, str(script))
    for key in ("core.pager", "pager.show", "core.fsmonitor", "core.sshCommand", "diff.external", "core.askPass"):
        git("config", key, str(script))
    git("config", "core.attributesFile", str(folder.parent / "attributes"))
    (folder.parent / "attributes").write_text("* filter=bad diff=bad\n")
    return mark


@pytest.mark.skipif(sys.platform == "win32", reason="the planted script is one of a Unix shell")
def test_nothing_of_the_repository_is_executed_or_changed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / ".gitattributes").write_text("* filter=bad diff=bad\n")
    commit("attributes")
    mark = planted(repository)
    subprocess.run(["git", "archive", "main"], check=False, capture_output=True)
    assert mark.exists()  # what is planted is run by the ways that pipelint does not go
    mark.unlink()
    before = tree(repository)
    for arguments in (("main:flow.py", "flow.py"), ("main", "--", "."), ("main~1", "main", "--", "flow.py")):
        assert run(capsys, "diff", *arguments)[0] in (0, 1)
    assert not mark.exists()
    assert tree(repository) == before


def test_trees_that_lead_out_are_not_followed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = repository.parent / "settings.py"
    secret.write_text('ROWS = "5"\n')
    Path("settings.py").symlink_to("../settings.py")
    Path("linked.py").symlink_to("flow.py")
    Path("flow.py").write_text(SOURCE.replace('"5"', "ROWS").replace("kind =", "from settings import ROWS\n\nkind ="))
    commit("link")
    status, lines, _ = run(capsys, "diff", "main:flow.py", "main:linked.py")
    assert status == 0
    Path("flow.py").write_text(SOURCE)
    _, lines, _ = run(capsys, "diff", "main:flow.py", "flow.py")
    assert not any('→ "5"' in line and "unknown" not in line for line in lines)
    assert any("<unknown: " in line for line in lines)


def test_the_temporary_folder_is_removed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    run(capsys, "diff", "main:flow.py", "flow.py")
    assert list(scratch.iterdir()) == []


def test_a_repository_of_many_files_is_read_only_where_the_project_is(capsys: pytest.CaptureFixture[str]) -> None:
    Path("team").mkdir()
    Path("team/pyproject.toml").touch()
    shutil.move("flow.py", "team/flow.py")
    Path("settings.py").write_text('ROWS = "5"\n')
    Path("team/flow.py").write_text(
        SOURCE.replace('"5"', "ROWS").replace("kind =", "from settings import ROWS\n\nkind =")
    )
    commit("move")
    status, lines, _ = run(capsys, "diff", "main", "--", "team/flow.py")
    assert (status, lines[2]) == (0, 'pipeline "Flow": no difference')


def test_it_runs_in_a_process_of_its_own() -> None:
    done = process("-m", "pipelint", "diff", "main:flow.py", "flow.py", cwd=Path.cwd())
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[2:] == CHANGED


@pytest.mark.sdk
def test_what_is_compiled_of_a_revision_is_the_code_of_that_revision(capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copy(Path(__file__).parents[2] / "fixtures" / "compile_targets" / "small.py", "small.py")
    Path("greeting.py").write_text('TEXT = "hello"\n')
    Path("built.py").write_text(
        "from greeting import TEXT\nfrom small import fine\n\n\n"
        "def get_pipeline(session):\n    return fine(session, 'eu-west-1', 'role', 'bucket', TEXT)\n"
    )
    commit("compile")
    Path("greeting.py").write_text('TEXT = "good morning"\n')
    assert main(["diff", "main:built.py:get_pipeline", "built.py:get_pipeline"]) == 1
    assert capfd.readouterr().out.splitlines() == [
        "main:built.py:get_pipeline → built.py:get_pipeline",
        "",
        'pipeline "Small": 1 parameter changed',
        "parameters",
        "  ~ Team",
        '      DefaultValue: "hello" → "good morning"',
    ]
