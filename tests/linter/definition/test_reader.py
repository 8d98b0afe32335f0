"""One definition file: what is read, in which encodings, and what is said of a file that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelint.findings import Span
from pipelint.linter.definition.reader import looks_like_definition, read_definition_file
from pipelint.pipeline.values import Literal, Origin

DEFINITIONS = sorted((Path(__file__).parents[3] / "fixtures" / "definitions").rglob("*.json"))
TEXT = '{"Version": "2020-12-01", "Steps": [{"Name": "Präpare", "Type": "Training", "Arguments": {}}]}'


def refusal(data: bytes) -> tuple[str, str, int | None, int | None]:
    reading = read_definition_file(data, "d.json", explicit=True)
    assert (reading.kind, reading.pipelines) == ("definition", ())
    (finding,) = reading.findings
    return finding.code, finding.message, finding.span.line, finding.span.column


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_real_definitions_are_read_whole(path: Path) -> None:
    data = path.read_bytes()
    assert looks_like_definition(data)
    reading = read_definition_file(data, path.name)
    assert reading.findings == ()
    (pipeline,) = reading.pipelines
    assert pipeline.steps_complete and pipeline.gaps == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_that_json_allows_is_read_and_keeps_its_places(encoding: str) -> None:
    reading = read_definition_file(TEXT.encode(encoding), "d.json")
    (pipeline,) = reading.pipelines
    (step,) = pipeline.steps
    assert step.name == "Präpare"
    assert reading.span(step.origin) == Span("d.json", 1, 37, 1, 93, pointer="/Steps/0")
    assert reading.span(None) == Span("d.json")


def test_a_number_too_great_for_a_float_is_read_as_json_loads_does() -> None:
    text = TEXT.replace('"Arguments": {}', '"Arguments": {"a": -1e999}').replace("ä", "e")
    reading = read_definition_file(text.encode(), "d.json")
    assert reading.findings == ()
    argument = reading.pipelines[0].steps[0].arguments.get("a")
    assert argument == Literal(float("-inf"))
    assert reading.span(argument.origin).column == text.index("-1e999") + 1


SYNTAX = {
    "": ("the file is empty; a pipeline definition was expected", 1, 1),
    " \n\t": ("the file is empty; a pipeline definition was expected", 1, 1),
    "{": ("truncated JSON: the file ends where a key in double quotes was expected", 1, 2),
    '{"Steps"': ('truncated JSON: the file ends where ":" and a value was expected', 1, 9),
    '{"Steps": [\n': ("truncated JSON: the file ends where a value was expected", 2, 1),
    '{"Steps": [{}': ('truncated JSON: the file ends where "," or a closing bracket was expected', 1, 14),
    '{"Steps": "x': ("truncated JSON: the file ends within the string that begins here", 1, 11),
    '{"Steps": tr': ("truncated JSON: the file ends where a value was expected", 1, 11),
    '{"Steps": [-': ("truncated JSON: the file ends where a value was expected", 1, 12),
    '{"Steps": [1.': ('truncated JSON: the file ends where "," or a closing bracket was expected', 1, 13),
    r'{"Steps": "\u00': ("truncated JSON: the file ends within an escape", 1, 13),
    "{'Steps': []}": ('broken JSON: expected a key in double quotes, found "\'"', 1, 2),
    '{"Steps" []}': ('broken JSON: expected ":" and a value, found "["', 1, 10),
    '{"Steps": []}\n}': ('broken JSON: expected nothing more after the end of the JSON value, found "}"', 2, 1),
    '{"Steps": [None]}': ('broken JSON: expected a value, found "N"', 1, 12),
    '{"a": "\x01"}': ("broken JSON: expected an escape in place of a control character", 1, 8),
    r'{"a": "\x"}': (r"broken JSON: expected one of the escapes \" \\ \/ \b \f \n \r \t \u", 1, 8),
    '{"a": 1}\ufeff': (r"broken JSON: expected nothing more after the end of the JSON value, found '\ufeff'", 1, 9),
    "\ufeff\ufeff{}": (r"broken JSON: expected no byte order mark, found '\ufeff'", 1, 1),
    "[" * 200_000: ("the file is nested 200,000 levels deep, which is more than can be read", 1, 200_000),
    '["[",\n' + "[" * 99_999 + "]" * 100_000: (
        "the file is nested 100,000 levels deep, which is more than can be read",
        2,
        99_999,
    ),
    "[" + "1" * 5000 + "]": ("the file holds a number of 5,000 digits, which is more than can be read", 1, 2),
    '[-1,\n "' + "2" * 9000 + '", -' + "1" * 5000 + "rest]": (
        "the file holds a number of 5,000 digits, which is more than can be read",
        2,
        9007,
    ),
}


@pytest.mark.parametrize("text", SYNTAX, ids=lambda text: ascii(text[:20]))
def test_what_is_no_json_is_one_finding_with_what_was_expected_there(text: str) -> None:
    assert refusal(text.encode()) == ("SMP003", *SYNTAX[text])


def test_half_an_escape_is_said() -> None:
    code, message, line, _ = refusal(rb'{"a": "\u12"}')
    assert (code, message, line) == ("SMP003", r"broken JSON: expected four hexadecimal digits after \u", 1)


def test_what_is_in_another_encoding_is_one_finding() -> None:
    assert refusal(TEXT.replace("{", "{\n", 1).encode("latin-1")) == (
        "SMP008",
        "not UTF-8: invalid continuation byte at byte 49",
        2,
        None,
    )
    assert refusal(b"\xff\xfe{")[0] == "SMP008"


def test_json_that_is_no_definition_is_said_only_of_a_file_the_user_named() -> None:
    data = b'{"Template": {"Version": "2020-12-01"},\n "Steps": {}}'
    assert refusal(data) == (
        "SMP004",
        'not a pipeline definition: "Steps" of a pipeline definition is a list, this is an object',
        2,
        11,
    )
    assert read_definition_file(data, "d.json").findings == ()


def test_an_answer_without_the_text_of_the_definition_is_told_apart() -> None:
    code, message, line, column = refusal(b'{"PipelineArn": "a", "PipelineDefinition": {}}')
    assert (code, line, column) == ("SMP004", 1, 44)
    assert "--query PipelineDefinition" in message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_in_any_encoding_a_definition_is_recognised_in_a_folder(encoding: str) -> None:
    assert looks_like_definition(TEXT.encode(encoding))
    assert not looks_like_definition(TEXT.replace("2020", "2021").encode(encoding))


@pytest.mark.parametrize(("encoding", "mark"), [("utf-16", 2), ("utf-16-be", 0), ("utf-32", 4)])
def test_an_encoding_that_is_cut_off_is_one_finding(encoding: str, mark: int) -> None:
    width = int(encoding[4:6]) // 8
    code, message, line, column = refusal(TEXT.encode(encoding)[:-1])
    assert (code, line, column) == ("SMP008", 1, None)
    assert message.startswith(f"not {encoding.upper()}")
    assert message.endswith(f": truncated data at byte {mark + width * (len(TEXT) - 1)}")


def test_places_are_found_together_or_one_by_one() -> None:
    reading = read_definition_file(TEXT.encode(), "d.json")
    origins = [Origin("d.json", ("Steps", 0, key)) for key in ("Name", "Type")]
    reading.prepare(origins)
    assert [(span.column, span.end_column) for span in map(reading.span, origins)] == [(46, 55), (65, 75)]
    assert reading.span(Origin("d.json", ("Version",))).column == 13
