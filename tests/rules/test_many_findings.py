"""Where something is wrong thousands of times over, the rules do not take the square of that."""

from __future__ import annotations

import json
import time

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import ListValue, Literal, Record, StepReference
from pipelint.rules.smp101_unknown_step import MOST_GUESSES, UnknownStep
from pipelint.rules.smp601_hidden_order import MOST_WRITERS, HiddenOrder


def test_only_so_many_unknown_names_are_compared_with_every_name():
    steps = [Step(f"Step{number}", "Training", Record({"x": StepReference(f"Stp{number}")})) for number in range(30)]
    messages = [report.message for report in UnknownStep().check(Pipeline(tuple(steps)))]
    assert len(messages) == 30
    assert all('did you mean "Step' in message for message in messages[:MOST_GUESSES])
    assert messages[MOST_GUESSES:] == [
        f'Steps.Stp{number} is read, but the pipeline has no step "Stp{number}"' for number in range(MOST_GUESSES, 30)
    ]


def test_each_read_of_a_place_that_many_write_is_reported_with_one_writer():
    steps = tuple(_processing(number) for number in range(MOST_WRITERS + 100))
    writers = {report.step: report.message for report in HiddenOrder().check(Pipeline(steps))}
    assert writers == {
        step.name: f'step "{step.name}" reads "s3://bucket/data", which "{writer}" writes, but does not wait for it'
        for step in steps
        for writer in ["P2" if step.name == "P1" else "P1"]
    }


def _processing(number):
    uri = Record({"S3Uri": Literal("s3://bucket/data")})
    inputs = ListValue((Record({"InputName": Literal("in"), "S3Input": uri}),))
    outputs = ListValue((Record({"OutputName": Literal("out"), "S3Output": uri}),))
    arguments = {"ProcessingInputs": inputs, "ProcessingOutputConfig": Record({"Outputs": outputs})}
    return Step(f"P{number}", "Processing", Record(arguments))


def test_a_uri_of_many_segments_costs_what_it_is_long():
    uri = "s3://bucket" + "/a" * 50_000
    output = {"OutputName": "o", "S3Output": {"S3Uri": uri, "LocalPath": "/opt/ml/o", "S3UploadMode": "EndOfJob"}}
    source = {"InputName": "i", "S3Input": {"S3Uri": uri, "LocalPath": "/opt/ml/i", "S3DataType": "S3Prefix"}}
    write = {"Name": "W", "Type": "Processing", "Arguments": {"ProcessingOutputConfig": {"Outputs": [output]}}}
    read = {"Name": "R", "Type": "Processing", "Arguments": {"ProcessingInputs": [source]}}
    start = time.process_time()
    findings = check(
        [], Settings((Choice(select=("SMP601",)),)), stdin=("d.json", json.dumps({"Steps": [write, read]}).encode())
    ).findings
    assert [finding.code for finding in findings] == ["SMP601"]
    assert time.process_time() - start < 5
