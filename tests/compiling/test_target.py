"""What the command line says to compile, parsed without importing anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelint.compiling.errors import NotCompilable
from pipelint.compiling.target import FORMS, Target, parse_arguments, parse_target


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "flow.py").write_text("raise AssertionError('imported')\n")
    (tmp_path / "directory.py").mkdir()


def test_a_name_in_a_file() -> None:
    assert parse_target("flow.py:build") == Target("flow.py:build", "flow.py", None, "build")


def test_a_file_whose_path_holds_colons(tmp_path: Path) -> None:
    (tmp_path / "a:b.py").write_text("")
    assert parse_target("a:b.py:build") == Target("a:b.py:build", "a:b.py", None, "build")


def test_a_name_in_a_module() -> None:
    assert parse_target("flows.train:pipeline") == Target("flows.train:pipeline", None, "flows.train", "pipeline")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("flow.py", f'"flow.py" does not say what to compile: expected {FORMS}'),
        (":build", f'":build" does not say what to compile: expected {FORMS}'),
        ("", f'"" does not say what to compile: expected {FORMS}'),
        ("flow.py:", f'"" in "flow.py:" is no name of a function or variable: expected {FORMS}'),
        ("flow.py:build()", f'"build()" in "flow.py:build()" is no name of a function or variable: expected {FORMS}'),
        ("flow.ipynb:b-c", f'"b-c" in "flow.ipynb:b-c" is no name of a function or variable: expected {FORMS}'),
        ("a/flow:build", f'"a/flow" in "a/flow:build" is neither a .py file nor a module: expected {FORMS}'),
        ("flow..x:build", f'"flow..x" in "flow..x:build" is neither a .py file nor a module: expected {FORMS}'),
        ("folw.py:build", 'there is no file "folw.py"; did you mean "flow.py"?'),
        ("nowhere/xyz.py:build", 'there is no file "nowhere/xyz.py"'),
        ("directory.py:build", 'there is no file "directory.py"'),
        ("\0.py:build", 'there is no file "\0.py"'),
    ],
)
def test_what_is_no_target(text: str, message: str) -> None:
    with pytest.raises(NotCompilable) as caught:
        parse_target(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("-0.5", -0.5),
        ("true", True),
        ("null", None),
        ('["a", 1]', ["a", 1]),
        ('"3"', "3"),
        ("", ""),
        ("s3://bucket/a=b", "s3://bucket/a=b"),
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("{broken", "{broken"),
        ("9" * 5000, "9" * 5000),  # more digits than Python reads as a number
        ("[" * 100_000, "[" * 100_000),
    ],
)
def test_a_value_is_json_if_it_can_be(text: str, value: object) -> None:
    parsed = parse_arguments([f"name={text}"])["name"]
    assert (parsed, type(parsed)) == (value, type(value))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(JSON_VALUES)
def test_every_json_value_arrives(value: object) -> None:
    assert parse_arguments([f"name={json.dumps(value)}"]) == {"name": value}


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["region"], '--arg takes NAME=VALUE, not "region"'),
        (["=x"], '--arg takes NAME=VALUE, not "=x"'),
        (["a b=x"], '--arg takes NAME=VALUE, not "a b=x"'),
        (["a=1", "b=2", "a=3"], '--arg gives "a" twice'),
    ],
)
def test_what_is_no_argument(texts: list[str], message: str) -> None:
    with pytest.raises(NotCompilable) as caught:
        parse_arguments(texts)
    assert str(caught.value) == message
