"""What the source has said already is not said again of the definition."""

from __future__ import annotations

import pytest

from pipelint.findings import Finding, Severity, Span
from pipelint.linter.repeats import unsaid


def finding(code: str, message: str, step: str | None = "S", line: int = 1) -> Finding:
    return Finding(code, "name", Severity.ERROR, message, Span("flow.py", line), step=step)


SAID = finding("SMP103", 'step "S" declares no output "trian"; did you mean "train"? It declares "train" and "test"')


@pytest.mark.parametrize(
    "again",
    [
        finding("SMP103", 'step "S" declares no output "trian"', line=7),
        finding("SMP103", 'step "S" declares no output "trian"; it declares "x"', step="Other"),
        finding("SMP103", 'no output "trian" is declared by "S"'),
    ],
)
def test_the_same_fault_is_said_once(again: Finding) -> None:
    assert unsaid([again], [SAID]) == []


@pytest.mark.parametrize(
    "other",
    [
        finding("SMP102", 'step "S" declares no output "trian"'),
        finding("SMP103", 'step "S" declares no output "tset"; did you mean "test"?'),
        finding("SMP103", 'no output "trian" is declared by "S"', step="Other"),
        finding("SMP103", "something without a name"),
    ],
)
def test_another_fault_is_said(other: Finding) -> None:
    assert unsaid([other], [SAID]) == [other]
