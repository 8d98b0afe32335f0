from __future__ import annotations

import pytest

from pipelint.rules.wording import expectation, quoted


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["a"], '"a"'),
        (["a", "b"], '"a" and "b"'),
        (["a", "b", "c"], '"a", "b" and "c"'),
        (list("abcdefgh"), '"a", "b", "c", "d", "e", "f", "g" and "h"'),
        (list("abcdefghij"), '"a", "b", "c", "d", "e", "f", "g", "h" and 2 more'),
    ],
)
def test_quoted(names, text):
    assert quoted(names) == text


@pytest.mark.parametrize(
    ("legal", "text"),
    [
        ([], ""),
        (["train"], '; did you mean "train"?'),
        (["model"], '; it declares "model"'),
        (["model", "train"], '; did you mean "train"? It declares "model" and "train"'),
        (["model", "plots"], '; it declares "model" and "plots"'),
    ],
)
def test_expectation(legal, text):
    assert expectation("trian", legal, "it declares") == text
