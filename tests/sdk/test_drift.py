"""What the linter reads of a program is what the installed version of the SDK compiles of it.

Older versions know less, and compile some things otherwise. Which, is written down in ``tools/sdk_matrix/drift.py``,
and held here both ways: what a version is said not to have it refuses, with the words that are written there, and where
it is said to differ it does. A version without an entry differs in nothing.
"""

from __future__ import annotations

import json
from importlib.metadata import version

import pytest

pytestmark = pytest.mark.sdk
pytest.importorskip("sagemaker", reason="the programs need a SageMaker SDK")
pytest.importorskip("moto", reason="the programs are compiled offline")

from pipelint.findings import Severity  # noqa: E402
from pipelint.harness import Harness  # noqa: E402
from pipelint.linter.engine import check  # noqa: E402
from pipelint.linter.settings import Settings  # noqa: E402
from tests.linter.source.agreement import differences  # noqa: E402
from tools.blanking import installed  # noqa: E402
from tools.sdk_matrix.drift import DRIFT, NONE, kind  # noqa: E402
from tools.sdk_matrix.programs import Program, programs  # noqa: E402

DRIFTED = DRIFT.get(version("sagemaker"), NONE)
PROGRAMS = programs(installed())


def named(program: Program) -> str:
    return program.name


@pytest.mark.parametrize("program", [one for one in PROGRAMS if one.name not in DRIFTED.refused], ids=named)
def test_a_program_compiles_to_what_is_read_of_its_source(program: Program) -> None:
    definition = program.compiled()
    found = {kind(line) for line in differences(program.read(), definition)}
    assert found == set(DRIFTED.differences.get(program.name, ()))
    report = check([], Settings(), ("definition.json", definition.encode()))
    assert [one for one in report.findings if one.severity is Severity.ERROR] == []
    assert Harness(json.loads(definition))  # AWS would take it, and the harness understands all of it


@pytest.mark.parametrize("program", [one for one in PROGRAMS if one.name in DRIFTED.refused], ids=named)
def test_what_a_version_is_said_not_to_have_it_refuses(program: Program) -> None:
    with pytest.raises(Exception) as caught:
        program.compiled()
    assert DRIFTED.refused[program.name] in f"{type(caught.value).__name__}: {caught.value}"


def test_the_table_names_programs_that_there_are() -> None:
    assert set(DRIFTED.refused) | set(DRIFTED.differences) <= {program.name for program in PROGRAMS}
