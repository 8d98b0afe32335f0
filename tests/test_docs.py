"""What the documentation shows is what happens."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.update_docs import pages, unmarked

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
def test_the_documentation_is_up_to_date() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tools.update_docs", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.stdout == "the documentation is up to date\n", ended.stdout + ended.stderr


def test_every_command_is_run_or_says_why_it_is_not() -> None:
    found = [f"{page.relative_to(ROOT)}:{line}" for page in pages() for line in unmarked(page.read_text())]
    assert not found, "mark these blocks as tools/update_docs.py says"


def test_the_readme_opens_with_the_two_commands() -> None:
    lines = (ROOT / "README.md").read_text().splitlines()
    commands = [line.split("#")[0].strip() for line in lines[:6] if line.startswith("$ ")]
    assert commands == ["$ make demo", "$ make test"]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_the_links_of_pages_that_are_not_on_the_site_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", (ROOT / page).read_text())
    assert [link for link in links if not (ROOT / link).exists()] == []
