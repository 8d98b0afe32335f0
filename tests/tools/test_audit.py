"""What pip-audit could not ask about is never taken for sound."""

from __future__ import annotations

from typing import Any

import pytest

from tools.audit import summary

SOUND = {"name": "rich", "version": "13.0.0", "vulns": []}
SKIPPED = {"name": "libcst", "skip_reason": "Dependency not found on PyPI and could not be audited: libcst (1.9.0)"}
OWN = {"name": "pipelint", "skip_reason": "Dependency not found on PyPI and could not be audited: pipelint (0.1.0)"}
FAULTY = {
    "name": "pyyaml",
    "version": "5.3",
    "vulns": [{"id": "PYSEC-2021-142", "fix_versions": ["5.4"]}, {"id": "X-1", "fix_versions": []}],
}


@pytest.mark.parametrize(
    ("dependencies", "status", "lines"),
    [
        ([SOUND, OWN], 0, ["1 of 1 distributions were audited, 0 vulnerabilities are known"]),
        (
            [SOUND, SKIPPED],
            3,
            [
                "1 of 2 distributions were audited, 0 vulnerabilities are known",
                "NOT AUDITED, for want of an answer: libcst",
            ],
        ),
        (
            [FAULTY, SKIPPED],
            1,
            [
                "pyyaml 5.3: PYSEC-2021-142, mended in 5.4",
                "pyyaml 5.3: X-1, mended in no version",
                "1 of 2 distributions were audited, 2 vulnerabilities are known",
                "NOT AUDITED, for want of an answer: libcst",
            ],
        ),
        ([OWN], 3, ["0 of 0 distributions were audited, 0 vulnerabilities are known"]),
    ],
)
def test_the_status_tells_sound_from_vulnerable_from_unknown(
    dependencies: list[dict[str, Any]], status: int, lines: list[str]
) -> None:
    assert summary({"dependencies": dependencies, "fixes": []}) == (status, lines)
