"""The pytest plugin that draws the runs of a failing test: a page for each, in the folder that an option names."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipelint.harness.errors import HarnessError
from pipelint.harness.observers import observed_by

if TYPE_CHECKING:
    from pipelint.harness.run import Run

NAME = "pipelint_pages"
MOST_RUNS = 9
"""Runs that are drawn of one test: the last ones, which a test of Hypothesis ends with. A key shows each of them."""

_SECTION = "pipelint: page of its runs"
_TROUBLE = "pipelint: no page of its runs"
_UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)
_LONGEST = 120  # characters of a file's name, which file systems limit to 255 bytes


class PageSession:
    """Draws what a test ran where the test fails; the plugin that everybody has registers it where an option asks.

    A worker of pytest-xdist writes the pages of its tests, and their reports say where.
    """

    def __init__(self, config: pytest.Config, folder: str) -> None:
        self._folder = Path(config.invocation_params.dir, folder)
        self._here = config.invocation_params.dir
        self._runs: deque[tuple[Run, str]] = deque(maxlen=MOST_RUNS)
        self._count = 0
        self._listens = False
        self._pages: list[str] = []
        self._troubles: list[str] = []
        self._stack = ExitStack()
        self._stack.enter_context(observed_by(self._note))

    def _note(self, run: Run, name: str) -> None:
        if self._listens:
            self._runs.append((run, name))
            self._count += 1

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Listen while a test and its fixtures run, and forget what they ran when the next one begins."""
        self._runs.clear()
        self._count = 0
        self._listens = True
        yield
        self._listens = False

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
        """Write the page of a test that failed and ran something, and add to its report where that is."""
        outcome: Any = yield
        report = outcome.get_result()
        if report.failed and self._runs:
            report.sections.append(self._written(item.nodeid, call))

    def _written(self, test: str, call: pytest.CallInfo[None]) -> tuple[str, str]:
        from pipelint.harness.drawn.pages import Shown, runs_page
        from pipelint.harness.plugin import runs_in

        names = {id(run): name for name, run in runs_in(call.excinfo)} if call.excinfo is not None else {}
        before = self._count - len(self._runs)
        shown = [
            Shown(run, names.get(id(run), f"run {number}"))
            for number, (run, _) in enumerate(self._runs, start=before + 1)
        ]
        title = test if not before else f"{test} (the last {len(shown)} of {self._count} runs)"
        path = self._folder / file_name(test)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(runs_page(shown, title), encoding="utf-8")
        except HarnessError as error:
            return (_TROUBLE, str(error))
        except OSError as error:
            return (_TROUBLE, f"cannot write {self._told(path)}: {error.strerror or error}")
        return (_SECTION, self._told(path))

    def _told(self, path: Path) -> str:
        return str(path.relative_to(self._here)) if path.is_relative_to(self._here) else str(path)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep where the pages are, those of other processes, too."""
        self._pages += [text for title, text in report.sections if title == _SECTION and text not in self._pages]
        self._troubles += [text for title, text in report.sections if title == _TROUBLE]

    def pytest_unconfigure(self) -> None:
        """Hear of no more runs."""
        self._stack.close()

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print where the pages are."""
        if not self._pages and not self._troubles:
            return
        terminalreporter.section("pipelint: pages of runs")
        for page in self._pages:
            terminalreporter.line(page)
        for trouble in self._troubles:
            terminalreporter.line(f"ERROR: {trouble}", red=True)


def file_name(test: str) -> str:
    """Return the name of the page of ``test``, a node id: safe in every file system, and another for every test."""
    digest = sha256(test.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{_UNSAFE.sub('-', test)[:_LONGEST].strip('-.')}-{digest}.html"
