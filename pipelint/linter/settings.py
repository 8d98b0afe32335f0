"""What a user may choose for a check: what is reported, how gravely, and which files are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipelint.findings import Finding, Severity, Span
from pipelint.linter.problems import PROBLEMS, problem
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.record import field, record, replace
from pipelint.pipeline.spelling import closest
from pipelint.rules.registry import policy, policy_codes, quiet_codes, rule_codes, rules_about
from pipelint.rules.rule import Rule
from pipelint.rules.subjects import subjects

EVERY_CODE = "SMP"
"""What the codes of pipelint's own rules begin with."""
COMMAND_LINE = "command line"
"""What stands for the name of a file where the command line asks."""

_OFF = "Give it options in the configuration: `pipelint rule CODE` shows them."


@record
class Choice:
    """Codes and beginnings of codes, as one place asks for them: ``source``, the command line or a file.

    Of two that disagree the longer one wins, as it is the more exact; of two equally long ones, ``ignore``. ``select``
    is None where the place does not say: then it leaves in what it does not name.
    """

    source: str = COMMAND_LINE
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def includes(self, code: str) -> bool | None:
        """Tell whether findings of ``code`` are reported; None where it is not said.

        The problems of files (:mod:`pipelint.linter.problems`) need no selecting: that something could not be checked
        matters whatever is checked.
        """
        selected, ignored = longest((*(self.select or ()), *self.extend_select), code), longest(self.ignore, code)
        if selected or ignored:
            return selected > ignored
        return False if self.select is not None and code not in PROBLEMS else None

    def codes(self) -> Iterable[str]:
        """Return every code that is named."""
        return (*(self.select or ()), *self.extend_select, *self.ignore)


@record
class Ignored:
    """What is not reported of some places: ``codes`` in files that ``file`` fits, of a step, below a JSON Pointer."""

    codes: tuple[str, ...]
    file: str | None = None
    step: str | None = None
    pointer: str | None = None

    def covers(self, finding: Finding) -> bool:
        """Tell whether ``finding`` is one of those, whatever its file is."""
        place = finding.span.pointer
        return (
            longest(self.codes, finding.code) > 0
            and self.step in (None, finding.step)
            and (self.pointer is None or (place is not None and f"{place}/".startswith(f"{self.pointer}/")))
        )


@record
class Toolkits:
    """What functions of packages that pipelint does not know do with files.

    ``writers`` and ``readers`` are functions (``package.function``) or methods of whatever object (``.method``), each
    with the argument that is the path: its position, or its name. The functions of ``pure`` packages do neither.
    """

    writers: Mapping[str, int | str] = field(default_factory=dict)
    readers: Mapping[str, int | str] = field(default_factory=dict)
    pure: tuple[str, ...] = ()


NO_TOOLKITS = Toolkits()


@record
class Settings:
    """What holds for one run.

    ``choices`` are asked in their order: the first that has an opinion on a code decides, and what none speaks of is
    reported. ``severities`` are by code or beginning of a code, the longest counts; ``fail_on`` is the least that makes
    the exit status 1, None for never. ``source`` is the file that all but the choices come from, and ``folder`` where
    its patterns begin, which are those of a .gitignore; ``roots`` are folders that modules are imported from.
    ``toolkits`` is what the scripts of steps do through packages that pipelint does not know, ``baseline`` the file of
    the findings that were there before. ``options`` are those of rules, by the names of the rules, and ``own_rules``
    the project's own.
    """

    choices: tuple[Choice, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: Severity | None = Severity.WARNING
    source: str = COMMAND_LINE
    folder: Path = Path()
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignored: tuple[Ignored, ...] = ()
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    respect_gitignore: bool = True
    roots: tuple[Path, ...] = ()
    toolkits: Toolkits = NO_TOOLKITS
    baseline: Path | None = None
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    own_rules: tuple[type[Rule], ...] = ()

    def rules_for(self, pipeline: Pipeline) -> list[type[Rule]]:
        """Return the rules that look at ``pipeline`` in this run."""
        policies = [policy(name) for name in self.options if name in policy_codes()]
        own = [rule for rule in self.own_rules if rule.name in self.options or not rule.needs_options()]
        asked = [rule for rule in (*policies, *own) if self.includes(rule.code)]
        return [*rules_about(subjects(pipeline), self.includes), *asked]

    def is_off(self, code: str) -> bool:
        """Tell whether ``code`` is that of a rule which needs options, and has none."""
        return any(one == code and name not in self.options for name, one in self._codes_that_need_options())

    def _codes_that_need_options(self) -> Iterator[tuple[str, str]]:
        yield from policy_codes().items()
        yield from ((rule.name, rule.code) for rule in self.own_rules if rule.needs_options())

    def includes(self, code: str) -> bool:
        """Tell whether findings of ``code`` are reported at all; those of quiet rules only where they are selected."""
        opinions = (choice.includes(code) for choice in self.choices)
        return next((opinion for opinion in opinions if opinion is not None), not self._is_quiet(code))

    def _is_quiet(self, code: str) -> bool:
        return code in quiet_codes() or any(rule.quiet and rule.code == code for rule in self.own_rules)

    def graded(self, finding: Finding) -> Finding:
        """Return ``finding`` with the severity that was chosen for its code."""
        code = max((one for one in self.severities if finding.code.startswith(one)), key=len, default=None)
        return finding if code is None else replace(finding, severity=self.severities[code])

    def unknown_codes(self) -> list[Finding]:
        """Return a finding for each code or beginning that fits nothing, and each that selects a rule that is off."""
        unknown = [
            problem("SMP007", f'no rule has the code "{code}"{self.code_guess(code)}', Span(source))
            for source, code in self._named_codes()
            if not code or not any(known.startswith(code) for known in self.known_codes())
        ]
        return unknown + [
            problem("SMP042", f"{code} is selected, but it is off: it has no options", Span(choice.source), _OFF)
            for choice in self.choices
            for code in (*(choice.select or ()), *choice.extend_select)
            if self.is_off(code)
        ]

    def known_codes(self) -> Iterable[str]:
        """Return the codes of all rules and problems."""
        return self._codes_by_name().values()

    def code_guess(self, given: str) -> str:
        """Return a guess at the code that was meant; the name of a rule, or nearly one, stands for its code."""
        names = self._codes_by_name()
        meant = names.get(given) or (closest(given, [*names.values(), *names]) if given else None)
        return f'; did you mean "{names.get(meant, meant)}"?' if meant else ""

    def _codes_by_name(self) -> dict[str, str]:
        own = {rule.name: rule.code for rule in self.own_rules}
        return {**rule_codes(), **own, **policy_codes()} | {one.name: one.code for one in PROBLEMS.values()}

    def _named_codes(self) -> Iterator[tuple[str, str]]:
        for choice in self.choices:
            yield from ((choice.source, code) for code in choice.codes())
        for codes in (*self.per_file_ignores.values(), *(one.codes for one in self.ignored), self.severities):
            yield from ((self.source, code) for code in codes)


def longest(beginnings: Iterable[str], code: str) -> int:
    """Return the length of the longest of ``beginnings`` that ``code`` begins with, 0 for none."""
    return max((len(beginning) for beginning in beginnings if code.startswith(beginning)), default=0)
