"""What a rule is: a judgement on the model, with the prose and the examples that document and test it.

A rule reports places of the model; the engine turns them into lines and columns. So a rule is written once and holds
for source, for notebooks, for compiled definitions and inside the harness.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pipelint.findings import Severity
from pipelint.pipeline.model import Parameter, Pipeline, Step
from pipelint.pipeline.record import field, record
from pipelint.pipeline.values import Origin

if TYPE_CHECKING:
    from pipelint.rules.repair import Repair


@record
class Report:
    """One thing a rule has seen.

    ``message`` names the thing, what is wrong and what was expected. ``at`` is the place to show; ``related`` are
    further places with a word each. ``help`` is the way out. ``severity`` replaces the rule's own for this one report.
    ``repair`` is what mends it, where that is certain.
    """

    message: str
    at: Origin | None
    step: str | None = None
    help: str | None = None
    related: tuple[tuple[Origin, str], ...] = ()
    severity: Severity | None = None
    repair: Repair | None = None


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

    ``beside`` are further files of the project, by their paths: the scripts that the pipeline runs. ``options`` are
    those of the rule, as the configuration would give them. ``fixed`` is what the file holds after all its findings of
    this rule that can be fixed are, the unsafe ones too; None where none can.
    """

    content: str
    language: Literal["python", "json"] = "python"
    expected: tuple[Expected, ...] = ()
    title: str = ""
    beside: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    fixed: str | None = None


@record
class Option:
    """Something that the configuration may tell a rule, in ``[tool.pipelint.options.NAME-OF-THE-RULE]``.

    ``name`` is kebab-case, ``description`` a phrase. ``schema`` is the JSON Schema (2020-12) of its values; a value of
    another form ends the run before anything is checked. ``default`` is what holds where none is given; one that is
    ``required`` has no default.
    """

    name: str
    schema: Mapping[str, Any]
    description: str
    default: Any = None
    required: bool = False


class Rule:
    """The base of every rule. A subclass fills the fields, and writes one of the three ``check`` methods.

    ``code`` is ``SMP`` and three digits, never reused, for rules of pipelint, and other letters for those of a project;
    ``name`` is kebab-case; ``summary`` is one sentence; the subclass's docstring says what it does, why it is bad, and
    what AWS says and when. ``references`` are the pages, issues or SDK files that make it true. ``languages`` are those
    of the files that can show the fault to pipelint; the examples are in all of them. ``sdks`` are the major versions
    of the SDK whose pipelines can have the fault. The family, and whether scripts are read, are told by the code and
    the examples (:mod:`pipelint.rules.families`).

    ``about`` names what a pipeline must have one of for the rule to say anything of it, in the words of
    :func:`~pipelint.rules.subjects.subjects`: without any the rule is not even imported. Without words it is about all.

    A ``quiet`` rule is off until its code or its family is selected: advice that most pipelines would be given.

    ``takes`` are the options of the rule, and :attr:`options` what they are, by name. A rule that is ``opt_in``, or
    that has a required option, is off until the configuration has a table of options for it.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    summary: ClassVar[str]
    references: ClassVar[tuple[str, ...]] = ()
    languages: ClassVar[tuple[Literal["python", "json"], ...]] = ("python", "json")
    sdks: ClassVar[tuple[Literal["v2", "v3"], ...]] = ("v2", "v3")
    about: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[Example, ...]] = ()
    takes: ClassVar[tuple[Option, ...]] = ()
    opt_in: ClassVar[bool] = False
    quiet: ClassVar[bool] = False

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        self.options: Mapping[str, Any] = options or {}
        if self.takes:
            defaults = {option.name: option.default for option in self.takes if not option.required}
            self.options = {**defaults, **self.options}

    @classmethod
    def needs_options(cls) -> bool:
        """Tell whether the rule is off until the configuration has options for it."""
        return cls.opt_in or any(option.required for option in cls.takes)

    def check(self, pipeline: Pipeline) -> Iterable[Report]:
        """Yield what is wrong with ``pipeline``. Anything raised here becomes a finding; the other rules go on.

        As it stands here it asks :meth:`check_parameter` about every parameter, and :meth:`check_step` about every
        step, those inside of branches and loops included.
        """
        for parameter in pipeline.parameters:
            yield from self.check_parameter(parameter, pipeline) or ()
        for step in pipeline.all_steps():
            yield from self.check_step(step, pipeline) or ()

    def check_parameter(self, parameter: Parameter, pipeline: Pipeline) -> Iterable[Report]:
        """Yield what is wrong with one parameter of ``pipeline``."""
        return ()

    def check_step(self, step: Step, pipeline: Pipeline) -> Iterable[Report]:
        """Yield what is wrong with one step of ``pipeline``."""
        return ()
