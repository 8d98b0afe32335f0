"""The cache: what it answers, where it is, and that nothing which happens to it is in the way of a check."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from pipelint.linter.cache import fingerprints, folder, identity
from pipelint.linter.cache.answering import Cache
from pipelint.linter.cache.folder import Folder
from pipelint.linter.engine import Result, check
from pipelint.linter.settings import Choice, Settings
from tests.cli.samples import CLEAN, DEFINITION, FAULTY, MESSAGE, SURROUNDINGS, process, run

FOUND = [f"faulty.py:5:43: warning SMP501 [hard-coded-instance-type] {MESSAGE}"]
OWN_RULE = """\
from pipelint.findings import Severity
from pipelint.rules.rule import Report, Rule

class Named(Rule):
    '''Says a word.'''
    code, name, severity, summary = "ACME001", "named", Severity.WARNING, "A word is said."

    def check(self, pipeline):
        from ._words import WORD
        yield Report(WORD, pipeline.origin)
"""
HELPER = (
    "from sagemaker.workflow.pipeline import Pipeline\ndef build(steps):\n    return Pipeline('Daily', steps=steps)\n"
)
MAIN = "import sagemaker\nfrom helper import build\npipeline = build([])\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "faulty.py").write_text(FAULTY)
    (tmp_path / "clean.py").write_text(CLEAN)
    (tmp_path / "definition.json").write_text(DEFINITION)
    (tmp_path / "of_no_interest.py").write_text("import os\n")
    return tmp_path


def checked(*paths: str, settings: Settings | None = None) -> tuple[Result, list[str]]:
    """Check with the cache, and return the result and the files that were read."""
    read: list[str] = []

    def watch(doing: str, items: Sequence[Any], /) -> Iterable[Any]:
        read.extend(item.file for item in items if doing == "Reading")
        return items

    result = check(paths or ["."], settings or Settings(), watch=watch, cache=Cache(Folder(Path("cache"))))
    return result, sorted(read)


def test_what_has_not_changed_is_not_read_again(project: Path) -> None:
    first, read = checked()
    assert read == ["clean.py", "definition.json", "faulty.py", "of_no_interest.py"]
    assert checked() == (first, [])
    (project / "faulty.py").write_text(CLEAN)
    second, read = checked()
    assert (second, read) == (check(["."], Settings()), ["faulty.py"])
    assert [one.code for one in first.findings if one.span.file == "faulty.py"] == ["SMP501"]
    assert [one.code for one in second.findings if one.span.file == "faulty.py"] == []


def test_what_was_not_looked_at_stays_known() -> None:
    checked()
    checked("faulty.py")
    assert checked()[1] == []


def test_files_that_share_code_are_read_together(project: Path) -> None:
    (project / "helper.py").write_text(HELPER)
    (project / "main.py").write_text("import os\n")
    alone, _ = checked("helper.py", "main.py")
    (project / "main.py").write_text(MAIN)
    together, read = checked("helper.py", "main.py")
    assert read == ["helper.py", "main.py"]
    assert (alone.summary.pipelines, together.summary.pipelines) == (1, 1)
    assert together == check(["helper.py", "main.py"], Settings())
    assert checked("helper.py", "main.py") == (together, [])
    (project / "helper.py").write_text(HELPER.replace("Daily", "Nightly"))
    assert checked("helper.py", "main.py")[1] == ["helper.py", "main.py"]


def test_a_module_that_appears_is_noticed_and_one_that_nobody_imports_is_not(project: Path) -> None:
    (project / "main.py").write_text(MAIN)
    assert checked("main.py")[1] == ["main.py"]
    (project / "another.py").write_text(HELPER)
    assert checked("main.py")[1] == []
    (project / "helper.py").write_text(HELPER)
    result, read = checked("main.py")
    assert (result.summary.pipelines, read) == (1, ["main.py"])


def test_settings_have_findings_of_their_own() -> None:
    only = Settings((Choice(select=("SMP1",)),))
    assert [one.code for one in checked("faulty.py")[0].findings] == ["SMP501"]
    assert [one.code for one in checked("faulty.py", settings=only)[0].findings] == []
    assert checked("faulty.py")[1] == []


def test_another_pipelint_finds_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    checked("faulty.py")
    monkeypatch.setattr(identity, "_changes", lambda _: [1, 2, 3])
    assert checked("faulty.py")[1] == ["faulty.py"]


def test_a_change_of_the_projects_own_rules_is_noticed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = project / "rules"
    rules.mkdir()
    (project / "pipelint.toml").write_text('rules = ["rules"]\nignore = ["SMP"]\n')
    (rules / "named.py").write_text(OWN_RULE)
    (rules / "_words.py").write_text('WORD = "one"\n')
    command = ("faulty.py", "--format", "concise")
    assert run(capsys, *command)[1][0].endswith(" warning ACME001 [named] one")
    assert run(capsys, *command)[1][0].endswith(" warning ACME001 [named] one")
    (rules / "_words.py").write_text('WORD = "three"\n')
    assert run(capsys, *command)[1][0].endswith(" warning ACME001 [named] three")


def test_where_pipelint_fails_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("pipelint.linter.source.evaluation.evaluate_module", lambda *_: 1 / 0)
        assert [one.code for one in checked("faulty.py")[0].findings] == ["SMP012"]
    assert [one.code for one in checked("faulty.py")[0].findings] == ["SMP501"]


def test_unchanged_files_are_answered_without_parsers() -> None:
    heavy = ("libcst", "ast", "tokenize", "hashlib", "jsonschema", "pathspec", "tempfile", "inspect")
    code = (
        "import sys, pipelint.cli\n"
        "status = pipelint.cli.main(['.', '--format', 'concise'])\n"
        f"print(status, [name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    age = 1_000_000_000  # long ago: the stamps are trusted
    for file in Path().iterdir():
        os.utime(file, (age, age))
    first, _, second = (process("-c", code) for _ in range(3))
    assert second.stdout == first.stdout
    assert FOUND[0] in first.stdout.splitlines()
    assert first.stderr.splitlines()[-1].startswith("1 ['libcst', 'ast'")
    assert second.stderr.splitlines()[-1] in ("1 []", "1 ['hashlib']")  # the files are younger than two seconds


def test_the_folder_stands_in_the_project_and_tells_other_tools_what_it_is(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "inner").mkdir()
    monkeypatch.chdir(project / "inner")
    run(capsys, "../faulty.py")
    (cache,) = (path for path in project.rglob(".pipelint_cache"))
    assert cache.parent == project
    assert (cache / ".gitignore").read_text() == "*\n"
    assert (cache / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    (project / "inner" / "pipelint.toml").touch()
    run(capsys, "../faulty.py")
    assert (project / "inner" / ".pipelint_cache" / "CACHEDIR.TAG").exists()


@pytest.mark.parametrize(
    "arguments", [["--no-cache"], ["--fix"], ["--diff"], ["--explain-model"], ["--show-settings"]], ids=" ".join
)
def test_only_a_plain_check_keeps_anything(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    run(capsys, "faulty.py", *arguments)
    assert not (project / ".pipelint_cache").exists()


def test_standard_input_is_not_kept(project: Path) -> None:
    ended = process("-m", "pipelint", "-", "--stdin-filename", "faulty.py", "--format", "concise", input=FAULTY)
    assert (ended.returncode, ended.stdout.splitlines()[:1]) == (1, FOUND)
    assert not (project / ".pipelint_cache").exists()


def spoilt(text: str) -> list[str]:
    """Return what may stand in the place of a cache file, with a checksum that fits."""
    identity_, rows, groups = json.loads(text)
    members, numbers, shared = groups[0]
    (member,) = members
    kept = [
        [], {}, None, [identity_, rows], [identity_, {}, groups], [identity_, rows, [None]], [identity_, rows, [[]]],
        [identity_, rows, [[None, numbers, shared]]], [identity_, rows, [[members, [999], shared]]],
        [identity_, rows, [[[[*member[:5], "yaml"]], numbers, shared]]],
        [identity_, rows, [[[[*member[:5], ["python"]]], numbers, shared]]],
        [identity_, rows, [[[[*member[:5], ["python", [["SMP501"]], [], 1, [], 1, 1]]], numbers, shared]]],
        [identity_, rows, [[[[*member[:5], ["python", 5, [], 1, [], 1, 1]]], numbers, shared]]],
        [identity_, rows, [[[[*member[:4], "x", *member[5:]]], numbers, shared]]],
        [identity_, [["remove", "faulty.py", True] for _ in rows], groups],
        [identity_, [["data"] for _ in rows], groups],
        [identity_, [[1, 2, 3] for _ in rows], groups],
        [identity_, [["data", "faulty.py", ["x"]] for _ in rows], groups],
    ]  # fmt: skip
    return [f"{crc32(one.encode()):08x}\n{one}" for one in map(json.dumps, kept)]


def test_what_is_corrupt_or_foreign_is_replaced(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprints, "_SETTLED", 10**18)  # or stamps are kept after two seconds
    result, _ = checked("faulty.py")
    (file,) = Path("cache").glob("*.json")
    good = file.read_text()
    for bad in ["", "x", "0\n[]", good[:-1], good.replace("501", "101"), "\0" * 100, *spoilt(good.partition("\n")[2])]:
        file.write_text(bad)
        assert checked("faulty.py")[0] == result, bad
        checked("faulty.py")
        assert file.read_text().partition("\n")[2] == good.partition("\n")[2], bad


@pytest.mark.parametrize("spoil", ["a file", "of somebody else", "a folder that cannot be written to"])
def test_a_folder_that_cannot_be_used_is_said_once_and_the_check_goes_on(
    project: Path, capsys: pytest.CaptureFixture[str], spoil: str
) -> None:
    cache = project / "kept"
    if spoil == "a file":
        cache.write_text("mine")
        why = "is no folder"
    elif spoil == "of somebody else":
        cache.mkdir()
        (cache / "mine.txt").write_text("mine")
        why = "is not empty, and no cache of pipelint"
    else:
        cache = Path("/proc/kept")
        why = "cannot be written: no such file or directory"
    status, out, err = run(capsys, "faulty.py", "--format", "concise", "--cache-dir", str(cache))
    assert (status, out[:1]) == (1, FOUND)
    assert err == [f"pipelint: --cache-dir {cache} {why}: nothing is kept"]
    if cache.is_dir():
        assert [path.name for path in cache.iterdir()] == ["mine.txt"]


def test_a_link_in_the_place_of_the_cache_is_not_followed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = project / "elsewhere"
    elsewhere.mkdir()
    (project / ".pipelint_cache").symlink_to(elsewhere)
    status, out, err = run(capsys, "faulty.py", "--format", "concise")
    assert (status, out[:1], list(elsewhere.iterdir())) == (1, FOUND, [])
    assert err == ["pipelint: the cache .pipelint_cache is no folder: nothing is kept"]


def test_the_cache_can_be_cleared(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "cache", "clear") == (0, ["there is no cache at .pipelint_cache"], [])
    run(capsys, "faulty.py")
    (project / ".pipelint_cache" / "mine.txt").touch()
    assert run(capsys, "cache", "clear") == (0, ["removed .pipelint_cache"], [])
    assert [path.name for path in (project / ".pipelint_cache").iterdir()] == ["mine.txt"]
    assert run(capsys, "cache", "clear")[0::2] == (
        2,
        [
            "pipelint: error SMP011 [wrong-usage] .pipelint_cache is not empty, and no cache of pipelint."
            " See `pipelint --help`."
        ],
    )
    (project / ".pipelint_cache" / "mine.txt").unlink()
    run(capsys, "faulty.py", "--cache-dir", "kept")
    assert run(capsys, "cache", "clear", "--cache-dir", "kept") == (0, ["removed kept"], [])
    assert not (project / "kept").exists()


def test_kinds_of_runs_are_bounded() -> None:
    for number in range(folder.MOST_FILES + 3):
        checked("faulty.py", settings=Settings((Choice(ignore=(f"SMP{number}",)),)))
    assert len(list(Path("cache").glob("*.json"))) == folder.MOST_FILES


def test_what_is_too_long_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    checked("of_no_interest.py")
    (file,) = Path("cache").glob("*.json")
    monkeypatch.setattr(folder, "LARGEST_FILE", file.stat().st_size + 100)
    checked()
    assert checked("of_no_interest.py")[1] == []  # what was kept before stays
    checked("definition.json")
    assert checked("definition.json")[1] == []  # and goes for the sake of what is new
    assert checked("of_no_interest.py")[1] == ["of_no_interest.py"]


def test_what_a_killed_run_has_left_is_removed(project: Path) -> None:
    checked("faulty.py")
    old, new = Path("cache", "a.json.1.part"), Path("cache", "b.json.2.part")
    for part in (old, new):
        part.touch()
    os.utime(old, (1, 1))
    (project / "faulty.py").write_text(CLEAN)
    checked("faulty.py")
    assert sorted(path.name for path in Path("cache").glob("*.part")) == [new.name]


@pytest.mark.slow
def test_runs_at_the_same_time_do_not_harm_each_other(project: Path) -> None:
    command = [sys.executable, "-m", "pipelint", ".", "--format", "concise"]
    expected = process(*command[1:], "--no-cache").stdout
    for _ in range(3):
        (project / "clean.py").write_text(CLEAN)
        runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=SURROUNDINGS) for _ in range(4)]
        assert [one.communicate()[0] for one in runs] == [expected] * 4
    assert list((project / ".pipelint_cache").glob("*.part")) == []


def test_the_same_files_are_answered_in_the_order_of_the_paths() -> None:
    checked("faulty.py", "clean.py")
    assert checked("clean.py", "faulty.py") == (check(["clean.py", "faulty.py"], Settings()), [])
