"""Every fault that is planted in source is found: what, where, how grave, and no error besides; and none without."""

from __future__ import annotations

from collections import Counter

import pytest

from pipelint.findings import Severity
from tests.faults.source.fault import Fault, Variant
from tests.faults.source.planting import found_in, found_with, place_of
from tests.faults.source.table import CLASSES, FAULTS, VARIANTS, is_found
from tools.projects import PROJECTS

SEEN = [fault for fault in FAULTS if not fault.missed]
MISSED = [fault for fault in FAULTS if fault.missed]


def name_of(one: Fault | Variant) -> str:
    return f"{one.base}-{one.what}"


@pytest.mark.parametrize("fault", SEEN, ids=name_of)
def test_a_planted_fault_is_found_and_no_other_error(fault: Fault) -> None:
    before = Counter((one.code, place_of(one, fault.base)) for one in found_in(fault.base))
    findings, place = found_with(fault.base, fault.edits, fault)
    found = [one for one in findings if one.code == fault.code]
    if not any(code == fault.code for code, _ in before):
        assert [(place_of(one, fault.base), one.severity.value) for one in found] == [(place, fault.severity)]
    assert (place, fault.severity) in [(place_of(one, fault.base), one.severity.value) for one in found]
    errors = {one.code for one in findings if one.severity is Severity.ERROR and one.code != fault.code}
    assert errors == set(fault.brings)


@pytest.mark.parametrize("fault", MISSED, ids=name_of)
def test_a_fault_that_is_said_to_be_missed_is_still_missed(fault: Fault) -> None:
    assert not is_found(fault)


@pytest.mark.parametrize("base", PROJECTS)
def test_a_project_has_no_error(base: str) -> None:
    assert [one.message for one in found_in(base) if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("variant", VARIANTS, ids=name_of)
def test_a_variant_has_no_error_and_no_warning_that_its_base_has_not(variant: Variant) -> None:
    findings, _ = found_with(variant.base, variant.edits)
    known = {one.code for one in found_in(variant.base)} | set(variant.warns)
    new = [one for one in findings if one.severity is not Severity.INFO and one.code not in known]
    assert [f"{one.code} {one.message}" for one in new] == []
    assert [one.message for one in findings if one.severity is Severity.ERROR] == []


def test_there_is_enough_of_everything() -> None:
    assert len(PROJECTS) >= 10
    assert len(FAULTS) >= 200
    assert len({fault.kind for fault in FAULTS}) >= 45
    assert len(VARIANTS) >= 60
    assert len(SEEN) / len(FAULTS) >= 0.95


def test_each_class_that_is_planted_is_explained() -> None:
    assert {fault.kind for fault in FAULTS if fault.kind.isdigit()} <= CLASSES.keys()
