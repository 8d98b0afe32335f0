"""The frame of every page: what it may load, which is nothing, its styles, its code and its data."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent

THEME_SCRIPT = _HERE / "theme.js"
THEME_BUTTON = '<button type="button" data-theme-button aria-label="Dark or light" title="Dark or light">◐</button>'
"""A button for pages that have ``THEME_SCRIPT``."""


def document(title: str, body: Iterable[str], styles: Sequence[Path | str] = (), scripts: Sequence[Path] = ()) -> str:
    """Return a page of HTML that needs nothing besides itself.

    Args:
        title: what stands in the title of the window.
        body: the pieces of its body, as HTML.
        styles: rules that hold on the page, or files of them; those of every page stand before them.
        scripts: files that run on the page, in this order, as one module.
    """
    style = "\n".join(map(_text, (_HERE / "page.css", *styles)))
    script = "\n".join(map(_text, scripts))
    head = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">',
        f"<title>{escape(title)}</title>",
        f"<style>{style}</style>",
    ]
    end = [f'<script type="module">{script}</script>'] if script else []
    lines = ['<!doctype html>\n<html lang="en">\n<head>', *head, "</head>\n<body>", *body, *end, "</body>\n</html>"]
    return "\n".join(lines) + "\n"


def data(content: Any, name: str) -> str:
    """Return ``content`` as an element that code on the page finds by ``name``; no text in it can end the element."""
    text = json.dumps(content, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" data-name="{escape(name)}">{text}</script>'


def _policy(style: str, script: str) -> str:
    """Return a policy under which the page runs its own code and style, and asks nobody for anything.

    See https://www.w3.org/TR/CSP3/: what is not named falls back to ``default-src``.
    """
    code = f"script-src '{_digest(script)}'; " if script else ""
    return f"default-src 'none'; {code}style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _text(source: Path | str) -> str:
    return source if isinstance(source, str) else source.read_text(encoding="utf-8")
