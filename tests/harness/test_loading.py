"""Definitions that cannot be run honestly are refused before they run."""

from __future__ import annotations

import pytest
from harness_samples import condition, definition, get, lambda_, parameter, processing

from pipelint.harness import Harness, InvalidDefinition, NotSimulated, Unsettled, outputs


def test_a_condition_of_an_unknown_type_is_not_simulated():
    odd = {"Type": "Contains", "LeftValue": "a", "RightValue": "b"}
    with pytest.raises(NotSimulated) as caught:
        Harness(definition(condition("Check", [odd])))
    assert str(caught.value) == (
        'a condition cannot be run (at /Steps/0/Arguments/Conditions/0): pipelint knows no condition of type "Contains"'
    )


def test_a_part_that_was_not_understood_is_not_left_out_silently():
    with pytest.raises(NotSimulated, match=r"an item of Steps cannot be run \(at /Steps/1\): expected an object"):
        Harness(definition(lambda_("A"), "B"))


def test_a_definition_nested_too_deeply_is_refused():
    value = "x"
    for _ in range(200):
        value = [value]
    with pytest.raises(InvalidDefinition, match="<definition> is nested more than 150 levels deep"):
        Harness(definition(lambda_("A", {"x": value})))


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "latin.json"
    path.write_bytes(b'{"Steps": ["\xe9"]}')
    with pytest.raises(InvalidDefinition, match=r"is not UTF-8 text \(byte 12\)"):
        Harness(path)


def test_the_answer_of_describe_pipeline_says_what_to_save():
    with pytest.raises(InvalidDefinition, match="this is the answer of DescribePipeline"):
        Harness({"PipelineDefinition": "{}"})


def test_an_sdk_pipeline_gives_its_name():
    class SdkPipeline:
        name = "Abalone"

        def definition(self):
            import json

            return json.dumps(definition(lambda_("Tell", {"n": {"Get": "Execution.PipelineName"}})))

    assert Harness(SdkPipeline()).run()["Tell"].arguments == {"n": "Abalone"}


def test_text_nested_beyond_what_json_can_parse_is_refused():
    with pytest.raises(InvalidDefinition, match="nested"):
        Harness('{"Steps": ' + "[" * 100_000 + "]" * 100_000 + "}")


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        ({1, 2}, NotSimulated, 'step "A" holds a value that could not be read: a definition cannot hold'),
        (get("Steps.P.PropertyFiles.Report"), InvalidDefinition, "a property file can only be read through JsonGet"),
        ({"Std:Join": {"On": "", "Values": "abc"}}, Unsettled, "joins 'abc' with ''; expected a list and a string"),
        ({"Std:JsonGet": {"S3Uri": 3, "Path": "a"}}, InvalidDefinition, "reads a JSON file at 3, which is no S3 URI"),
        ({"Std:JsonGet": {"S3Uri": "s3://x", "Path": ["a"]}}, Unsettled, "the file s3://x is read without a json path"),
    ],
)
def test_expressions_that_make_no_sense_are_named_when_they_are_read(value, error, message):
    report = processing("P", outputs=("o",), property_files={"Report": "o"})
    fakes = {"P": outputs(files={"s3://x": {}})}
    with pytest.raises(error, match=message):
        Harness(definition(report, lambda_("A", {"x": value}, depends_on=["P"]))).run(steps=fakes)


def test_an_expression_in_a_parameter_is_refused():
    with pytest.raises(
        InvalidDefinition, match=r"an expression stands where only a plain value may: Parameters\.Other"
    ):
        Harness(definition(parameters=[parameter("P", "String", get("Parameters.Other"))])).run()


def test_a_parameter_of_an_unknown_type_takes_any_value():
    sample = definition(lambda_("A", {"x": get("Parameters.P")}), parameters=[parameter("P", "Map")])
    assert Harness(sample).run(parameters={"P": {"a": [1]}})["A"].arguments == {"x": {"a": [1]}}
