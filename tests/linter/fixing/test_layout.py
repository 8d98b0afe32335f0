"""However a list or a call is laid out, what is added to it is its last item, and no comment is lost or moved."""

from __future__ import annotations

import ast
import io
import tokenize

from hypothesis import given, settings
from hypothesis import strategies as st

from .fix_helpers import HEAD, fixed

OPENINGS = ["", " ", "\n    ", "  # first\n    ", "\n\t"]
SEPARATORS = [",", ", ", " , ", ",\n    ", ",  # between\n    ", "  # before\n    , "]
ENDS = ["", ",", " ", ", ", "\n", ",\n", "  # end\n", ",  # end\n", ",\n    # below\n", "\n    # below\n"]
STEP = 'split = ProcessingStep("Split", step_args=job.run(arguments=["--stage", stage]))\n'


@st.composite
def written(draw: st.DrawFn, items: list[str]) -> str:
    """Draw a way to write ``items`` between brackets."""
    if not items:
        return draw(st.sampled_from(["", " ", "\n", "  # none\n"]))
    text = draw(st.sampled_from(OPENINGS)) + items[0]
    for item in items[1:]:
        text += draw(st.sampled_from(SEPARATORS)) + item
    return text + draw(st.sampled_from(ENDS))


LISTED = st.lists(st.sampled_from(["folds", "(folds)", "*[folds]"]), max_size=3).flatmap(written)
PASSED = st.just(['"flow"', "steps=[split]"]).flatmap(written)


def comments(text: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def call(text: str) -> ast.Call:
    (statement,) = (one for one in ast.parse(text).body if isinstance(one, ast.Expr))
    assert isinstance(statement.value, ast.Call)
    return statement.value


@settings(max_examples=60, deadline=None)
@given(LISTED)
def test_an_item_is_added_to_a_list(inside: str) -> None:
    before = f'{STEP}Pipeline("flow", parameters=[{inside}], steps=[split])\n'
    after, left = fixed(before, "SMP104")
    assert left == []
    (was, now) = (call(HEAD + text).keywords[0].value for text in (before, after))
    assert isinstance(was, ast.List)
    assert isinstance(now, ast.List)
    assert [ast.unparse(one) for one in now.elts] == [*(ast.unparse(one) for one in was.elts), "stage"]
    assert comments(after) == comments(before)


@settings(max_examples=60, deadline=None)
@given(PASSED)
def test_an_argument_is_added_to_a_call(inside: str) -> None:
    before = f"{STEP}Pipeline({inside})\n"
    after, left = fixed(before, "SMP104")
    assert left == []
    assert ast.unparse(call(HEAD + after)) == "Pipeline('flow', steps=[split], parameters=[stage])"
    assert comments(after) == comments(before)
