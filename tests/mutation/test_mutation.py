"""A share of the mutants of every sample project; ``make mutation`` makes them all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .judging import FIXTURES, PROJECTS, files_of, judged
from .mutants import cuts, deletions

STRIDE = 101
"""A prime, so that the share does not stand in step with the lines of a file."""


@pytest.mark.slow
@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_no_mutant_of_a_share_crashes(project: Path, tmp_path: Path) -> None:
    figures = judged(project, tmp_path, STRIDE)
    assert figures.crashes == []
    assert (
        figures.checked.total() > sum(path.stat().st_size for path in map(project.joinpath, files_of(project))) // 200
    )


def test_the_smallest_project_survives_every_mutant(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    code = (FIXTURES / "small_pipelines" / "v2" / "register_and_notify.py").read_bytes()
    (small / "flow.py").write_bytes(code)
    figures = judged(small, tmp_path / "work")
    assert figures.crashes == []
    assert figures.checked[".py cut"] == len(code)
    assert figures.checked[".py without a part"] > 100


def test_what_the_mutants_are() -> None:
    assert list(cuts(b"ab")) == [b"", b"a"]
    assert set(deletions(b"@d\ndef f(a):\n    g(a, [1])\n", ".py")) == {
        b"def f(a):\n    g(a, [1])\n",
        b"@d\ndef f():\n    g(a, [1])\n",
        b"@d\ndef f(a):\n    pass\n",
        b"@d\ndef f(a):\n    g([1])\n",
        b"@d\ndef f(a):\n    g(a, )\n",
        b"@d\ndef f(a):\n    g(a, [])\n",
        b"\n",
    }
    found = [json.loads(one) for one in deletions(b'{"a": [1, {"b": 2}]}', ".json")]
    assert found == [{}, {"a": [{"b": 2}]}, {"a": [1]}, {"a": [1, {}]}]
    assert list(deletions(b"a = 1", ".toml")) == []
