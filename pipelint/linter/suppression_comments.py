"""Suppression comments: ``# pipelint: ignore[SMP101, SMP5] why`` and ``# pipelint: ignore-file[SMP501] why``.

A comment at the end of a line is about that line; one on a line of its own about the statement below it, or inside of a
statement about the line below it. They are found with Python's own tokenizer, so a text that looks like one is none.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import accumulate

from pipelint.linter.script_comments import WORDS, understood
from pipelint.pipeline.record import record
from pipelint.pipeline.spelling import closest

_COMMENT = re.compile(r"#\s*pipelint:\s*(?P<word>[\w-]+)(?P<rest>.*)")
_CODES = re.compile(r"\s*\[(?P<codes>[^\]]*)\]")
_OTHER = re.compile(r"(?<!\s)\s+#")  # or blanks without end would be looked through from each of them
_WORDS = ("ignore", "ignore-file")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_BLANKS = 10
"""Blanks before what is no Python: up to Python 3.11 each is a token, found by looking through all that follow."""

LAYOUT = (tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT)
"""Tokens that begin no statement."""


@record
class Written:
    """How a suppression comment stands in its line, in columns from 1.

    Its codes are from ``codes`` to before ``codes_end``. To leave it out, what is from ``begin`` to before ``end`` is
    taken away, or the ``whole`` line, which is not the last one where a line ``follows``.
    """

    codes: int
    codes_end: int
    begin: int
    end: int
    whole: bool
    follows: bool


@record
class Comment:
    """One suppression comment, at ``row`` (from 1) and ``column`` (from 1) of a file, or of the cell of a notebook.

    ``codes`` are those it names, in capitals, or their beginnings. ``first`` and ``last`` are the rows it is about,
    None for the whole file. ``fault`` says what is wrong with it; then it has no codes. ``written`` is for whoever
    rewrites it.
    """

    row: int
    column: int
    end_column: int
    codes: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None
    fault: str | None = None
    cell: int | None = None
    written: Written | None = None


def comments_of_file(data: bytes) -> tuple[Comment, ...]:
    """Return the suppression comments of a Python file, whose encoding it says itself."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        return ()  # which its reader has said
    return tuple(comments_in(io.StringIO(text, None).read()))


def comments_in(text: str, cell: int | None = None) -> Iterator[Comment]:
    """Yield the suppression comments of Python source; of source that breaks off, those before the break."""
    tokens = tokens_of(text)
    below = _below(tokens)
    for token in tokens:
        following = below.pop()
        match = _COMMENT.search(token.string) if token.type == tokenize.COMMENT else None
        if match is None:
            continue
        row, column = token.start[0], token.start[1] + match.start() + 1
        place = (row, column, token.end[1] + 1)
        codes, fault = _read(match["word"], match["rest"])
        if fault is not None:
            yield Comment(*place, fault=fault, cell=cell)
        elif match["word"] == "ignore-file":
            yield Comment(*place, codes, cell=cell, written=_written(token, match))
        elif codes:
            own_line = not token.line[: token.start[1]].strip()
            first, last = following if own_line else (row, row)
            yield Comment(*place, codes, first, last, cell=cell, written=_written(token, match))


def _written(token: tokenize.TokenInfo, match: re.Match[str]) -> Written:
    """Return how a comment with codes stands in its line; a comment of another program before or after it stays."""
    line = token.line.rstrip("\r\n")  # a form feed, too, stands within a line
    start = token.start[1] + match.start()
    codes = line.index("[", start) + 1
    other = _OTHER.search(token.string, token.string.index("]", match.start()))
    end = token.start[1] + other.start() if other is not None else token.end[1]
    begin = len(line[:start].rstrip())
    whole = begin == 0 and other is None
    return Written(codes + 1, line.index("]", codes) + 1, begin + 1, end + 1, whole, token.line.endswith("\n"))


def tokens_of(text: str) -> list[tokenize.TokenInfo]:
    """Return the tokens of Python source; of source that breaks off, those before the break."""
    found: list[tokenize.TokenInfo] = []
    blanks = 0
    with suppress(tokenize.TokenError, SyntaxError):  # which its reader has said; what came before was found
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            found.append(token)
            blanks = blanks + 1 if token.type == tokenize.ERRORTOKEN and token.string.isspace() else 0
            if blanks > _BLANKS:
                break
    return found


def _read(word: str, rest: str) -> tuple[tuple[str, ...], str | None]:
    """Return the codes that a comment names, and what is wrong with it; neither where it is no suppression."""
    match = _CODES.match(rest)
    if word in WORDS:
        read = understood(word, rest)
        return (), read if isinstance(read, str) else None
    if word not in _WORDS:
        known = WORDS if rest.lstrip().startswith("/") else _WORDS if match or not rest.strip() else ()
        meant = closest(word, known)
        return (), f'"{word}" is nothing that pipelint knows; did you mean "{meant}"?' if meant else None
    codes = tuple(code.strip().upper() for code in match["codes"].split(",")) if match else ()
    return codes, None if any(codes) else f'"{word}" names no code'


def _below(tokens: Sequence[tokenize.TokenInfo]) -> list[tuple[int, int]]:
    """Return the first and the last row of what stands below each token, were it a comment; for the last one first."""
    open_brackets = list(accumulate(map(_opened, tokens)))
    found: list[tuple[int, int]] = []
    first = end = None
    for token, inside in zip(reversed(tokens), reversed(open_brackets), strict=True):
        row = token.start[0]
        if first is None:
            found.append((row, row))
        else:
            found.append((first, first if inside > 0 or end is None else end))
        if token.type not in LAYOUT:
            first = row
        if token.type == tokenize.NEWLINE:
            end = row
    return found


def _opened(token: tokenize.TokenInfo) -> int:
    """Return how many more brackets are open after a token."""
    return 0 if token.type != tokenize.OP else (token.string in _OPENING) - (token.string in _CLOSING)
