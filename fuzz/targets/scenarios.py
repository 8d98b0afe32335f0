"""Scenario files, in YAML and JSON, played as ``pipelint simulate`` does.

A first line ``# NAME`` says which definition of ``fixtures/`` it is played on, ``# NAME json`` that it is JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import yaml

from fuzz import seeds
from fuzz.doors import FIXTURES
from fuzz.mutation import documents, text
from fuzz.target import Target
from pipelint.harness import Harness, HarnessError
from pipelint.harness.scenarios.files import ScenarioError
from pipelint.harness.scenarios.playing import play
from pipelint.harness.scenarios.report import REPORTS, Played
from pipelint.harness.scenarios.scenario import read_scenarios

_PIPELINES = {
    "sample": FIXTURES / "sample_project" / "definition.json",
    "gate": FIXTURES / "small_pipelines" / "v2" / "train_and_gate.json",
    "loop": FIXTURES / "definitions" / "v3" / "for_each_parameter.json",
    "functions": FIXTURES / "definitions" / "v2" / "function_steps.json",
    "callbacks": FIXTURES / "definitions" / "v3" / "lambda_callback_outputs.json",
    "checks": FIXTURES / "definitions" / "v3" / "clarify_checks.json",
}
_SEEDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("sample", {"name": "all", "description": "x", "parameters": {"MinAccuracy": 0.9}, "validate": "present"}),
    ("sample", {"dialect": "service", "coercion": "numeric", "undecided": "if", "any_of_skipped": "runs"}),
    ("sample", {"region": "eu-west-1", "account": "123456789012", "now": "2025-01-01T00:00:00Z", "variables": {}}),
    ("sample", {"steps": {"TrainModel": {"attempts": [{"fails": "x"}, {"outputs": {}}]}}, "expect": {"failure": "x"}}),
    ("sample", {"steps": {"TrainModel": {"fails": {"reason": "x", "kind": "SageMaker.JOB_INTERNAL_ERROR"}}}}),
    ("sample", {"scenarios": [{"name": "a"}, {"expect": {"status": "Succeeded", "path": ["PreprocessData"]}}]}),
    ("sample", {"steps": {"EvaluateModel": {"stops": "x"}}, "expect": {"status": "Stopped"}}),
    ("functions", {"steps": {"First": {"returns": [1, {"a": 2}]}}}),
    ("loop", {"steps": {"Train": {"outputs": {"ModelArtifacts": {"S3ModelArtifacts": "s3://b/k"}}}}}),
    ("callbacks", {"steps": {"Lambda": {"outputs": {"OutputParameters": [{"Name": "a", "Value": "b"}]}}}}),
    ("checks", {"steps": {"Check": {"violates": "x", "outputs": {}}}}),
)
_WORDS = (
    *(
        "name:",
        "parameters:",
        "steps:",
        "expect:",
        "outputs:",
        "property_files:",
        "files:",
        "fails:",
        "stops:",
        "path:",
    ),
    *("attempts:", "returns:", "violates:", "branches:", "arguments:", "status:", "scenarios:", "now:", "dialect:"),
    *(
        "&a",
        "*a",
        "<<: *a",
        "!!binary",
        "!!timestamp",
        "2025-01-01",
        "0o17",
        "1_000",
        ".inf",
        "~",
        "yes",
        "|",
        ">-",
        "---",
    ),
    *("TrainModel", "EvaluateModel", "PreprocessData", "CheckAccuracy", "RegisterModel", "NotifyTeam", "MinAccuracy"),
)


def _run(data: bytes, folder: Path) -> None:
    first, _, rest = data.partition(b"\n") if data.startswith(b"#") else (b"", b"", data)
    words = first.decode("ascii", "replace").strip("# \r").split()
    definition = _PIPELINES.get(words[0] if words else "", _PIPELINES["sample"])
    file = folder / ("scenario.json" if words[1:] == ["json"] else "scenario.yaml")
    file.write_bytes(rest)
    try:
        scenarios = read_scenarios(file)
    except ScenarioError:
        return
    finally:
        file.unlink()
    played = []
    for scenario in scenarios:
        try:
            played.append(Played(scenario.name, scenario.file, play(scenario, definition)))
        except HarnessError as error:
            played.append(Played(scenario.name, scenario.file, error=str(error)))
    for report in REPORTS.values():
        report(played)


def _seeds() -> Iterator[bytes]:
    yield from (b"# sample\n" + data for data in seeds.fixtures("**/scenarios/*.yaml"))
    for name, content in _SEEDS:
        yield f"# {name}\n{yaml.safe_dump(content)}".encode()
        yield f"# {name} json\n{json.dumps(content)}".encode()
    for name, file in _PIPELINES.items():
        steps: dict[str, Any] = {step.name: {"outputs": {}} for step in Harness(file).pipeline.all_steps()}
        yield f"# {name}\n{yaml.safe_dump({'steps': steps})}".encode()


def _mutate(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    head, _, body = data.partition(b"\n")
    if random.random() < 0.05:
        head = f"# {random.choice(list(_PIPELINES))} {random.choice(('', 'json'))}".strip().encode()
    bodies = [other.partition(b"\n")[2] for other in others]
    content = _content(body)
    if content is None or random.random() < 0.4:
        return head + b"\n" + text.mutate(body, random, bodies, _WORDS)
    changed = documents.changed(content, random, _content(random.choice(bodies)), [word.strip(":") for word in _WORDS])
    return head + b"\n" + documents.written(changed, random)


def _content(body: bytes) -> Any:
    """Return what a scenario file holds, None where it cannot be read.

    Neither can one with an alias: nine of nine of nine and so on, written out as JSON, take more memory than there is.
    """
    if re.search(rb"\*[\w-]", body):
        return None
    try:
        content = yaml.safe_load(body)
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, AttributeError, OverflowError):
        return None
    try:  # what JSON has no form for, such as a time, and what holds itself
        return json.loads(json.dumps(content, default=str))
    except (ValueError, TypeError, RecursionError):
        return None


TARGET = Target("scenarios", _run, _seeds, _mutate, _WORDS)
