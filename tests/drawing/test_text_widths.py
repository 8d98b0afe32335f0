from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelint.drawing.text_widths import rows_of, width_of


def test_narrow_and_wide_characters_and_those_that_take_no_room() -> None:
    assert width_of("iii", 10) < width_of("aaa", 10) < width_of("WWW", 10)
    assert width_of("e\u0301", 10) == width_of("e", 10)
    assert width_of("訓練", 10) > 20
    assert width_of("Train", 20) == 2 * width_of("Train", 10)
    assert width_of("Train", 10, bold=True) > width_of("Train", 10)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Train", ("Train",)),
        ("for each of these", ("for each of", "these")),
        ("Steps.Evaluate.PropertyFiles", ("Steps.", "Evaluate.", "PropertyFiles")),
        ("TrainModelOnAll", ("TrainModel", "OnAll")),
        ("aaaaaaaaaaaaaaaaaaaa", ("aaaaaaaaaaa", "aaaaaaaaa")),
        ("evaluation preprocess evaluation preprocess", ("evaluation", "preprocess", "evaluation…")),
        ("", ()),
    ],
)
def test_a_text_is_cut_between_words_then_inside_of_them(text: str, rows: tuple[str, ...]) -> None:
    assert rows_of(text, 10, 70, most=3) == rows


@given(st.text(), st.integers(30, 300), st.integers(1, 4))
def test_no_row_is_too_wide_and_nothing_is_lost_where_there_is_room(text: str, width: int, most: int) -> None:
    rows = rows_of(text, 10, width, most)
    assert len(rows) <= most
    assert all(width_of(row, 10) <= width for row in rows)
    whole = rows_of(text, 10, width, most=1000)
    assert "".join(whole).replace(" ", "") == "".join(text.split()).replace(" ", "")
    assert (rows == whole) == (len(whole) <= most)
