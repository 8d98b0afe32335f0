"""What a simulated execution came to: a :class:`Run` of :class:`~pipelint.harness.StepRun`, made to be asserted on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelint.harness.failure import Failure
from pipelint.harness.step_run import StepRun, unknown_step
from pipelint.pipeline.graph import Edge
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.record import record

if TYPE_CHECKING:
    from pipelint.harness.matching import PartialArguments


@record(eq=False)
class Run(Mapping[str, StepRun]):
    """A simulated execution: a mapping from step names, in definition order, to :class:`~pipelint.harness.StepRun`.

    The steps in the body of a loop stand behind it, one for each iteration: ``Train-0``, ``Train-1``. ``path`` lists
    the steps that ran, failed ones and condition steps included, in the order they started. ``status`` is as in
    PipelineExecutionStatus of the API: ``"Succeeded"``, ``"Failed"``, or ``"CompletedWithFailures"`` where every
    failure was one that another step waited for. ``failure`` is the first failure, of those that nothing waited for if
    there are any. ``parameters`` and ``variables`` are the values it started with, ``started`` is when.
    """

    pipeline: Pipeline
    steps: Mapping[str, StepRun]
    path: list[str]
    edges: tuple[Edge, ...]
    status: str
    parameters: Mapping[str, Any]
    variables: Mapping[str, str]
    started: datetime
    failure: Failure | None = None

    @property
    def succeeded(self) -> bool:
        """True when no step failed. Skipped and never reached steps do not make an execution fail."""
        return self.status == "Succeeded"

    @property
    def failed(self) -> bool:
        """True when the status is ``"Failed"``."""
        return self.status == "Failed"

    def __getitem__(self, name: str) -> StepRun:
        try:
            return self.steps[name]
        except KeyError:
            raise self._unknown(name) from None

    def _unknown(self, name: str) -> Exception:
        loop = next((step for step in self.pipeline.all_steps() if any(name == one.name for one in step.body)), None)
        if loop is None:
            return unknown_step(name, self.steps)
        count = len(self.steps[loop.name].iterations)
        names = ", ".join(f"{name}-{index}" for index in range(min(count, 3))) + (", …" if count > 3 else "")
        error = unknown_step(name, self.steps)
        error.args = (
            f'step "{name}" is in the body of loop "{loop.name}" and runs once for each item: '
            + (f"ask for {names}" if count else f"here for none, as the loop {self.steps[loop.name].because}"),
        )
        return error

    def __contains__(self, name: object) -> bool:
        return name in self.steps

    def __iter__(self) -> Iterator[str]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def arguments_of(self, step: str) -> PartialArguments:
        """Return the resolved arguments of ``step``, equal to every dict of which they hold all that it says.

        ``assert run.arguments_of("Train") == {"HyperParameters": {"depth": "3"}}`` asks for that one hyperparameter,
        whatever else there is; ``run["Train"].arguments`` is compared whole.

        Raises:
            UnknownName: there is no such step.
            StepDidNotRun: it did not run.
        """
        from pipelint.harness.matching import PartialArguments

        return PartialArguments(step, self[step].arguments)

    def assert_wired(self, source: str, target: str) -> None:
        """Assert that an output of one step went into an input of another: ``("Prepare.train", "Train.train")``.

        Args:
            source: a step and one of its outputs; the step alone stands for whatever it produced.
            target: a step and one of its inputs or channels; the step alone for any argument.

        Raises:
            AssertionError: it did not; the message says what did.
            UnknownName: there is no such step, output or input.
            StepDidNotRun: the step that reads did not run.
        """
        from pipelint.harness.wiring import assert_wired

        assert_wired(self, source, target)

    def to_dict(self) -> dict[str, Any]:
        """Return the run as plain data, fit for a snapshot: equal runs give equal dicts."""
        return {
            "status": self.status,
            "failure": None if self.failure is None else str(self.failure),
            "path": list(self.path),
            "steps": {name: step.to_dict() for name, step in self.steps.items()},
        }

    def to_mermaid(self) -> str:
        """Return the run as a Mermaid flowchart, coloured by state."""
        from pipelint.harness.mermaid import drawn

        return drawn(self)

    def to_html(
        self, path: str | Path | None = None, *, name: str = "run", beside: Mapping[str, Run] | None = None
    ) -> str:
        """Return the run as a page of HTML: the graph of the pipeline, with what became of each step, and why.

        The page needs nothing besides itself.

        Args:
            path: a file to write the page to, too.
            name: what the run is called on the page.
            beside: further runs that are shown beside this one, by what they are called.

        Raises:
            HarnessError: the library that lays graphs out is not installed.
            OSError: the file cannot be written.
        """
        from pipelint.harness.drawn.pages import Shown, runs_page

        shown = [Shown(self, name), *(Shown(run, called) for called, run in (beside or {}).items())]
        page = runs_page(shown, self.variables.get("PipelineName", ""))
        if path is not None:
            Path(path).write_text(page, encoding="utf-8")
        return page

    def explain(self, name: str) -> str:
        """Return why the step called ``name`` is in its state, what it decided, and where its values came from.

        Raises:
            UnknownName: the pipeline has no such step.
        """
        from pipelint.harness.trace import explanation

        return explanation(self[name])

    def __repr__(self) -> str:
        from pipelint.harness.trace import trace

        return trace(self)
