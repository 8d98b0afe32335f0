"""What `json` reads though it is no good JSON: each constant and each doubled key is found where it stands."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelint.findings import Severity, Span
from pipelint.linter.definition.positions import json_pointer
from pipelint.linter.engine import check
from pipelint.linter.settings import Settings

HEAD = '{"Version": "2020-12-01", "Steps": ['
STEP = '{"Name": "A", "Type": "Lambda", "FunctionArn": "f", "OutputParameters": [], "Arguments": %s}'
COLUMN = len(HEAD) + STEP.index("%") + 2  # of the first key in the arguments of the step, on a line with HEAD


def odd(text: str) -> list[tuple[str, str, str | None]]:
    found = check([], Settings(), stdin=("d.json", text.encode())).findings
    return [(one.code, one.message, one.span.pointer) for one in found if one.code in ("SMP015", "SMP016")]


def of_step(arguments: str) -> list[tuple[str, str, str | None]]:
    return odd(f"{HEAD}{STEP % arguments}]}}")


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_a_constant_is_a_warning_where_it_stands_and_the_rest_is_judged(name: str) -> None:
    arguments = f'{{"a": ["NaN", {name}], "b": {{"Get": "Steps.B.Nothing"}}}}'
    text = f"{HEAD}\n{STEP % arguments}]}}"
    constant, unknown = check([], Settings(), stdin=("d.json", text.encode())).findings
    column = text.splitlines()[1].index(f", {name}") + 3
    assert (constant.code, constant.severity) == ("SMP015", Severity.WARNING)
    assert constant.message == f"{name} is no JSON number"
    assert constant.span == Span("d.json", 2, column, 2, column + len(name), pointer="/Steps/0/Arguments/a/1")
    assert (unknown.code, unknown.span.pointer) == ("SMP101", "/Steps/0/Arguments/b")


def test_a_doubled_key_is_a_warning_at_the_second_that_names_the_first() -> None:
    text = HEAD + "\n" + STEP % '\n {"a": 1, "b~": {},\n  "b~": 2}' + "]}"
    (found,) = check([], Settings(), stdin=("d.json", text.encode())).findings
    assert (found.code, found.severity) == ("SMP016", Severity.WARNING)
    assert found.message == 'the key "b~" stands twice in one object, first at line 3, column 11'
    assert found.span == Span("d.json", 4, 3, 4, 7, pointer="/Steps/0/Arguments/b~0")


def test_what_is_judged_is_the_last_of_two_values() -> None:
    text = '{"Steps": 1, ' + HEAD[1:] + STEP % '{"x": {"Get": "Steps.B.Nothing"}}' + "]}"
    found = check([], Settings(), stdin=("d.json", text.encode())).findings
    assert [(one.code, one.span.pointer) for one in found] == [
        ("SMP016", "/Steps"),
        ("SMP101", "/Steps/0/Arguments/x"),
    ]


def test_every_one_is_reported() -> None:
    doubled = f'the key "a" stands twice in one object, first at line 1, column {COLUMN}'
    assert of_step('{"a": NaN, "a": Infinity, "a": [NaN, -Infinity]}') == [
        ("SMP015", "NaN is no JSON number", "/Steps/0/Arguments/a"),
        ("SMP016", doubled, "/Steps/0/Arguments/a"),
        ("SMP015", "Infinity is no JSON number", "/Steps/0/Arguments/a"),
        ("SMP016", doubled, "/Steps/0/Arguments/a"),
        ("SMP015", "NaN is no JSON number", "/Steps/0/Arguments/a/0"),
        ("SMP015", "-Infinity is no JSON number", "/Steps/0/Arguments/a/1"),
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        '{"a": "NaN", "b": "Infinity", "NaN": "-Infinity"}',
        '{"a": "\\"a\\": 1", "b": ":", "\\\\": 1, "\\"": 2}',
        '{"a": {"a": {"a": 1}}, "b": [{"a": 1}, {"a": 1}]}',
        '{"a": 1e999}',
    ],
)
def test_what_only_looks_alike_is_fine(arguments: str) -> None:
    assert of_step(arguments) == []


def test_a_key_is_the_same_however_it_is_escaped() -> None:
    assert of_step(r'{"a": 1, "\u0061": 2}') == [
        ("SMP016", f'the key "a" stands twice in one object, first at line 1, column {COLUMN}', "/Steps/0/Arguments/a")
    ]


# An object is a list of its pairs, so that a key may stand twice in it.
SCALARS = st.none() | st.integers() | st.floats() | st.text(max_size=5)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(st.tuples(st.sampled_from(["a", "b", ":", '"', "\\"]), inner), max_size=4).map(tuple)
    ),
    max_leaves=20,
)


def written(value: Any, place: tuple[str | int, ...], expected: list[tuple[str, str]]) -> str:
    """Return `value` as JSON, and add what is to be said of it to `expected`."""
    if isinstance(value, list):
        return f"[{', '.join(written(item, (*place, index), expected) for index, item in enumerate(value))}]"
    if not isinstance(value, tuple):
        if isinstance(value, float) and not math.isfinite(value):
            expected.append(("SMP015", json_pointer(place)))
        return json.dumps(value)
    seen: set[str] = set()
    pairs = []
    for key, item in value:
        if key in seen:
            expected.append(("SMP016", json_pointer((*place, key))))
        seen.add(key)
        pairs.append(f"{json.dumps(key)} : {written(item, (*place, key), expected)}")
    return f"{{{', '.join(pairs)}}}"


@given(VALUES)
def test_of_any_json_what_is_odd_is_found_and_nothing_else(value: Any) -> None:
    expected: list[tuple[str, str]] = []
    text = f'{HEAD}], "Metadata": {written(value, ("Metadata",), expected)}}}'
    assert sorted((code, pointer) for code, _, pointer in odd(text)) == sorted(expected)
