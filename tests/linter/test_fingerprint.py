"""What a finding is told by: it stays the same finding when its surroundings change, and differs from all others."""

from __future__ import annotations

import pytest

from pipelint.findings import Finding, Severity, Span
from pipelint.linter.fingerprint import fingerprints, key
from pipelint.pipeline.record import replace

ONE = Finding(
    "SMP103",
    "unknown-output",
    Severity.ERROR,
    'step "A" declares no output "trian"; did you mean "train"? It declares "train"',
    Span("p.py", 3, 5, 3, 9),
    pipeline="flow",
    step="A",
)


@pytest.mark.parametrize(
    "same",
    [
        replace(ONE, span=Span("p.py", 30, 1, 31, 2)),
        replace(ONE, severity=Severity.WARNING, help="Another way out."),
        replace(ONE, message='step "A" declares no output "trian"; it declares "test"'),
    ],
)
def test_the_same_finding_elsewhere_has_the_same_key(same: Finding) -> None:
    assert key(same) == key(ONE)
    assert fingerprints([same]) == fingerprints([ONE])


@pytest.mark.parametrize(
    "other",
    [
        replace(ONE, code="SMP104"),
        replace(ONE, span=Span("q.py", 3, 5, 3, 9)),
        replace(ONE, pipeline="another"),
        replace(ONE, step="B"),
        replace(ONE, message='step "A" declares no output "tset"'),
    ],
)
def test_another_finding_has_another_key(other: Finding) -> None:
    assert key(other) != key(ONE)
    assert fingerprints([other]) != fingerprints([ONE])


def test_numbers_do_not_count_and_twins_are_told_apart() -> None:
    slow, slower = (replace(ONE, message=f"it takes {seconds} s of {2 * seconds}") for seconds in (1.5, 30))
    assert key(slow) == key(slower)
    assert len(set(fingerprints([slow, slower]))) == 2
