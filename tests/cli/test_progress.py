"""The bar on a terminal: for runs that take a while, and for these alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bench.generate import definition
from tests.cli.samples import FAULTY, SURROUNDINGS

pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
SEES_RICH = (
    "import sys\nfrom pipelint.cli import main\nfrom pipelint.commands import progress\n"
    "progress.PATIENCE = float({!r})\n"
    "try: main()\nfinally: print('rich' in sys.modules, file=open('rich', 'w'))"
)


def on_a_terminal(arguments: Sequence[str], folder: Path, patience: float = 1.0, **environment: str) -> tuple[str, str]:
    """Run pipelint with standard error on a terminal; return what it prints to standard output, and to the terminal."""
    ours, theirs = pty.openpty()
    surroundings: Mapping[str, str] = {**SURROUNDINGS, "TERM": "xterm", "COLUMNS": "100", **environment}
    command = [sys.executable, "-c", SEES_RICH.format(patience), *arguments]
    with subprocess.Popen(command, cwd=folder, env=surroundings, stdout=subprocess.PIPE, stderr=theirs) as running:
        os.close(theirs)
        seen = b""
        while True:
            try:
                read = os.read(ours, 65536)
            except OSError:  # Linux says so of a terminal that nobody has open any more
                break
            if not read:
                break
            seen += read
        assert running.stdout is not None
        printed = running.stdout.read()
    os.close(ours)
    assert running.returncode in (0, 1), seen
    return printed.decode(), seen.decode()


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A definition that takes seconds, and two files that do not."""
    (tmp_path / "large.json").write_text(json.dumps(definition(10_000)))
    (tmp_path / "one.py").write_text(FAULTY)
    (tmp_path / "two.py").write_text(FAULTY.replace("demo", "other"))
    return tmp_path


@pytest.mark.slow
def test_a_run_of_seconds_shows_how_far_it_has_come_and_clears_the_terminal(slow: Path) -> None:
    printed, seen = on_a_terminal(["one.py", "two.py", "large.json", "--statistics"], slow)
    words = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen)
    assert re.search(r"(Reading|Checking) +━+ +[0-3]/3 +0:00:0\d", words), words
    assert seen.endswith("\x1b[2K"), "the line of the bar is cleared when it is over"
    assert "\x1b[?25l" in seen and "\x1b[?25h" in seen, "the cursor comes back"
    assert "━" not in printed
    assert "SMP501" in printed


@pytest.mark.slow
def test_a_terminal_that_takes_no_orders_and_a_pipe_show_none(slow: Path) -> None:
    assert on_a_terminal(["large.json", "--statistics"], slow, TERM="dumb")[1] == ""
    ended = subprocess.run(
        [sys.executable, "-c", SEES_RICH.format(1.0), "large.json"],
        cwd=slow,
        env=SURROUNDINGS,
        capture_output=True,
        check=False,
    )
    assert ended.stderr == b""
    assert (slow / "rich").read_text() == "False\n"


def test_a_short_run_shows_none_and_does_not_import_rich(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text(FAULTY)
    printed, seen = on_a_terminal(["one.py"], tmp_path, patience=60.0)  # however busy the machine is
    assert "SMP501" in printed
    assert seen == ""
    assert (tmp_path / "rich").read_text() == "False\n"
