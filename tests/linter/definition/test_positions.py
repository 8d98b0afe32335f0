"""The places of JSON values, against the text itself and against what `json` reads."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelint.linter.definition.positions import Pointer, Range, json_pointer, locate

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


def every_pointer(value: Any, here: Pointer = ()) -> list[tuple[Pointer, Any]]:
    found = [(here, value)]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += every_pointer(inner, (*here, key))
    return found


def covered(text: str, place: Range) -> str:
    line, column, end_line, end_column = place
    lines = text.split("\n")[line - 1 : end_line]
    lines[-1] = lines[-1][: end_column - 1]
    lines[0] = lines[0][column - 1 :]
    return "\n".join(lines)


@given(JSON, st.sampled_from([None, 0, 2]), st.booleans())
def test_every_value_is_found_where_json_reads_it(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    wanted = every_pointer(json.loads(text))
    places = locate(text, [pointer for pointer, _ in wanted])
    for pointer, expected in wanted:
        # Only "\n" ends a line in what json.dumps writes: control characters are escaped.
        assert repr(json.loads(covered(text, places[pointer]))) == repr(expected)


TEXT = '{\n  "a/b": [1, {"~": "x"}],\r\n  "k": 1, "k": [true]\r}\n'


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ((), (1, 1, 4, 2)),
        (("a/b",), (2, 10, 2, 25)),
        (("a/b", 1, "~"), (2, 20, 2, 23)),
        (("k",), (3, 16, 3, 22)),
        (("k", 0), (3, 17, 3, 21)),
        (("a/b", 7), (2, 10, 2, 25)),
        (("a/b", 0, "x"), (2, 11, 2, 12)),
        (("nowhere", "at", "all"), (1, 1, 4, 2)),
    ],
    ids=str,
)
def test_lines_columns_doubled_keys_and_pointers_that_lead_nowhere(pointer: Pointer, place: Range) -> None:
    assert locate(TEXT, [pointer]) == {pointer: place}


def test_an_escaped_key_is_the_key_it_spells() -> None:
    assert locate(r'{"\u0061\"": 12}', [('a"',)]) == {('a"',): (1, 14, 1, 16)}


def test_depth_is_no_limit() -> None:
    deep = 100_000
    pointer = (0,) * 1000
    assert locate("[" * deep + "]" * deep, [pointer])[pointer] == (1, 1001, 1, 2 * deep - 1000 + 1)


@pytest.mark.parametrize(
    ("pointer", "spelled"),
    [((), ""), (("Steps", 0, "Name"), "/Steps/0/Name"), (("a/b", "m~n", ""), "/a~1b/m~0n/")],
)
def test_json_pointers_are_spelled_as_rfc_6901_says(pointer: Pointer, spelled: str) -> None:
    assert json_pointer(pointer) == spelled
