from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelint.pipeline.spelling import closest, did_you_mean


@pytest.mark.parametrize(
    ("name", "candidates", "expected"),
    [
        ("trian", ("train", "test"), "train"),
        ("s3output", ("S3Input", "S3Output"), "S3Output"),
        ("MODELARTIFACTS", ("ModelArtifacts",), "ModelArtifacts"),
        ("evaluation", ("model", "train"), None),
        ("evaluation", ("model", "eval"), "eval"),
        ("Eval", ("model", "evaluation"), "evaluation"),
        ("ev", ("evaluation",), None),
        ("train", (), None),
        ("Train", ("Train",), None),
        ("train", ("Train", "train"), "Train"),
    ],
)
def test_closest(name, candidates, expected):
    assert closest(name, candidates) == expected


def test_a_difference_in_case_wins_over_a_likeness():
    assert closest("uri", ("urii", "URI")) == "URI"


def test_the_question_begins_with_a_blank_so_that_it_can_follow_a_sentence():
    assert did_you_mean("trian", ["train"]) == ' did you mean "train"?'
    assert did_you_mean("trian", ["validation"]) == ""


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_an_answer_is_another_candidate(name, candidates):
    answer = closest(name, candidates)
    assert answer is None or (answer in candidates and answer != name)
