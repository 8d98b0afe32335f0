"""The pictures of the documentation are what its commands make."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tools.build_pictures import _BROWSERS, FOLDER, PNG, ROOT, SCHEMES, SVG, screenshot, write_svg

PICTURES = {*(f"{name}.svg" for name in SVG), *(f"{name}-{scheme}.png" for name in PNG for scheme in SCHEMES)}
HAS_CHROMIUM = any(shutil.which(name) for name in _BROWSERS)


def said(svg: Path) -> list[str]:
    """Return what is written in a picture: where it stands may change with the library that lays it out."""
    return [text for text in ElementTree.parse(svg).getroot().itertext() if text.strip()]


@pytest.mark.parametrize("name", SVG)
def test_an_svg_file_says_what_the_command_says_now(name: str, tmp_path: Path) -> None:
    write_svg(SVG[name], tmp_path / "now.svg")
    assert said(FOLDER / f"{name}.svg") == said(tmp_path / "now.svg")


def test_every_picture_is_shown_and_small() -> None:
    there = {path.name for path in FOLDER.iterdir()}
    assert there >= PICTURES
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {name for page in pages for name in re.findall(r"pictures/([\w-]+\.\w+)", page.read_text(encoding="utf-8"))}
    assert shown == there
    for name in PICTURES:
        assert (FOLDER / name).stat().st_size < 150_000


@pytest.mark.slow
@pytest.mark.skipif(not HAS_CHROMIUM, reason="Chromium is not installed: no PNG is made")
def test_chromium_shows_light_and_dark(tmp_path: Path) -> None:
    for scheme in SCHEMES:
        screenshot(FOLDER / "accuracy-gate.svg", tmp_path / f"{scheme}.png", (300, 200), scheme)
    light, dark = ((tmp_path / f"{scheme}.png").read_bytes() for scheme in SCHEMES)
    assert light[:8] == dark[:8] == b"\x89PNG\r\n\x1a\n"
    assert light != dark
