"""Branch coverage over a pytest session, which pytest-xdist may spread over several processes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from pipelint.harness.coverage.as_text import table
from pipelint.harness.coverage.tally import Tally
from pipelint.harness.observers import observed_by

NAME = "pipelint_coverage"
_SENT = "pipelint_coverage"
LEFT_OUT = "pipelint_no_cov"


class CoverageSession:
    """The pytest plugin that counts; the plugin that everybody has registers it where an option asks for it.

    A worker of pytest-xdist counts what its tests run, and sends that home; the process that started the workers adds
    it up and reports. Without workers one process does both.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._tally = Tally()
        self._counting = False
        self._lost: list[str] = []
        self._problems: list[str] = []
        self._stack = ExitStack()
        self._stack.enter_context(observed_by(self._note))

    def _note(self, run: Any, name: str) -> None:
        if self._counting:
            self._tally.note(run, name)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Count while a test and its fixtures run, unless the test is marked to be left out; never while collecting."""
        self._counting = item.get_closest_marker(LEFT_OUT) is None
        yield
        self._counting = False

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """Add what a worker of pytest-xdist has counted."""
        sent = getattr(node, "workeroutput", {}).get(_SENT)
        if sent is None:
            self._lost.append(node.gateway.id)
        else:
            self._tally.add(json.loads(sent))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Send home what was counted; where everything has arrived, write the reports and judge."""
        self._stack.close()
        self._tally.find_impossible()
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output[_SENT] = json.dumps(self._tally.to_dict())
            return
        self._problems = [f"what worker {name} counted is lost: it ended before its time" for name in self._lost]
        self._problems += self._unwritten()
        self._problems += self._too_little()
        if self._problems and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print the table."""
        if hasattr(self._config, "workeroutput"):
            return
        terminalreporter.section("pipelint: branch coverage")
        for line in table(self._tally):
            terminalreporter.line(line)
        for problem in self._problems:
            terminalreporter.line(f"ERROR: {problem}", red=True)

    def _unwritten(self) -> list[str]:
        """Write the reports that are asked for; return what went wrong."""
        problems = []
        for kind in ("json", "html"):
            file = self._config.getoption(f"pipelint_cov_{kind}")
            if file is None:
                continue
            path = Path(self._config.invocation_params.dir, file)
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(self._report(kind), encoding="utf-8")
            except OSError as error:
                problems.append(f"cannot write the coverage to {file}: {error.strerror or error}")
        return problems

    def _report(self, kind: str) -> str:
        if kind == "json":
            return json.dumps(self._tally.to_dict(), indent=2) + "\n"
        from pipelint.harness.coverage.as_html import page

        return page(self._tally)

    def _too_little(self) -> list[str]:
        least = self._config.getoption("pipelint_cov_fail_under")
        if least is None or self._tally.percent >= least:
            return []
        if not self._tally.pipelines:
            return [f"branch coverage of at least {least:g}% is asked for, and no test ran a pipeline"]
        return [f"branch coverage is {self._tally.percent:.2f}%, and at least {least:g}% is asked for"]
