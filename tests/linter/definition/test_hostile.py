"""Definitions made to do harm: cut anywhere, nested without end, wide and deep joins, names that command a terminal."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelint.linter.engine import Result, check
from pipelint.linter.settings import Settings

FIXTURES = Path(__file__).parents[3] / "fixtures"
REAL = (FIXTURES / "small_pipelines" / "v2" / "train_and_gate.json").read_bytes()


def checked(data: bytes) -> Result:
    """Check `data`, and see that nothing of pipelint failed."""
    result = check([], Settings(), stdin=("d.json", data))
    assert [one.message for one in result.findings if one.code in ("SMP005", "SMP012")] == []
    return result


def definition(step: str) -> str:
    return f'{{"Version": "2020-12-01", "Metadata": {{}}, "Parameters": [], "Steps": [{step}]}}'


def fail(message: str) -> str:
    return definition(f'{{"Name": "A", "Type": "Fail", "Arguments": {{"ErrorMessage": {message}}}}}')


# --- cut off ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("escape", ["", "\\u00e4"])
def test_a_definition_cut_anywhere_is_one_finding(escape: str) -> None:
    text = REAL.decode().rstrip().replace(' "s', f' "{escape}s')
    assert checked(text.encode()).summary.pipelines == 1
    for length in range(0, len(text), 3):
        (found,) = checked(text[:length].encode()).findings
        assert found.code == "SMP003"
        assert found.message.startswith("truncated JSON: the file ends " if length else "the file is empty")


# --- nested ----------------------------------------------------------------------------------------------------------

EQUALS = '{"Type": "Equals", "LeftValue": {"Get": "Execution.PipelineName"}, "RightValue": "x"}'
CONDITIONS = '{"Name": "A", "Type": "Condition", "Arguments": {"IfSteps": [], "ElseSteps": [], "Conditions": ['
BRANCH = '{"Name": "A", "Type": "Condition", "Arguments": {"Conditions": [], "ElseSteps": [], "IfSteps": ['
MESSAGE = '{"Name": "A", "Type": "Fail", "Arguments": {"ErrorMessage": '

# What opens, what is repeated, what is innermost, how both close; and how many levels 100,000 of them are.
NESTED = {
    "conditions": (CONDITIONS, '{"Type": "Not", "Condition": ', EQUALS, "}", "]}}", 100_007),
    "alternatives": (CONDITIONS, '{"Type": "Or", "Conditions": [', EQUALS, "]}", "]}}", 200_007),
    "branches": ("", BRANCH, "", "]}}", "", 300_002),
    "lists": (MESSAGE, "[", "", "]", "}}", 100_004),
    "joins": (MESSAGE, '{"Std:Join": {"On": "", "Values": [', '"x"', "]}}", "}}", 300_004),
}


def nested(kind: str, depth: int) -> bytes:
    head, opening, inside, closing, tail, _ = NESTED[kind]
    return definition(head + opening * depth + inside + closing * depth + tail).encode()


@pytest.mark.parametrize("kind", NESTED)
def test_what_is_nested_without_end_is_one_finding(kind: str) -> None:
    (found,) = checked(nested(kind, 100_000)).findings
    levels = NESTED[kind][-1]
    assert (found.code, found.message) == (
        "SMP003",
        f"the file is nested {levels:,} levels deep, which is more than can be read",
    )
    assert (found.span.line, found.span.pointer) == (1, None)


@pytest.mark.parametrize("depth", [100, 400, 900, 2500, 6000, 10_000])
@pytest.mark.parametrize("kind", NESTED)
def test_at_any_depth_there_is_a_pipeline_or_a_finding(kind: str, depth: int) -> None:
    """Where `json` gives up differs from Python to Python; what it reads has to get through all the rules."""
    result = checked(nested(kind, depth))
    assert result.summary.pipelines == 1 or [one.code for one in result.findings] == ["SMP003"]


def deep_join(depth: int) -> object:
    value: object = "s3://bucket/key"
    for _ in range(depth):
        value = {"Std:Join": {"On": "/", "Values": [value]}}
    return value


DEEP = {"a join": deep_join(200), "a value of a file": {"Std:JsonGet": {"S3Uri": deep_join(200), "Path": "a"}}}


def places(part: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[Any, Any, tuple[str, ...]]]:
    """Yield what holds each value, its key there, and the keys that lead to it, with # for any index."""
    for key, value in list(part.items() if isinstance(part, dict) else enumerate(part)):
        way = (*above, "#" if isinstance(key, int) else key)
        yield part, key, way
        if isinstance(value, (dict, list)):
            yield from places(value, way)


@pytest.mark.parametrize("kind", DEEP)
@pytest.mark.parametrize("sdk", ["v2", "v3"])
def test_in_the_place_of_any_value_may_stand_what_is_nested_deep(sdk: str, kind: str) -> None:
    """What a rule says of a value must not be spelled by recursion. A way of keys is tried in one definition."""
    tried = set()
    for file in sorted((FIXTURES / "definitions" / sdk).glob("*.json")):
        whole = json.loads(file.read_bytes())
        for owner, key, way in places(whole):
            if way not in tried:
                tried.add(way)
                before, owner[key] = owner[key], DEEP[kind]
                checked(json.dumps(whole).encode())
                owner[key] = before
    assert ("Steps", "#", "Arguments", "RoleArn") in tried


# --- large -----------------------------------------------------------------------------------------------------------


def join(depth: int) -> str:
    """Return a join of two joins of two joins and so on: JSON has no references, so it is as long as it is large."""
    return '"x"' if depth == 0 else f'{{"Std:Join": {{"On": "", "Values": [{join(depth - 1)}, {join(depth - 1)}]}}}}'


def seconds(data: bytes) -> float:
    """Return the processor time that checking `data` takes."""
    start = time.process_time()
    checked(data)
    return time.process_time() - start


def many(item: str, number: int) -> str:
    return ", ".join([item] * number)


def steps_of_an_unknown_type(number: int) -> str:
    return ", ".join(f'{{"Name": "S{n}", "Type": "New", "Arguments": {{}}}}' for n in range(number))


LARGE: dict[str, Callable[[int], str]] = {
    "joins of joins": lambda size: fail(join(size.bit_length() - 5)),
    "a wide join": lambda size: fail('{"Std:Join": {"On": "", "Values": [' + many("1", size) + "]}}"),
    "a list": lambda size: fail("[" + many("1", size) + "]"),
    "a string": lambda size: fail(json.dumps("x\\" * 50 * size)),
    "constants": lambda size: fail("[" + many("NaN", size) + "]"),
    "doubled keys": lambda size: fail("{" + many('"a": 1', size) + "}"),
    "a string without end, nested": lambda size: "[" * 99_999 + '"' + '\\"' * size,
    "a string without end, behind digits": lambda size: "[" + "1" * 5000 + ',"' + '\\"' * size,
    "unknown steps": lambda size: definition(steps_of_an_unknown_type(size // 16)),
    "what is no step": lambda size: definition(many("{}", size // 16)),
}


@pytest.mark.parametrize("kind", LARGE)
def test_time_grows_with_the_size(kind: str) -> None:
    small, large = (LARGE[kind](size).encode() for size in (2048, 16384))
    checked(small)  # what is done once in a process is not counted
    assert seconds(large) <= 8 * 2.5 * max(seconds(small), 0.02)
