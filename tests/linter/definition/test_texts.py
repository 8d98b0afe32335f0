"""A definition that stands as a string in the service's answer: read as it is, with the places of the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelint.findings import Finding, Span
from pipelint.linter.definition.positions import locate
from pipelint.linter.definition.reader import looks_like_definition, read_definition_file
from pipelint.linter.engine import check
from pipelint.linter.settings import Settings
from pipelint.pipeline.values import Literal, Origin
from tests.linter.definition.test_positions import JSON, covered, every_pointer

DEFINITIONS = sorted((Path(__file__).parents[3] / "fixtures" / "definitions").rglob("*.json"))
FAULTY = """\
{"Version": "2020-12-01", "Steps": [
  {"Name": "A", "Type": "Lambda", "FunctionArn": "\\u00e4\\\\", "OutputParameters": [],
   "Arguments": {"ü": {"Get": "Steps.B.Nothing"}}}]}
"""


def answer(text: str, **more: object) -> str:
    """Return what `aws sagemaker describe-pipeline` prints."""
    keys = {"PipelineArn": "arn", "PipelineName": "abalone", "PipelineDefinition": text, "RoleArn": "arn"}
    return json.dumps({**keys, **more}, indent=4)


def findings(text: str) -> list[Finding]:
    return list(check([], Settings(), stdin=("d.json", text.encode())).findings)


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_answer_of_describe_pipeline_is_read_as_the_definition_in_it(path: Path) -> None:
    text = path.read_text()
    data = answer(text).encode()
    assert looks_like_definition(data)
    reading = read_definition_file(data, "d.json")
    (alone,) = read_definition_file(text.encode(), "d.json").pipelines
    (pipeline,) = reading.pipelines
    assert (reading.findings, pipeline.name) == ((), Literal("abalone"))
    assert (pipeline.steps, pipeline.parameters) == (alone.steps, alone.parameters)


def test_a_finding_has_the_pointer_of_the_definition_and_the_place_of_the_file() -> None:
    text = answer(FAULTY)
    (found,) = findings(text)
    start = text.splitlines()[3].index(r"{\"Get\"") + 1
    assert (found.code, found.pipeline) == ("SMP101", "abalone")
    end = start + len(r"{\"Get\": \"Steps.B.Nothing\"}")
    assert found.span == Span("d.json", 4, start, 4, end, pointer="/Steps/0/Arguments/ü")


@pytest.mark.parametrize("ascii_only", [True, False])
def test_the_string_alone_is_read_too(ascii_only: bool) -> None:
    text = json.dumps(FAULTY, ensure_ascii=ascii_only)
    assert looks_like_definition(text.encode())
    (found,) = findings(text)
    assert (found.code, found.span.line, found.span.column) == ("SMP101", 1, text.index(r"{\"Get\"") + 1)
    assert found.pipeline is None


def test_the_answer_for_an_execution_has_no_name() -> None:
    text = json.dumps({"PipelineDefinition": FAULTY, "CreationTime": "2024-01-01T00:00:00+00:00"})
    assert [(one.code, one.pipeline) for one in findings(text)] == [("SMP101", None)]


@given(JSON, st.sampled_from([None, 2]), st.booleans(), st.booleans())
def test_every_place_in_the_string_is_the_place_in_the_file(
    value: object, indent: int | None, inner_ascii: bool, outer_ascii: bool
) -> None:
    text = json.dumps({"Steps": [], "Metadata": value}, indent=indent, ensure_ascii=inner_ascii)
    file = json.dumps({"PipelineDefinition": text}, ensure_ascii=outer_ascii)
    data = file.encode("utf-8", "surrogatepass")
    reading = read_definition_file(data, "d.json")
    wanted = [pointer for pointer, _ in every_pointer(json.loads(text))]
    inner = locate(text, wanted)
    for pointer in wanted:
        span = reading.span(Origin("d.json", pointer))
        assert span.line == span.end_line == 1
        quoted = file[(span.column or 0) - 1 : (span.end_column or 0) - 1]
        assert json.loads(f'"{quoted}"') == covered(text, inner[pointer])


WHOLE = answer(FAULTY)
BROKEN = {
    "cut": (FAULTY[:37], 'truncated JSON: "PipelineDefinition" ends where a value was expected', '",\n'),
    "within a string": (
        FAULTY[:43],
        'truncated JSON: "PipelineDefinition" ends within the string that begins here',
        r"\"Na",
    ),
    "no JSON": (
        FAULTY.replace('"Name"', "Name"),
        'broken JSON in "PipelineDefinition": expected a key in double quotes, found "N"',
        "Name: ",
    ),
    "empty": ("", '"PipelineDefinition" is empty; a pipeline definition was expected', '",\n'),
    "nested": (
        "[" * 200_000,
        '"PipelineDefinition" is nested 200,000 levels deep, which is more than can be read',
        '["',
    ),
}


@pytest.mark.parametrize(("text", "message", "here"), BROKEN.values(), ids=BROKEN)
def test_a_broken_string_is_a_finding_at_the_very_place(text: str, message: str, here: str) -> None:
    file = answer(text)
    (found,) = findings(file)
    line, column = 4, file.splitlines(keepends=True)[3].index(here) + 1
    assert (found.code, found.message, found.span) == ("SMP003", message, Span("d.json", line, column))
    assert found.help == "Save the whole answer of the service again, or the text that `pipeline.definition()` returns."


def test_odd_json_in_the_string_has_the_places_of_the_file() -> None:
    text = '{"Version": "2020-12-01", "Version": "2020-12-01",\n"Metadata": {"a": NaN}, "Steps": []}'
    file = answer(text)
    doubled, constant = (one for one in findings(file) if one.code in ("SMP015", "SMP016"))
    line = file.splitlines()[3]
    first = line.index(r"\"Version\"") + 1
    second = line.index(r"\"Version\"", first) + 1
    assert doubled.message == f'the key "Version" stands twice in one object, first at line 4, column {first}'
    assert doubled.span == Span("d.json", 4, second, 4, second + len(r"\"Version\""), pointer="/Version")
    assert (constant.span.line, constant.span.column) == (4, line.index("NaN") + 1)


NO_DEFINITION = {
    "a number": ("5", "a pipeline definition is a JSON object, this is a number", "5"),
    "an answer again": (
        json.dumps({"PipelineDefinition": "{}"}),
        "this is the answer of DescribePipeline, which holds the definition as text: save that text alone, with "
        "`aws sagemaker describe-pipeline --pipeline-name NAME --query PipelineDefinition --output text`",
        r"\"{}",
    ),
    "no steps": ('{"Version": 1}', 'a pipeline definition has a list of "Steps", this object has none', r"{\""),
}


@pytest.mark.parametrize(("text", "message", "here"), NO_DEFINITION.values(), ids=NO_DEFINITION)
def test_a_string_of_something_else_is_no_definition(text: str, message: str, here: str) -> None:
    file = answer(text)
    (found,) = findings(file)
    assert (found.code, found.message) == ("SMP004", f"not a pipeline definition: {message}")
    assert (found.span.line, found.span.column) == (4, file.splitlines()[3].index(here, 26) + 1)


def test_in_a_folder_only_the_answer_is_taken_for_a_definition(tmp_path: Path) -> None:
    (tmp_path / "answer.json").write_text(answer(FAULTY))
    (tmp_path / "powershell.json").write_text(answer(FAULTY), encoding="utf-16")
    template = {"Resources": {"P": {"Properties": {"PipelineDefinition": {"PipelineDefinitionBody": FAULTY}}}}}
    (tmp_path / "template.json").write_text(json.dumps(template)[:-1])
    result = check([str(tmp_path)], Settings())
    found = [(Path(one.span.file).name, one.code) for one in result.findings]
    assert found == [("answer.json", "SMP101"), ("powershell.json", "SMP101")]
    assert result.summary.files["definition"] == 2
