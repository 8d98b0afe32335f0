"""The frame of a page: what it may load, and that nothing in its data ends it."""

from __future__ import annotations

import base64
import json
import re
from hashlib import sha256

from pipelint.drawing.drawing import Drawing, Line, Node, Section
from pipelint.drawing.page.document import data, document
from pipelint.drawing.page.graph import page

STEP = Node("a", "<b>\u2028&", "Training", sections=(Section("Arguments", (Line("</script>", "Uri"),)),))


def digest(text: str) -> str:
    return base64.b64encode(sha256(text.encode()).digest()).decode()


def test_the_policy_lets_the_page_run_its_own_code_and_nothing_else() -> None:
    text = page([Drawing("A & B", (STEP,))])
    policy = re.search(r'content="(default-src [^"]*)"', text)
    code = re.search(r'<script type="module">(.*?)</script>', text, re.DOTALL)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert policy and code and style
    assert policy[1] == (
        f"default-src 'none'; script-src 'sha256-{digest(code[1])}'; style-src 'sha256-{digest(style[1])}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert re.findall(r"""(?:src|href)=["'](?!#)""", text) == []
    assert re.findall(r"\son\w+=|\sstyle=", re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)) == []


def test_a_page_without_code_may_run_none() -> None:
    assert "script-src" not in document("t", ["<p>hi</p>"])
    assert "<script" not in document("t", ["<p>hi</p>"])


def test_data_is_read_back_as_it_was_and_ends_nothing() -> None:
    content = {"text": "</script><!--<script>", "line": "\u2028"}
    element = data(content, "drawing")
    assert element.count("<") == 2
    assert json.loads(element.partition(">")[2].rpartition("<")[0]) == content


def test_every_file_of_the_page_is_in_the_package() -> None:
    from pipelint.drawing.page.graph import SCRIPTS, STYLES

    for file in (*SCRIPTS, *(style for style in STYLES if not isinstance(style, str))):
        assert file.is_file()
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", file.read_text())


def test_several_drawings_stand_one_below_the_other() -> None:
    text = page([Drawing("one", (STEP,)), Drawing("two", (STEP,))], "both")
    assert "<title>both</title>" in text
    assert re.findall(r'<section class="viewer" id="(\w+)"', text) == ["graph1", "graph2"]
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
