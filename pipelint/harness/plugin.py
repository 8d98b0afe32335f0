"""The pytest plugin: fixtures, and the trace of every run in a test that failed. It imports the rest on use."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pipelint.harness.harness import Harness


@pytest.fixture
def offline_session() -> Iterator[Any]:
    """A real PipelineSession of the installed SageMaker SDK (v2 or v3) over moto, with the network refused.

    See :func:`pipelint.harness.offline_session`. It stays open until the test ends, so that what the test compiles
    (``pipeline.definition()``, or ``Harness(pipeline)``) finds its session.
    """
    from pipelint.harness.offline import offline_session as opened

    with opened() as session:
        yield session


@pytest.fixture
def pipeline_harness() -> type[Harness]:
    """The class :class:`pipelint.harness.Harness`: ``pipeline_harness(pipeline).run(...)`` without an import."""
    from pipelint.harness.harness import Harness

    return Harness


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Add to the report of a failed test the trace of every run that its functions hold."""
    outcome: Any = yield
    if call.excinfo is None or "pipelint.harness.run" not in sys.modules:
        return
    report = outcome.get_result()
    if not report.failed:
        return
    for name, run in _runs_in(call.excinfo):
        report.sections.append((f"pipelint: {name}", repr(run)))


def _runs_in(error: pytest.ExceptionInfo[BaseException]) -> Iterator[tuple[str, Any]]:
    from pipelint.harness.run import Run

    seen: set[int] = set()
    for entry in error.traceback:
        for name, value in entry.frame.f_locals.items():
            if isinstance(value, Run) and id(value) not in seen and not name.startswith("@"):
                seen.add(id(value))
                yield name, value
