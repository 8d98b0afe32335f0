"""Pages to open, made through the doors that users have."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from pipelint.drawing.of_pipeline import drawing_of
from pipelint.drawing.page.graph import page
from pipelint.pipeline.definition import read_definition

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "fixtures/sample_project/definition.json"


@cache
def sample_page() -> str:
    return graph_page(json.loads(SAMPLE.read_text()))


def graph_page(definition: Any) -> str:
    return page([drawing_of(read_definition(definition), "AccuracyGate")])
