"""The definitions kept beside the agreement programs are what the SDK that is installed compiles of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.blanking import installed
from tools.compile_agreement import compile_program, programs

pytestmark = pytest.mark.sdk
pytest.importorskip("sagemaker", reason="the programs need a SageMaker SDK")
pytest.importorskip("moto", reason="the programs are compiled offline")


@pytest.mark.parametrize("program", programs(installed()), ids=lambda path: path.stem)
def test_a_program_compiles_to_the_definition_beside_it(program: Path) -> None:
    kept = program.with_suffix(".json").read_text(encoding="utf-8")
    assert compile_program(program) == kept, f"{program} has changed: run `python -m tools.compile_agreement`"
