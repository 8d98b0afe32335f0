"""Text that is shown to people: nothing in a user's file may command a terminal, or break the lines of a report."""

from __future__ import annotations

# C0 and C1 of ISO 6429, the line separators of Unicode, and what turns the direction of the text around it
# (https://trojansource.codes).
_CONTROLS = {
    code: ascii(chr(code))[1:-1]
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A))
}


def clean(text: str) -> str:
    """Return ``text`` with what would command a terminal escaped as Python escapes it."""
    return text.translate(_CONTROLS)


def columns(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(0 if unicodedata.combining(one) else 1 + (unicodedata.east_asian_width(one) in "WF") for one in text)
