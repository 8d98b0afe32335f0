"""Whatever two pipelines hold, what differs can be written down, and nothing in it breaks what it is written in."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import Any, TextIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelint.changes.compared import ComparedPipeline, Comparison
from pipelint.changes.comparison import compare
from pipelint.linter.report import as_changes, as_changes_in_json, as_changes_in_markdown
from pipelint.pipeline.definition import read_definition
from tests.harness.harness_samples import definition, training
from tests.pipeline.generated_definitions import definitions

# As GitHub's parser takes a row apart: what is behind a backslash, or anything but a bar.
_CELL = re.compile(r"(?:\\[\\|!\"#$%&'()*+,./:;<=>?@\[\]^_`{}~-]|[^|])*")

_COMMANDS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")  # those of a terminal


def written(write: Callable[[Comparison, TextIO], None], old: dict[str, Any], new: dict[str, Any]) -> str:
    before, after = read_definition(old), read_definition(new)
    stream = io.StringIO()
    write(Comparison("old", "new", (ComparedPipeline(before, after, compare(before, after)),)), stream)
    return stream.getvalue()


def cells(row: str) -> int:
    found, place = 0, 1
    while place < len(row):
        match = _CELL.match(row, place)
        assert match is not None
        place = match.end() + 1
        found += 1
    return found


def assert_whole(text: str) -> None:
    """Assert that every row of a table has as many cells as the table has columns."""
    columns = 0
    for line in text.splitlines():
        if line.startswith("|---"):
            columns = cells(line)
        elif columns and line.startswith("|"):
            assert cells(line) == columns, line
        elif not line.startswith("|"):
            columns = 0


@given(definitions, definitions)
@settings(max_examples=40)
def test_whatever_they_are_like_it_can_be_written(one: dict[str, Any], other: dict[str, Any]) -> None:
    text = written(as_changes.write_text, one, other)
    assert not _COMMANDS.search(text)
    assert json.loads(written(as_changes_in_json.write, one, other))["version"] == 1
    assert_whole(written(as_changes_in_markdown.write, one, other))


@given(st.text(alphabet="|\\`*<>&a \n\u2028", max_size=12), st.text(alphabet="|\\`[]()a", max_size=12))
def test_no_value_breaks_a_table(name: str, value: str) -> None:
    old = definition(training("A", HyperParameters={name: "old"}), training(f"B{name}"))
    new = definition(training("A", HyperParameters={name: value}), training(f"C{name}", RoleArn=value))
    assert_whole(written(as_changes_in_markdown.write, old, new))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a b", "`a b`"),
        ("", "<code></code>"),
        (" a", "<code> a</code>"),
        ("a|b", "<code>a&#124;b</code>"),
        ("`a`", "<code>&#96;a&#96;</code>"),
        ("a\\|b", "<code>a&#92;&#124;b</code>"),
        ("<b> & @team `", "<code>&#60;b&#62; &#38; &#64;team &#96;</code>"),
        ("a\nb", "<code>a&#92;nb</code>"),
    ],
)
def test_code_in_markdown_is_shown_as_it_is(text: str, code: str) -> None:
    assert as_changes_in_markdown.code(text) == code
