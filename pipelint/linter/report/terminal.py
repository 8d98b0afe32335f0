"""Colours for a terminal, through rich; imported only when something is printed to one."""

from __future__ import annotations

from rich.console import Console
from rich.style import Style

from pipelint.linter.report.text import Paint

STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan", "place": "bold"}


def paint_for(console: Console) -> Paint:
    """Return what colours a text for ``console``: nothing where it shows no colours, as under ``NO_COLOR``."""
    system = console._color_system
    styles = {name: Style.parse(style) for name, style in STYLES.items()}

    def paint(text: str, style: str) -> str:
        return styles[style].render(text, color_system=system) if system is not None and not console.no_color else text

    return paint
