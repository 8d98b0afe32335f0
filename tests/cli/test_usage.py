"""Command lines that make no sense, and some that only look so."""

from __future__ import annotations

from pathlib import Path

import pytest

from .samples import FAULTY, run


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--formt", "json"], 'SMP011 [wrong-usage] no such option "--formt"; did you mean "--format"?'),
        (["a.py", "--ignroe=SMP1"], 'SMP011 [wrong-usage] no such option "--ignroe"; did you mean "--ignore"?'),
        (["-x"], 'SMP011 [wrong-usage] no such option "-x".'),
        (
            ["--format", "jsn"],
            'SMP011 [wrong-usage] argument --format: no such format "jsn"; did you mean "json"? '
            'The formats are "text", "concise", "json",',
        ),
        (["--output"], "SMP011 [wrong-usage] argument --output: expected one argument."),
        (["chekc", "p.py"], 'SMP011 [wrong-usage] no such command, file or folder "chekc"; did you mean "check"?'),
        (["--stdin-filename", "p.py"], "SMP011 [wrong-usage] --stdin-filename names what is read from standard input"),
        (["rule"], "SMP011 [wrong-usage] the following arguments are required: CODE."),
        (["rule", "SMP101", "SMP102"], 'SMP011 [wrong-usage] one argument too many: "SMP102".'),
        (["rules", "--fromat", "json"], 'SMP011 [wrong-usage] no such option "--fromat"; did you mean "--format"?'),
        (["--select", "SMP59"], 'SMP007 [unknown-code] no rule has the code "SMP59"; did you mean "SMP559"?'),
        (["--ignore", "E501"], 'SMP007 [unknown-code] no rule has the code "E501"'),
        (["--ignore", "SMP1,"], 'SMP007 [unknown-code] no rule has the code "".'),
        (["--ignore", "unknown-output"], 'no rule has the code "unknown-output"; did you mean "SMP103"?'),
        (["rule", "SMP1033"], 'SMP007 [unknown-code] no rule has the code or name "SMP1033"; did you mean "SMP103"?'),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    status, out, (line,) = run(capsys, *arguments)
    assert (status, out) == (2, [])
    assert line.startswith("pipelint: error SMP0")
    assert message in line
    assert line.endswith(("See `pipelint --help`.", "List all codes with `pipelint rules`."))


def test_every_unknown_code_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "--select", "SMP59,smp1", "--extend-select", "SMP9999", "--ignore", "X1")
    assert (status, out) == (2, [])
    assert [line.split('"')[1] for line in err] == ["SMP59", "SMP9999", "X1"]


def test_a_file_named_like_an_option_stands_after_two_dashes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "-x.py").write_text(FAULTY)
    status, out, err = run(capsys, "--select", "SMP5", "--", "-x.py")
    assert (status, err) == (1, [])
    assert out[0].startswith("-x.py:5:43: warning SMP501")


def test_a_folder_named_like_a_command_is_reached_through_its_path(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "rules").mkdir()
    (project / "rules" / "p.py").write_text(FAULTY)
    assert run(capsys, "check", "rules")[1][0].startswith("rules/p.py:5:43: warning SMP501")
