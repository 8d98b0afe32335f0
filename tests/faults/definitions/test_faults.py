"""Every fault that is planted in a compiled definition is found: what, where, how grave, and no error besides."""

from __future__ import annotations

import pytest

from pipelint.findings import Severity
from tests.faults.definitions.fault import Fault
from tests.faults.definitions.table import CLASSES, FAULTS, found_in, found_with, told

BASES = sorted({fault.base for fault in FAULTS})


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.kind}-{fault.what}")
def test_a_planted_fault_is_found_and_no_other_error(fault: Fault) -> None:
    before = {told(finding) for finding in found_in(fault.base)}
    assert fault.code not in {code for code, _, _ in before}, "the definition must be clean of it first"
    place, findings = found_with(fault)
    found = [told(finding) for finding in findings]
    assert [one for one in found if one[0] == fault.code] == [(fault.code, place, fault.severity)]
    errors = {code for code, _, severity in found if severity == Severity.ERROR.value and code != fault.code}
    assert errors == set(fault.brings)


@pytest.mark.parametrize("base", BASES)
def test_a_definition_without_a_planted_fault_has_no_error(base: str) -> None:
    assert [finding for finding in found_in(base) if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    "kind", [*CLASSES, *dict.fromkeys(fault.kind for fault in FAULTS if fault.kind not in CLASSES)]
)
def test_every_class_is_planted_several_times(kind: str) -> None:
    assert len([fault for fault in FAULTS if fault.kind == kind]) >= 3
