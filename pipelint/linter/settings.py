"""What a user may choose for a check: the codes that are reported, by themselves or by their beginnings."""

from __future__ import annotations

from collections.abc import Iterable

from pipelint.findings import Finding, Span
from pipelint.linter.problems import PROBLEMS, problem
from pipelint.pipeline.record import record
from pipelint.pipeline.spelling import closest
from pipelint.rules.registry import all_rules

EVERY_CODE = "SMP"  # what they all begin with


@record
class Settings:
    """Codes and beginnings of codes.

    Of two that disagree the longer one wins, as it is the more exact; of two equally long ones, ``ignore``. The
    problems of files (:mod:`pipelint.linter.problems`) need no selecting: that something could not be checked matters
    whatever is checked.
    """

    select: tuple[str, ...] = (EVERY_CODE,)
    ignore: tuple[str, ...] = ()

    def includes(self, code: str) -> bool:
        """Tell whether findings of ``code`` are reported."""
        unasked = (EVERY_CODE,) if code in PROBLEMS else ()
        return _longest((*self.select, *unasked), code) > _longest(self.ignore, code)

    def unknown_codes(self) -> list[Finding]:
        """Return a finding for each code or beginning that fits no rule and no problem."""
        names = {rule.name: rule.code for rule in all_rules()} | {one.name: one.code for one in PROBLEMS.values()}
        return [
            problem("SMP007", f'no rule has the code "{code}"{_guess(code, names)}', Span("command line"))
            for code in (*self.select, *self.ignore)
            if not code or not any(known.startswith(code) for known in names.values())
        ]


def _longest(beginnings: Iterable[str], code: str) -> int:
    return max((len(beginning) for beginning in beginnings if code.startswith(beginning)), default=0)


def _guess(given: str, names: dict[str, str]) -> str:
    """Return a guess at the code that was meant; the name of a rule, or nearly one, stands for its code."""
    meant = names.get(given) or (closest(given, [*names.values(), *names]) if given else None)
    return f'; did you mean "{names.get(meant, meant)}"?' if meant else ""
