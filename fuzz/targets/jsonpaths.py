"""Json paths: a line that is the path, and below it the document that it reads, checked and played in a pipeline."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from fuzz import doors
from fuzz.mutation import documents, text
from fuzz.target import Target
from pipelint.harness import Harness, HarnessError, outputs

_PATHS = (
    *("metrics.accuracy.value", "$.metrics.accuracy.value", "$['metrics']['accuracy']", "Output[1]", "a[0].b[-1]"),
    *("$..value", "$.*", "$[*]", "a[0:2]", "a[::-1]", "a[?(@.b > 1)]", "a[?(@.b =~ /x.*/i)]", "a['b','c']", "length()"),
    *("$.a[(@.length-1)]", "a.b.length()", "$.a.min()", "`this`", "a|b", "a where b", "$", "@", "", "a..b", "['a.b']"),
)
_WORDS = (
    *("$", "$.", "..", "[*]", "['", "']", "[0]", "[-1]", "[?(@.", ")]", "[0:1]", "@", "length()", " && ", " || ", "=="),
    *("=~ /a/i", "\\'", "\\u0041", "2147483647", "2147483648", "-0", ".*", "~", "keys()", " in ", "subsetof", "empty"),
)
_DOCUMENT = {"metrics": {"accuracy": {"value": 0.9}, "list": [1, {"b": 2}, "text"]}, "Output": [0, 1], "a": [{"b": 1}]}


def _run(data: bytes, folder: Path) -> None:
    first, _, rest = data.partition(b"\n")
    path = first.decode("utf-8", "surrogateescape")
    definition = json.dumps(_definition(path))
    file = folder / "definition.json"
    file.write_text(definition, encoding="utf-8")
    doors.check([file])
    _play(definition, documents.parsed(rest))


def _play(definition: str, document: Any) -> None:
    """Play the pipeline in every dialect, with ``document`` in the property file."""
    for dialect in ("refuse", "service", "local_mode"):
        try:
            fakes = {"Evaluate": outputs(property_files={"Report": document})}
            run = Harness(definition, dialect=dialect, coercion="numeric", undecided="if").run(steps=fakes)
        except HarnessError:
            continue
        str(run)


def _definition(path: str) -> dict[str, Any]:
    """Return a pipeline with a condition on what ``path`` reads, and a step that takes it as an argument."""
    get = {"Std:JsonGet": {"PropertyFile": {"Get": "Steps.Evaluate.PropertyFiles.Report"}, "Path": path}}
    condition = {"Type": "GreaterThan", "LeftValue": get, "RightValue": 0.5}
    output = {"OutputName": "report", "S3Output": {"S3Uri": "s3://b/r", "LocalPath": "/opt/ml/processing/r"}}
    evaluate = {
        "Name": "Evaluate",
        "Type": "Processing",
        "Arguments": {"ProcessingOutputConfig": {"Outputs": [output]}},
        "PropertyFiles": [{"PropertyFileName": "Report", "OutputName": "report", "FilePath": "report.json"}],
    }
    failing = {
        "Name": "Stop",
        "Type": "Fail",
        "Arguments": {"ErrorMessage": {"Std:Join": {"On": " ", "Values": ["x", get]}}},
    }
    choice = {"Conditions": [condition], "IfSteps": [failing], "ElseSteps": []}
    check = {"Name": "Check", "Type": "Condition", "Arguments": choice}
    return {"Version": "2020-12-01", "Parameters": [], "Steps": [evaluate, check]}


def _seeds() -> Iterator[bytes]:
    document = json.dumps(_DOCUMENT)
    yield from (f"{path}\n{document}".encode() for path in _PATHS)


def _mutate(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    path, _, document = data.partition(b"\n")
    paths = [other.partition(b"\n")[0] for other in others]
    if random.random() < 0.8:
        path = text.mutate(path, random, paths, _WORDS).replace(b"\n", b" ")
    else:
        document = documents.mutate(document, random, [])
    return path + b"\n" + document


TARGET = Target("jsonpaths", _run, _seeds, _mutate, _WORDS)
