"""What has been taken, counted run by run; and put together from the processes of a distributed test session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelint.harness.arms import Arm, arms, digest, taken
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.record import field, record

if TYPE_CHECKING:
    from pipelint.harness.run import Run

VERSION = 1


@record(frozen=False)
class PipelineTally:
    """How often each arm of one pipeline was taken, in how many runs.

    ``label`` is the pipeline's name, or the file that its definition was read from. ``digest`` tells apart what bears
    the same label and decides differently. ``impossible`` arms can never be taken, for the reason given.
    """

    label: str
    digest: str
    arms: tuple[Arm, ...]
    runs: int = 0
    counts: Counter[Arm] = field(default_factory=Counter)
    impossible: dict[Arm, str] = field(default_factory=dict)

    @property
    def untaken(self) -> tuple[Arm, ...]:
        """The arms that no run took, in definition order."""
        return tuple(arm for arm in self.arms if not self.counts[arm])

    @property
    def missing(self) -> tuple[Arm, ...]:
        """Those of them that a run can take: an arm that is ``impossible`` asks for no test."""
        return tuple(arm for arm in self.untaken if arm not in self.impossible)

    @property
    def covered(self) -> int:
        """How many arms at least one run took."""
        return len(self.arms) - len(self.untaken)

    @property
    def possible(self) -> int:
        """How many arms there are for tests to take."""
        return self.covered + len(self.missing)


@record(frozen=False)
class Tally:
    """The coverage of every pipeline that ran, by label and digest: the union of all runs."""

    pipelines: dict[tuple[str, str], PipelineTally] = field(default_factory=dict)
    last: tuple[Pipeline, PipelineTally] | None = None
    models: dict[tuple[str, str], Pipeline] = field(default_factory=dict)

    def note(self, run: Run, name: str) -> None:
        """Count the arms that ``run``, an execution of the pipeline called ``name``, took."""
        if self.last is None or self.last[0] is not run.pipeline:  # most runs follow one of the same harness
            found = self._pipeline(_label(run.pipeline, name), digest(run.pipeline), arms(run.pipeline))
            self.last = (run.pipeline, found)
            self.models[found.label, found.digest] = run.pipeline
        self.last[1].runs += 1
        self.last[1].counts.update(taken(run))

    def find_impossible(self) -> None:
        """Find out which of the arms that no run took can never be taken, before anything is reported."""
        from pipelint.harness.generation.choosing import Chooser

        for key, model in self.models.items():
            one = self.pipelines[key]
            if one.missing:
                chooser = Chooser(model, {}, "refuse")
                reasons = {arm: chooser.impossible(arm) for arm in one.missing}
                one.impossible.update({arm: reason for arm, reason in reasons.items() if reason})

    def _pipeline(self, label: str, digest: str, arms: tuple[Arm, ...]) -> PipelineTally:
        return self.pipelines.setdefault((label, digest), PipelineTally(label, digest, arms))

    def name(self, one: PipelineTally) -> str:
        """Return what reports call a pipeline: its label, with the digest where another bears the same."""
        alike = sum(label == one.label for label, _ in self.pipelines)
        return one.label if alike == 1 else f"{one.label} ({one.digest})"

    def in_order(self) -> list[PipelineTally]:
        """Return the pipelines by label, so that reports do not depend on the order of the tests."""
        return [self.pipelines[key] for key in sorted(self.pipelines)]

    @property
    def arms(self) -> int:
        """The number of arms that tests can take, of all pipelines together."""
        return sum(one.possible for one in self.pipelines.values())

    @property
    def covered(self) -> int:
        """The number of arms taken, of all pipelines together."""
        return sum(one.covered for one in self.pipelines.values())

    @property
    def percent(self) -> float:
        """The share of arms that were taken: 100 where the pipelines have none, 0 where no pipeline ran."""
        return percent(self.covered, self.arms) if self.pipelines else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data: the JSON report, and what a worker of pytest-xdist sends home."""
        return {
            "version": VERSION,
            "summary": {"arms": self.arms, "taken": self.covered, "percent": round(self.percent, 2)},
            "pipelines": [_written(one) for one in self.in_order()],
        }

    def add(self, written: dict[str, Any]) -> None:
        """Add what :meth:`to_dict` of another process gave."""
        for one in written["pipelines"]:
            arms_ = {_arm(written): written for written in one["arms"]}
            mine = self._pipeline(one["pipeline"], one["digest"], tuple(arms_))
            mine.runs += one["runs"]
            mine.counts.update({arm: written["taken"] for arm, written in arms_.items()})
            mine.impossible.update({arm: it["impossible"] for arm, it in arms_.items() if it["impossible"]})


def percent(part: int, whole: int) -> float:
    """Return how much ``part`` is of ``whole``, which may be nothing: of that, everything is there."""
    return 100 * part / whole if whole else 100.0


def _label(pipeline: Pipeline, name: str) -> str:
    """Return what people call ``pipeline``: the file it stands in, where it has one, else its name."""
    document = pipeline.origin.document if pipeline.origin else ""
    if not document or document.startswith("<"):
        return name
    path = Path(document).absolute()
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _written(one: PipelineTally) -> dict[str, Any]:
    return {
        "pipeline": one.label,
        "digest": one.digest,
        "runs": one.runs,
        "arms": [
            {
                "step": arm.step,
                "outcome": arm.outcome,
                "place": arm.place,
                "text": arm.text,
                "taken": one.counts[arm],
                "impossible": None if one.counts[arm] else one.impossible.get(arm),
            }
            for arm in one.arms
        ],
    }


def _arm(written: Mapping[str, Any]) -> Arm:
    return Arm(written["step"], written["outcome"], written["place"], written["text"])
