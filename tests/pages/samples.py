"""Pages to open, made through the doors that users have."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipelint.cli import main

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "fixtures/sample_project/definition.json"


@cache
def sample_page() -> str:
    """Return the page of the sample project's pipeline."""
    return _page(SAMPLE)


def graph_page(definition: Any) -> str:
    """Return the page of a compiled definition."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "definition.json")
        file.write_text(json.dumps(definition), encoding="utf-8")
        return _page(file)


def _page(definition: Path) -> str:
    with TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        options = ["--no-config", "--no-findings", "--format", "html", "--output", str(page)]
        assert main(["graph", str(definition), *options]) == 0
        return page.read_text(encoding="utf-8")
