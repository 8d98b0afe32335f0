"""The repositories of the benchmarks hold what they are said to hold, and any folder can be measured."""

from __future__ import annotations

from pathlib import Path

from bench import generate_repository
from bench.public import main
from pipelint.linter.engine import check
from pipelint.linter.settings import Settings


def test_a_repository_has_its_files_and_its_pipelines_and_no_fault(tmp_path: Path) -> None:
    generate_repository.write(tmp_path / "it", files=40, pipelines=3, lines=150)
    assert len(list((tmp_path / "it").rglob("*.py"))) == 40
    result = check([str(tmp_path / "it")], Settings())
    assert (result.findings, result.summary.files["python"], result.summary.pipelines) == ((), 40, 3)
    for pipeline in (tmp_path / "it").rglob("pipeline.py"):
        assert 150 <= len(pipeline.read_text().splitlines()) < 250


def test_the_scripts_of_the_steps_may_lie_in_s3(tmp_path: Path) -> None:
    generate_repository.write(tmp_path / "it", files=10, pipelines=2, lines=150, with_scripts=False)
    assert len(list((tmp_path / "it").rglob("*.py"))) == 10
    result = check([str(tmp_path / "it")], Settings())
    assert (result.findings, result.summary.pipelines, result.summary.gaps) == ((), 2, 0)


def test_a_folder_is_measured_and_nothing_is_written_to_it(tmp_path: Path, capsys) -> None:
    folder = tmp_path / "it"
    generate_repository.write(folder, files=10, pipelines=1, lines=50)
    before = sorted(folder.rglob("*"))
    assert main([str(folder)]) == 0
    *_, row = capsys.readouterr().out.splitlines()
    assert row.startswith("| it | 10 | 1 | 0 | 0 | 0 | ")
    assert sorted(folder.rglob("*")) == before
    assert main([]) == 2
