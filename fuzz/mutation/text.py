"""Text made of other text, by lines, words and bytes; it may be text of no kind at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

_SPLINTERS = (
    *"()[]{}:,.=#\\\"'`@!%&|<>*/+-~^;?$\n\t \0\f\r",
    *(
        '"""',
        "'''",
        "\\\n",
        "\r\n",
        "\ufeff",
        "\u2028",
        "\ud7ff",
        "é",
        "\U0001f600",
        "0x",
        "1e999",
        "9" * 400,
        "\\u0000",
    ),
    *(
        "if ",
        "for ",
        "lambda:",
        "await ",
        "yield ",
        "async ",
        "def f():\n",
        "class C:\n",
        "match x:\n case _:",
        "*",
        "**",
    ),
    *("null", "true", "NaN", "&a ", "*a", "<<: ", "!!python/object ", "- ", "? ", "| ", "> ", "---\n", "[[", "]]"),
    *("(" * 60, "[" * 300, "{" * 40, "-" * 3000, "not " * 500),
)
_WORD = re.compile(r"\w+|[^\w\s]")
_MOST = 40_000
"""Letters after which a text is cut between two changes: what does not fit into an input only takes time to make."""


def mutate(data: bytes, random: Random, others: Sequence[bytes], words: Sequence[str] = ()) -> bytes:
    """Return ``data`` with one to four changes; parts come from ``others`` and ``words``."""
    text = data.decode("utf-8", "surrogateescape")
    donor = random.choice(others).decode("utf-8", "surrogateescape") if others else text
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        text = random.choice(_WAYS)(text, donor, random, words)[:_MOST]
    changed = text.encode("utf-8", "surrogateescape")
    return changed if random.random() < 0.95 else _byte(changed, random)


def _byte(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + bytes([random.randrange(256)]) + data[at + random.randrange(2) :]


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True) or [""]


def _delete_lines(text: str, _: str, random: Random, __: Sequence[str]) -> str:
    lines = _lines(text)
    at = random.randrange(len(lines))
    del lines[at : at + random.choice((1, 1, 2, 8))]
    return "".join(lines)


def _repeat_lines(text: str, _: str, random: Random, __: Sequence[str]) -> str:
    lines = _lines(text)
    at, to = random.randrange(len(lines)), random.randrange(len(lines))
    lines[to:to] = lines[at : at + random.choice((1, 1, 2, 8))] * random.choice((1, 1, 1, 30))
    return "".join(lines)


def _repeat_piece(text: str, _: str, random: Random, words: Sequence[str]) -> str:
    """Repeat some letters or a word so often that what takes the square of it takes long."""
    at = random.randrange(len(text) + 1)
    letters = text[at : at + random.choice((1, 1, 2, 3, 8, 30))]
    piece = random.choice((letters, letters, random.choice(' \n\t-.[({#*a1"\\'), *words[:50])) or " "
    return text[:at] + piece * (random.choice((50, 500, 4000, 15_000)) // len(piece)) + text[at:]


def _foreign_lines(text: str, donor: str, random: Random, _: Sequence[str]) -> str:
    lines, foreign = _lines(text), _lines(donor)
    at, to = random.randrange(len(foreign)), random.randrange(len(lines) + 1)
    lines[to:to] = foreign[at : at + random.choice((1, 2, 5, 20))]
    return "".join(lines)


def _indent(text: str, _: str, random: Random, __: Sequence[str]) -> str:
    lines = _lines(text)
    at = random.randrange(len(lines))
    for index in range(at, min(len(lines), at + random.choice((1, 3, 100)))):
        lines[index] = f"  {lines[index]}" if random.random() < 0.7 else lines[index].lstrip(" ")
    return "".join(lines)


def _cut(text: str, _: str, random: Random, __: Sequence[str]) -> str:
    return text[: random.randrange(len(text) + 1)]


def _splinter(text: str, _: str, random: Random, words: Sequence[str]) -> str:
    at = random.randrange(len(text) + 1)
    put = random.choice(words) if words and random.random() < 0.5 else random.choice(_SPLINTERS)
    return text[:at] + put + text[at + random.choice((0, 0, 1, 5)) :]


def _other_word(text: str, donor: str, random: Random, words: Sequence[str]) -> str:
    """Put another word in the place of one: of the same text, of another or of the given ones."""
    found = list(_WORD.finditer(text))
    if not found:
        return text
    place = random.choice(found)
    pool = random.choice((text, donor))
    put = random.choice(words) if words and random.random() < 0.4 else random.choice(_WORD.findall(pool) or [""])
    return text[: place.start()] + put + text[place.end() :]


_WAYS: tuple[Callable[[str, str, Random, Sequence[str]], str], ...] = (
    _delete_lines,
    _repeat_lines,
    _repeat_piece,
    _foreign_lines,
    _indent,
    _cut,
    _splinter,
    _splinter,
    _other_word,
    _other_word,
    _other_word,
)
