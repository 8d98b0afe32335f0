"""The page of limits, and the table of failure modes that it is made from."""

from __future__ import annotations

import pytest

from pipelint.linter.report import catalogue
from pipelint.rules.registry import all_rules
from tests.faults.definitions.table import CLASSES as IN_DEFINITIONS
from tests.faults.definitions.table import FAULTS as PLANTED_IN_DEFINITIONS
from tests.faults.source.table import CLASSES as IN_SOURCE
from tests.faults.source.table import FAULTS as PLANTED_IN_SOURCE
from tools import build_limits
from tools.failure_modes.known import KNOWN

MODES = list(build_limits.modes())
EACH_MODE = pytest.mark.parametrize(("key", "mode"), MODES, ids=[key for key, _ in MODES])


def test_the_page_is_what_the_table_says() -> None:
    assert build_limits.PAGE.read_text(encoding="utf-8") == build_limits.page(), "write it anew with `make docs`"


@EACH_MODE
def test_each_failure_mode_is_found_or_there_is_a_reason(key, mode) -> None:
    known = {entry.code for entry in catalogue.entries()}
    assert set(mode.codes) <= known
    assert mode.codes or mode.missing.endswith(".")
    assert mode.missing[-1:] in ("", ".")


def test_each_key_is_used_once() -> None:
    assert len({key for key, _ in MODES}) == len(MODES)
    assert len({mode.what for _, mode in MODES}) == len(MODES)


def test_the_table_has_each_row_of_the_numbers_that_faults_go_by() -> None:
    planted = {kind for kind in {*IN_DEFINITIONS, *IN_SOURCE} if kind.isdigit()}
    assert planted <= KNOWN.keys()
    assert {int(key) for key in KNOWN} == set(range(1, 72)) - {56}, "56 was never given away"


def test_each_rule_is_there_for_a_failure_mode() -> None:
    told = {code for _, mode in MODES for code in mode.codes}
    assert {rule.code for rule in all_rules()} - told == set()


def test_each_rule_is_proven_by_a_planted_fault() -> None:
    planted = {fault.code for fault in (*PLANTED_IN_SOURCE, *PLANTED_IN_DEFINITIONS)}
    assert {rule.code for rule in all_rules()} - planted == set()
