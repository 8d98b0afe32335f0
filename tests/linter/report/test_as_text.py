"""The report for people."""

from __future__ import annotations

import io

import pytest

from pipelint.findings import Finding, Related, Severity, Span
from pipelint.linter.engine import Result, Summary
from pipelint.linter.problems import problem
from pipelint.linter.report.as_text import message_line, write_text
from pipelint.linter.report.frames import SourceLines
from pipelint.linter.settings import COMMAND_LINE

SUMMARY = Summary({"python": 2, "notebook": 1, "definition": 0, "unreadable": 0}, 1, 2, 0)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


def finding(
    span: Span, message: str = "bad", severity: Severity = Severity.ERROR, way_out: str | None = None, related: int = 0
) -> Finding:
    others = tuple(Related(Span("q.py", number, 1), f"step {number}") for number in range(1, related + 1))
    return Finding("SMP999", "bad-thing", severity, message, span, help=way_out, related=others)


def lines(*findings: Finding, stream: io.StringIO | None = None, summary: Summary = SUMMARY) -> list[str]:
    stream = stream or io.StringIO()
    write_text(Result(findings, summary), stream, SourceLines())
    return stream.getvalue().splitlines()


@pytest.mark.parametrize(
    ("span", "line"),
    [
        (Span("p.py"), "p.py: error SMP999 [bad-thing] bad"),
        (Span("p.py", 3, 7, 3, 9), "p.py:3:7: error SMP999 [bad-thing] bad"),
        (
            Span("n.ipynb", 30, 7, 30, 9, cell=2, cell_line=4),
            "n.ipynb:30:7: error SMP999 [bad-thing] bad (cell 2, line 4)",
        ),
        (Span("n.ipynb", cell=2), "n.ipynb: error SMP999 [bad-thing] bad (cell 2)"),
        (Span("d.json", 1, 1, 1, 9, pointer="/Steps/0"), "d.json:1:1: error SMP999 [bad-thing] bad (at /Steps/0)"),
        (Span("d.json", 1, 1, 1, 9, pointer=""), "d.json:1:1: error SMP999 [bad-thing] bad"),
    ],
)
def test_a_place_is_written_as_editors_read_it(span: Span, line: str) -> None:
    assert lines(finding(span))[0] == line


def test_help_and_related_places_stand_indented_below() -> None:
    assert lines(finding(Span("p.py", 1, 1), way_out="Do this.\n\nOr that.", related=2))[1:] == [
        "    Do this.",
        "    ",
        "    Or that.",
        "    q.py:1:1: step 1",
        "    q.py:2:1: step 2",
        "1 error in 3 files; recognised 1 pipeline with 2 steps",
    ]


def test_control_characters_of_a_users_name_never_reach_the_terminal() -> None:
    shown = lines(finding(Span("a\n.py"), 'step "\x1b[2J\x9b\u2028x"', way_out="\x07"))
    assert shown[:2] == [r'a\n.py: error SMP999 [bad-thing] step "\x1b[2J\x9b\u2028x"', r"    \x07"]


@pytest.mark.parametrize(
    ("counts", "summary", "line"),
    [
        ((0, 0, 0), SUMMARY, "no findings in 3 files; recognised 1 pipeline with 2 steps"),
        (
            (2, 1, 3),
            Summary({"python": 1}, 2, 1, 1),
            "2 errors, 1 warning, 3 info in 1 file; recognised 2 pipelines with 1 step, 1 place not understood",
        ),
        ((0, 2, 0), Summary({}, 0, 0, 0), "2 warnings in 0 files; recognised no pipeline"),
        (
            (1, 0, 0),
            Summary({"definition": 2}, 1, 0, 4),
            "1 error in 2 files; recognised 1 pipeline with 0 steps, 4 places not understood",
        ),
    ],
)
def test_the_last_line_says_what_was_looked_at_and_recognised(
    counts: tuple[int, int, int], summary: Summary, line: str
) -> None:
    found = [
        finding(Span("p.py"), severity=severity) for severity, n in zip(Severity, counts, strict=True) for _ in range(n)
    ]
    assert lines(*found, summary=summary)[-1] == line


def test_a_terminal_gets_the_same_text_in_colour() -> None:
    one = finding(Span("p.py", 1, 1), "x" * 200 + " [bold] :smile:", way_out="Do [this].")
    coloured = "\n".join(lines(one, stream=Terminal()))
    assert "\x1b[1;31merror\x1b[0m" in coloured
    assert without_colour(coloured) == "\n".join(lines(one))


def without_colour(coloured: str) -> str:
    from rich.text import Text

    return Text.from_ansi(coloured).plain


@pytest.mark.parametrize(
    ("variable", "value", "stream", "coloured"),
    [
        ("NO_COLOR", "1", Terminal, False),
        ("TERM", "dumb", Terminal, False),
        ("FORCE_COLOR", "1", io.StringIO, True),
        ("UNRELATED", "1", Terminal, True),
        ("UNRELATED", "1", io.StringIO, False),
    ],
)
def test_colour_follows_the_terminal_and_the_environment(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, stream: type[io.StringIO], coloured: bool
) -> None:
    monkeypatch.setenv(variable, value)
    assert ("\x1b[" in "".join(lines(finding(Span("p.py")), stream=stream()))) is coloured


@pytest.mark.parametrize("columns", ["0", "-1", "many"])
def test_a_terminal_that_says_it_has_no_columns_is_written_to(monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    plain = lines(finding(Span("p.py"), "bad" * 50))
    monkeypatch.setenv("COLUMNS", columns)
    coloured = lines(finding(Span("p.py"), "bad" * 50), stream=Terminal())
    assert [without_colour(line) for line in coloured] == plain


def test_a_message_on_standard_error_is_one_line() -> None:
    assert message_line(problem("SMP011", 'no such option "-\n"; did you mean "-x"?', Span(COMMAND_LINE))) == (
        r'pipelint: error SMP011 [wrong-usage] no such option "-\n"; did you mean "-x"? See `pipelint --help`.'
    )
    assert message_line(problem("SMP011", "no", Span(COMMAND_LINE))) == (
        "pipelint: error SMP011 [wrong-usage] no. See `pipelint --help`."
    )
    assert message_line(problem("SMP045", "holds no rule", Span("rules/a\n.py"))) == (
        r"rules/a\n.py: error SMP045 [no-own-rule] holds no rule. Write a rule there, or leave the file out."
    )
