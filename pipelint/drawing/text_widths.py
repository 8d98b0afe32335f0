"""How wide a text will be, and how it is cut into rows that fit: without a font, for whatever font the reader has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_BY_WIDTH = {
    19: "'",
    22: "ijl",
    28: " !,./:;I[\\]ft|",
    34: '()-r`{}"',
    39: "*",
    50: "^Jckvxyzs",
    56: "0123456789#$?L_abdeghnopqu",
    61: "+<=>~FTZ",
    67: "&ABEKPSVXY",
    72: "CDHNRUw",
    78: "GOQ",
    83: "Mm",
    94: "%W",
    102: "@",
}
_WIDTHS = {character: width / 100 for width, characters in _BY_WIDTH.items() for character in characters}
"""The widths of Helvetica, of which Arial and Liberation Sans have the same, in parts of the font's size."""

_OTHER, _WIDE = 0.75, 1.0
_BOLD = 1.08
_SLACK = 1.13
"""How much wider the fonts are that stand in where none of the three is installed: DejaVu Sans, for example."""

_BREAK_AFTER = re.compile(r"(?<=[/._:,;=()\[\]-])|(?<=[a-z])(?=[A-Z])")
"""Where a word is cut that is too long for a row: in paths, in names with hyphens, in names with humps."""


def width_of(text: str, size: float, bold: bool = False) -> float:
    """Return the width of ``text`` in pixels, rather too much than too little, in a font of ``size`` pixels."""
    ems = sum(_WIDTHS.get(one) or _width_of_other(one) for one in text)
    return ems * size * _SLACK * (_BOLD if bold else 1)


def _width_of_other(character: str) -> float:
    if unicodedata.combining(character):
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in "WF" or ord(character) > 0xFFFF else _OTHER


def rows_of(text: str, size: float, width: float, most: int, bold: bool = False) -> tuple[str, ...]:
    """Cut ``text`` into at most ``most`` rows of at most ``width`` pixels; what is left out is an ellipsis."""
    rows: list[str] = []
    for piece in _pieces(text, size, width, bold):
        if rows and width_of((rows[-1] + piece).rstrip(), size, bold) <= width:
            rows[-1] += piece
        elif len(rows) == most:
            rows[-1] = _ending_in_ellipsis(rows[-1], size, width, bold)
            break
        else:
            rows.append(piece)
    return tuple(row.rstrip() for row in rows)


def _pieces(text: str, size: float, width: float, bold: bool) -> Iterator[str]:
    """Yield what is not cut: words with the space behind them, parts of words that are wider than ``width``."""
    for word in text.split():
        pieces = [word] if width_of(word, size, bold) <= width else _BREAK_AFTER.split(word)
        for number, piece in enumerate(pieces):
            *whole, rest = _chunks(piece, size, width, bold)
            yield from whole
            yield rest if number < len(pieces) - 1 else f"{rest} "


def _chunks(piece: str, size: float, width: float, bold: bool) -> list[str]:
    """Return ``piece`` in parts, none of them wider than ``width``."""
    parts = [""]
    for character in piece:
        if parts[-1] and width_of(parts[-1] + character, size, bold) > width:
            parts.append("")
        parts[-1] += character
    return parts


def _ending_in_ellipsis(row: str, size: float, width: float, bold: bool) -> str:
    row = row.rstrip()
    while row and width_of(f"{row}…", size, bold) > width:
        row = row[:-1]
    return f"{row}…"
