"""What several rules ask of one pipeline is found out once.

Rules see one pipeline after another, each rule the whole of it, and a pipeline never changes. So the last answer is all
that needs to be kept. A pipeline cannot be the key of a cache: its hash would have to look at everything in it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from pipelint.pipeline.model import Pipeline

Answer = TypeVar("Answer")


def remembered(ask: Callable[[Pipeline], Answer]) -> Callable[[Pipeline], Answer]:
    """Keep what ``ask`` returned for the pipeline it was last asked about: something that nobody changes."""
    last: tuple[Pipeline, Answer] | None = None

    @wraps(ask)
    def answer(pipeline: Pipeline) -> Answer:
        nonlocal last
        known = last  # one look, so that another thread cannot put its pipeline's answer in between
        if known is None or known[0] is not pipeline:
            known = last = (pipeline, ask(pipeline))
        return known[1]

    return answer
