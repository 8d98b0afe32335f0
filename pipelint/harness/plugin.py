"""The pytest plugin: fixtures, markers, branch coverage, and the trace or the page of every run in a test that failed.

It stands in every test session where pipelint is installed, so it imports what it needs when that is used.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pipelint.harness.harness import Harness

_MARKERS = (
    "pipelint(**options): options of Harness for the fixture pipeline_harness, such as coercion; its region is that of "
    "offline_session, too",
    "pipelint_no_cov: what this test runs does not count for the branch coverage of pipelines",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of branch coverage, and of pages."""
    add = parser.getgroup("pipelint", "branch coverage of SageMaker pipelines, and pages of runs (pipelint)").addoption
    add("--pipelint-cov", action="store_true", help="print which branches of the pipelines no test took")
    add("--pipelint-cov-json", metavar="FILE", help="write the branch coverage to FILE as JSON")
    add("--pipelint-cov-html", metavar="FILE", help="write the branch coverage to FILE as a page of HTML")
    add("--pipelint-cov-fail-under", metavar="PERCENT", type=_percent, help="fail when less than that is covered")
    add(
        "--pipelint-html",
        metavar="DIR",
        help="for each test that fails, write a page with its runs into the folder DIR",
    )


def _percent(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 100:
        from argparse import ArgumentTypeError  # argparse shows what it says

        raise ArgumentTypeError(f'a number from 0 to 100 was expected, not "{text}"')
    return number


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers; count branches and draw runs where an option asks for it."""
    for marker in _MARKERS:
        config.addinivalue_line("markers", marker)
    asked = [config.getoption(f"pipelint_cov{name}", None) for name in ("", "_json", "_html", "_fail_under")]
    if config.getoption("collectonly", False):
        return
    if any(value is not None and value is not False for value in asked):
        from pipelint.harness.coverage.session import NAME, CoverageSession

        config.pluginmanager.register(CoverageSession(config), NAME)
    folder = config.getoption("pipelint_html", None)
    if folder is not None:
        from pipelint.harness.drawn.session import NAME as PAGES
        from pipelint.harness.drawn.session import PageSession

        config.pluginmanager.register(PageSession(config, folder), PAGES)


@pytest.fixture
def offline_session(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A real PipelineSession of the installed SageMaker SDK (v2 or v3) over moto, with the network refused.

    See :func:`pipelint.harness.offline_session`. It stays open until the test ends, so that what the test compiles
    (``pipeline.definition()``, or ``Harness(pipeline)``) finds its session.
    """
    from pipelint.harness.offline import offline_session as opened

    region = _marked(request).get("region")
    with opened() if region is None else opened(region=region) as session:
        yield session


@pytest.fixture
def pipeline_harness(request: pytest.FixtureRequest) -> Callable[..., Harness]:
    """The class :class:`pipelint.harness.Harness`: ``pipeline_harness(pipeline).run(...)`` without an import.

    ``@pytest.mark.pipelint(coercion="numeric")`` gives it options for the test, the class or the module that is marked.
    """
    from functools import partial

    from pipelint.harness.harness import Harness

    options = _marked(request)
    return partial(Harness, **options) if options else Harness


def _marked(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return the options that the markers ``pipelint`` of a test give; the nearest wins."""
    options: dict[str, Any] = {}
    for marker in request.node.iter_markers("pipelint"):
        if marker.args:
            raise pytest.UsageError(f"the marker pipelint takes options by name alone, not {marker.args[0]!r}")
        options = {**marker.kwargs, **options}
    return options


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Explain a comparison that failed, where a run or a part of one is compared."""
    if "pipelint.harness.run" not in sys.modules:
        return None
    from pipelint.harness.explaining import explain_comparison

    return explain_comparison(op, left, right)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Add to the report of a failed test the trace of every run that its functions hold."""
    outcome: Any = yield
    if call.excinfo is None or "pipelint.harness.run" not in sys.modules:
        return
    report = outcome.get_result()
    if not report.failed:
        return
    for name, run in runs_in(call.excinfo):
        report.sections.append((f"pipelint: {name}", repr(run)))


def runs_in(error: pytest.ExceptionInfo[BaseException]) -> Iterator[tuple[str, Any]]:
    """Yield every run that a function holds through which ``error`` went, with the name it has there."""
    from pipelint.harness.run import Run

    seen: set[int] = set()
    for entry in error.traceback:
        for name, value in entry.frame.f_locals.items():
            if isinstance(value, Run) and id(value) not in seen and not name.startswith("@"):
                seen.add(id(value))
                yield name, value
