"""Values of arguments that the script cannot read, or reads as something else: what SMP606 and SMP611 report."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings
from tests.linter.scripts.test_command_line import HEAD, PROCESSING, TAIL, TRAINING


def said(folder: Path, script: str, arguments: str, pipeline: str = PROCESSING) -> list[tuple[str, str]]:
    """Return the severity and the message of what is said of a step that passes ``arguments`` to a script."""
    (folder / "prepare.py").write_text(HEAD + script + TAIL)
    (folder / "pipeline.py").write_text(pipeline % arguments)
    findings = check([str(folder / "pipeline.py")], Settings((Choice(select=("SMP606", "SMP611")),))).findings
    return [(one.severity.value, one.message) for one in findings]


@pytest.mark.parametrize(
    ("script", "arguments", "pipeline", "value", "reads"),
    [
        ("parser.add_argument('--rows', type=int)\n", '["--rows", "abc"]', PROCESSING, "abc", "int"),
        ("parser.add_argument('--rows', type=int)\n", '["--rows=0.5"]', PROCESSING, "0.5", "int"),
        ("parser.add_argument('--rows', type=int)\n", '{"rows": 10.0}', TRAINING, "10.0", "int"),
        ("parser.add_argument('--rows', type=float)\n", '{"rows": "1e-3x"}', TRAINING, "1e-3x", "float"),
        ("parser.add_argument('--rows', type=int)\n", '{"rows": False}', TRAINING, "False", "int"),
    ],
)
def test_a_text_that_is_no_number(tmp_path, script, arguments, pipeline, value, reads):
    step = "Train" if pipeline is TRAINING else "Prepare"
    assert said(tmp_path, script, arguments, pipeline) == [
        (
            "error",
            f'"{value}" is passed as "--rows" by step "{step}" and prepare.py cannot read it with `{reads}`',
        )
    ]


def test_a_denial_that_is_true(tmp_path):
    told = said(tmp_path, "parser.add_argument('--shuffle', type=bool)\n", '["--shuffle", "no"]')
    what = '"no" is passed as "--shuffle" by step "Prepare" and is true to prepare.py, which reads it with `bool`'
    assert told == [("warning", what)]


def test_a_switch_with_a_value(tmp_path):
    told = said(tmp_path, "parser.add_argument('--shuffle', action='store_true')\n", '{"shuffle": False}', TRAINING)
    what = '"False" is passed as "--shuffle" by step "Train" and prepare.py takes no value there'
    assert told == [("error", what)]


@pytest.mark.parametrize(
    ("script", "arguments", "pipeline"),
    [
        ("parser.add_argument('--rows', type=int)\n", '["--rows", "5"]', PROCESSING),
        ("parser.add_argument('--rows', type=float)\n", '{"rows": 3}', TRAINING),
        ("parser.add_argument('--rows', type=float)\n", '["--rows", "1e-3"]', PROCESSING),
        ("parser.add_argument('--rows', type=int)\n", '["--rows", count.to_string()]', PROCESSING),
        ("parser.add_argument('--rows', type=lambda text: len(text))\n", '["--rows", "abc"]', PROCESSING),
        ("parser.add_argument('--on', type=bool)\n", '{"on": True}', TRAINING),
        ("parser.add_argument('--on', type=str)\n", '{"on": False}', TRAINING),
        ("parser.add_argument('--on', type=lambda text: text == 'True')\n", '{"on": False}', TRAINING),
        ("parser.add_argument('--on', action='store_true')\n", '["--on"]', PROCESSING),
        (
            "parser.add_argument('--on', action='store_true')\nparser.add_argument('way')\n",
            '["--on", "True"]',
            PROCESSING,
        ),
        (
            "parser.add_argument('--on', action='store_true')\nparser.add_argument('--a')\n",
            '["--on", "--a", "b"]',
            PROCESSING,
        ),
    ],
)
def test_what_the_script_can_read(tmp_path, script, arguments, pipeline):
    assert said(tmp_path, script, arguments, pipeline) == []
