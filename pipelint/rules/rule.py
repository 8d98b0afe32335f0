"""What a rule is: a judgement on the model, with the prose and the examples that document and test it.

A rule reports places of the model; the engine turns them into lines and columns. So a rule is written once and holds
for source, for notebooks, for compiled definitions and inside the harness.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.record import field, record
from pipelint.pipeline.values import Origin


@record
class Report:
    """One thing a rule has seen.

    ``message`` names the thing, what is wrong and what was expected. ``at`` is the place to show; ``related`` are
    further places with a word each. ``help`` is the way out. ``severity`` replaces the rule's own for this one report.
    """

    message: str
    at: Origin | None
    step: str | None = None
    help: str | None = None
    related: tuple[tuple[Origin, str], ...] = ()
    severity: Severity | None = None


@record
class Expected:
    """What an example must yield: the exact message, and the exact place.

    For Python ``line`` counts from 1 and ``text`` is what the span covers; for JSON ``pointer`` is the place.
    ``severity`` is given where it is not the rule's own.
    """

    message: str
    line: int | None = None
    text: str | None = None
    pointer: str | None = None
    severity: Severity | None = None


@record
class Example:
    """A whole file that documents a rule and tests it: clean when ``expected`` is empty.

    ``beside`` are further files of the project, by their paths: the scripts that the pipeline runs.
    """

    content: str
    language: Literal["python", "json"] = "python"
    expected: tuple[Expected, ...] = ()
    title: str = ""
    beside: Mapping[str, str] = field(default_factory=dict)


class Rule:
    """The base of every rule. A subclass fills the fields and writes :meth:`check`.

    ``code`` is ``SMP`` and three digits, never reused; ``name`` is kebab-case; ``summary`` is one sentence; the
    subclass's docstring says what it does, why it is bad, and what AWS says and when. ``references`` are the pages,
    issues or SDK files that make it true. ``languages`` are those of the files that can show the fault to pipelint; the
    examples are in all of them.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    summary: ClassVar[str]
    references: ClassVar[tuple[str, ...]] = ()
    languages: ClassVar[tuple[Literal["python", "json"], ...]] = ("python", "json")
    examples: ClassVar[tuple[Example, ...]] = ()

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Yield what is wrong with ``pipeline``. Anything raised here becomes a finding; the other rules go on."""
        raise NotImplementedError
