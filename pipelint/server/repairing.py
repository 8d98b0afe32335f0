"""A text as it may be when what is being typed is finished: with a mark in its place, and parsed by Python.

Only so can be asked what would stand there: the mark is read like everything else, and found again in the model.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from contextlib import suppress

from pipelint.linter.source.gate import parses
from pipelint.pipeline.record import record

MARK = "pipelint_looks_here"
"""A name that nobody has."""

_WORD_BEFORE = re.compile(r"\w*$")
_WORD_AFTER = re.compile(r"\w*")
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_MOST = 3  # how many brackets on the way out may lack their ends


@record
class Repaired:
    """A ``text`` with the mark in it, and what of the text before that it took the place of, by offsets."""

    text: str
    begin: int
    end: int


def repaired(text: str, offset: int) -> Repaired | None:
    """Return ``text`` with the mark in place of the word or the string at ``offset``; None where it fits nowhere."""
    line_begin = text.rfind("\n", 0, offset) + 1
    quote = _open_quote(text[line_begin:offset])
    if quote is None:
        before, after = _WORD_BEFORE.search(text[line_begin:offset]), _WORD_AFTER.match(text, offset)
        begin = offset - len(before[0]) if before is not None else offset
        end = after.end() if after is not None else offset
        ways = [(end, MARK, end)]
    else:
        begin = line_begin + quote[1] + 1
        closed = text.find(quote[0], offset, _end_of_line(text, offset))
        ways = [(closed, MARK + quote[0], closed + 1)] if closed >= 0 else []
        ways.append((offset, MARK + quote[0], offset))  # where another text follows in the line
    closings = ["", ",", *_closings(text[:begin] if quote is None else text[: begin - 1])]
    for end, inserted, rest in ways:
        for closing in closings:
            made = text[:begin] + inserted + closing + text[rest:]
            if parses(made):
                return Repaired(made, begin, end)
    return None


def _end_of_line(text: str, offset: int) -> int:
    found = text.find("\n", offset)
    return found if found >= 0 else len(text)


def _open_quote(before: str) -> tuple[str, int] | None:
    """Return the quote of the text that is not ended in ``before``, a part of a line, and its place; None for none."""
    quote: tuple[str, int] | None = None
    position = 0
    while position < len(before):
        character = before[position]
        if quote is None and character == "#":
            return None
        if quote is not None and character == "\\":
            position += 1
        elif character in "'\"":
            quote = (character, position) if quote is None else None if quote[0] == character else quote
        position += 1
    return quote


def _closings(before: str) -> Iterator[str]:
    """Yield what may end the brackets that are open behind ``before``, from the innermost outwards."""
    opened: list[str] = []
    with suppress(tokenize.TokenError, SyntaxError):  # the text breaks off: so far it was read
        for token in tokenize.generate_tokens(io.StringIO(before).readline):
            if token.type == tokenize.OP and token.string in _CLOSING:
                opened.append(token.string)
            elif token.type == tokenize.OP and token.string in _CLOSING.values() and opened:
                opened.pop()
    closing = ""
    for bracket in opened[::-1][:_MOST]:
        closing += _CLOSING[bracket]
        yield closing
        yield f"{closing},"
