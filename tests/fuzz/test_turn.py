"""A turn writes down what crashes and how far it has come; a run of turns prints a row for each target."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest

from fuzz import campaign
from fuzz.__main__ import main
from fuzz.target import Target
from fuzz.turn import Turn


def test_a_crash_is_written_down_once_for_each_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(data: bytes, _: Path) -> None:
        if b"a" in data:
            raise KeyError("a")
        data.decode()

    turn = Turn(Target("mine", run, lambda: iter([b"x"]), lambda data, *_: data, ()), tmp_path, tmp_path)
    for data in (b"ok", b"a1", b"a2", b"\xff", b"ok"):
        turn.run(data)
    turn.note()
    assert sorted(file.read_bytes() for file in (tmp_path / "crashes").iterdir()) == [b"a1", b"\xff"]
    told = json.loads((tmp_path / "turn.json").read_text())
    assert (told["executions"], told["crashes"]) == (5, 2)
    assert "KeyError: 'a'" in capsys.readouterr().err
    again = Turn(Target("mine", run, lambda: iter([b"x"]), lambda data, *_: data, ()), tmp_path, tmp_path)
    again.run(b"a3")
    assert len(list((tmp_path / "crashes").iterdir())) == 2


def test_what_takes_longer_is_tried_for_some_inputs_and_an_input_of_nothing_becomes_a_seed(tmp_path: Path) -> None:
    more: list[Path] = []
    mine = Target("mine", lambda *_: None, lambda: iter([b"a seed"]), lambda data, *_: data + b"!", (), more.append)
    turn = Turn(mine, tmp_path, tmp_path / "empty")
    for _ in range(17):
        turn.run(b"")
    assert more == [tmp_path / "empty"] * 3
    assert turn.other(b"", Random(0)) == b"a seed!"


@pytest.mark.slow
def test_a_run_prints_a_row_for_each_target(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["run", "jsonpaths", "scenarios", "--plain", "--seconds", "4", "--jobs", "2", "--work", str(tmp_path)]
    monkeypatch.setattr("sys.argv", ["fuzz", *arguments])
    assert main() == 0
    head, *rows, end = capsys.readouterr().out.splitlines()
    assert head.split()[:2] == ["target", "executions"]
    assert sorted(row.split()[0] for row in rows) == ["jsonpaths", "scenarios"]
    assert all(int(row.split()[1].replace(",", "")) > 0 for row in rows)
    assert re.fullmatch(r"[\d,]+ executions in \d+ s \(\d+ s of processor time\), 0 crashes", end)


@pytest.mark.parametrize("deaths", [2, 3])
def test_a_turn_that_dies_of_nothing_known_is_said_and_begun_anew_but_not_for_ever(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], deaths: int
) -> None:
    (tmp_path / "jsonpaths").mkdir()
    (tmp_path / "jsonpaths" / "deaths").write_text(str(deaths))
    if deaths == 2:
        (score,) = campaign.run(["jsonpaths"], 10, 1, tmp_path, "tests.fuzz.dying")
        assert (score.crashes, score.not_again) == ([], [])
    else:
        with pytest.raises(RuntimeError, match="ended with status -14 and left no input that did it:\n1 deaths left"):
            campaign.run(["jsonpaths"], 10, 1, tmp_path, "tests.fuzz.dying")
    said = [line for line in capsys.readouterr().out.splitlines() if "death" in line]
    assert said == [f"{left} deaths left" for left in (deaths, deaths - 1)]


def test_a_target_that_is_none_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["fuzz", "run", "sources", "--plain", "--work", str(tmp_path)])
    assert main() == 2
    assert capsys.readouterr().err == "no such target: sources\n"
