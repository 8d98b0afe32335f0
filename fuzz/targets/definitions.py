"""Compiled definitions: checked as a file, and played with the fakes that the harness makes by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from fuzz import doors, seeds
from fuzz.mutation import documents
from fuzz.target import Target
from pipelint.harness import Harness, HarnessError

_WORDS = (
    *('"Version"', '"2020-12-01"', '"Parameters"', '"Steps"', '"Name"', '"Type"', '"Arguments"', '"DependsOn"'),
    *('"Condition"', '"Conditions"', '"IfSteps"', '"ElseSteps"', '"PropertyFiles"', '"PropertyFileName"', '"Training"'),
    *(
        '"OutputName"',
        '"FilePath"',
        '"Get"',
        '"Std:Join"',
        '"Std:JsonGet"',
        '"On"',
        '"Values"',
        '"Path"',
        '"Processing"',
    ),
    *('"LeftValue"', '"RightValue"', '"GreaterThan"', '"In"', '"QueryValue"', '"Not"', '"Or"', '"Equals"', '"ForEach"'),
    *('"Lambda"', '"Callback"', '"Fail"', '"ErrorMessage"', '"RetryPolicies"', '"CacheConfig"', '"ExpireAfter"'),
    *(
        '"Steps.A"',
        '"Parameters.P"',
        '"Execution.PipelineName"',
        '"DefaultValue"',
        '"EnumValues"',
        '"Integer"',
        '"Float"',
    ),
)


def _run(data: bytes, folder: Path) -> None:
    file = folder / "definition.json"
    file.write_bytes(data)
    doors.check([file])
    try:
        run = Harness(file, undecided="if", coercion="numeric", dialect="service", any_of_skipped="runs").run()
    except HarnessError:
        return
    run.to_mermaid()
    str(run)
    run.to_dict()
    for step in run:
        run.explain(step)


def _more(folder: Path) -> None:
    doors.show([folder / "definition.json"])


def _seeds() -> Iterator[bytes]:
    yield from seeds.fixtures(
        "**/*definition*.json", "definitions/*/*.json", "agreement/*/*.json", "small_pipelines/*/*.json"
    )


def _mutate(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    return documents.mutate(data, random, others, [word.strip('"') for word in _WORDS])


TARGET = Target("definitions", _run, _seeds, _mutate, _WORDS, _more)
