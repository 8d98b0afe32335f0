"""Drawings as SVG: what a browser, a screen reader and the page's script find in it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelint.drawing.as_svg import as_svg, element
from pipelint.drawing.drawing import Arrow, Drawing, Mark, Node, Overlay
from pipelint.drawing.layout import layout_of
from pipelint.drawing.styles import DARK, LIGHT, colours, style_sheet

from .samples import loops_and_conditions

SVG = "{http://www.w3.org/2000/svg}"
PAIR = Drawing(
    'A "pair"',
    (Node("A", "A", "Training"), Node("B", "B <&> \x1b[31m", "", ("x < 1",), marks=(Mark("error", "SMP101 no such"),))),
    (Arrow("A", "B", "if", ("model",)), Arrow("A", "B", "control")),
    overlays=(Overlay("run", "", lines={"B": ("0.5 < 1",)}),),
)


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def texts(root: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def test_a_file_stands_alone() -> None:
    root = parsed(as_svg(PAIR))
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    described = {one.get("id"): one.text for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")}
    assert described == {
        "title": 'A "pair"',
        "summary": "2 steps: A, B <&> \\x1b[31m. B <&> \\x1b[31m is in the if arm of A. B <&> \\x1b[31m waits for A.",
    }
    assert root.get("aria-labelledby") == "title summary"
    assert not re.search(r"(href|src|url\((?!#)|@import)", as_svg(PAIR))


def test_texts_marks_and_labels() -> None:
    root = parsed(as_svg(PAIR))
    assert texts(root) == [
        *("A", "Training"),
        *("B <&> \\x1b[31m", "unknown type", "x < 1", "0.5 < 1", "✖"),
        *("if", "model"),
    ]
    steps = {one.get("data-step"): one for one in root.iter() if one.get("data-step") is not None}
    assert steps["A"].get("aria-label") == "A, Training"
    assert steps["B"].get("aria-label") == "B <&> \\x1b[31m, unknown type, error: SMP101 no such"
    assert steps["B"].get("class") == "step other marked error"
    (instead,) = (one for one in root.iter() if one.get("data-overlay") is not None)
    assert (instead.get("data-overlay"), instead.get("display")) == ("0", "none")


def test_arrows_are_known_by_their_place_and_kind() -> None:
    root = parsed(as_svg(loops_and_conditions()))
    arrows = [one for one in root.iter() if one.get("data-arrow") is not None]
    drawing = loops_and_conditions()
    assert [(one.get("data-source"), one.get("data-target"), one.get("class")) for one in arrows] == [
        (one.source, one.target, f"arrow {one.kind}") for one in drawing.arrows
    ]
    assert [one.get("data-arrow") for one in arrows] == [str(number) for number in range(len(arrows))]
    tips = {one.get("id") for one in root.iter(f"{SVG}marker")}
    used = {one.get("marker-end") for one in root.iter(f"{SVG}path") if one.get("marker-end")}
    assert used <= {f"url(#{tip})" for tip in tips}
    assert [one.get("data-frame") for one in root.iter() if one.get("data-frame")] == ["Outer", "Inner"]


def test_for_a_page_steps_take_the_focus_and_ids_have_a_beginning() -> None:
    drawing = loops_and_conditions()
    text = element(drawing, layout_of(drawing), prefix="g1-", clickable=True)
    root = parsed(text)
    assert root.get("role") == "group"
    steps = [one for one in root.iter() if one.get("data-step") is not None]
    assert {(one.get("role"), one.get("tabindex")) for one in steps} == {("button", "0")}
    assert all(one.get("id", "g1-").startswith("g1-") for one in root.iter())
    assert "<style>" not in text


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_texts_and_lines_have_contrast(palette: dict[str, str]) -> None:
    for ground in ("page", "box", "frame"):
        for text in ("ink", "muted", "good", "decision"):
            assert contrast(palette[text], palette[ground]) >= 4.5
        for line in ("line", "data", "model", "call", "bad", "doubt", "told"):
            assert contrast(palette[line], palette[ground]) >= 3
    for mark in ("bad", "doubt", "good", "told", "muted"):
        assert contrast(palette["on_mark"], palette[mark]) >= 4.5


def test_both_palettes_colour_the_same_and_a_page_may_choose() -> None:
    assert LIGHT.keys() == DARK.keys()
    sheet = style_sheet()
    assert colours(LIGHT) in sheet
    assert f"@media (prefers-color-scheme: dark) {{\n{colours(DARK)}}}" in sheet
    chosen = colours(DARK, "[data-theme=dark]").splitlines()
    assert len(chosen) == len(colours(DARK).splitlines())
    assert all(line.startswith("[data-theme=dark] .graph ") for line in chosen)


@given(st.text())
@example("\ufffe\ud800\x00")
def test_whatever_a_name_holds_the_file_is_well_formed(name: str) -> None:
    drawing = Drawing(name, (Node(name, name, name, (name,), marks=(Mark("info", name),)),))
    assert parsed(as_svg(drawing)).tag == f"{SVG}svg"
