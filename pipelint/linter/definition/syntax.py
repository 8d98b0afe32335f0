"""What is wrong with a text that is no JSON: where reading stopped, what stood there, and what was expected."""

from __future__ import annotations

import json
import re

from pipelint.findings import Finding, Span
from pipelint.linter.definition.positions import TOKEN
from pipelint.linter.definition.texts import FileText, QuotedText
from pipelint.linter.problems import problem

# What the sentences of json.JSONDecodeError mean, by their beginnings; Python 3.13 says "Illegal trailing comma" where
# the versions before it say "Expecting property name" or "Expecting value".
_EXPECTED = (
    ("Expecting value", "a value"),
    ("Expecting property name", "a key in double quotes"),
    ("Expecting ':' delimiter", '":" and a value'),
    ("Expecting ',' delimiter", '"," or a closing bracket'),
    ("Illegal trailing comma", "no comma after the last item"),
    ("Extra data", "nothing more after the end of the JSON value"),
    ("Invalid control character", "an escape in place of a control character"),
    ("Invalid \\escape", 'one of the escapes \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u'),
    ("Unexpected UTF-8 BOM", "no byte order mark"),
    ("Invalid \\uXXXX escape", "four hexadecimal digits after \\u"),
)
# What a text that was cut off may end with: the beginning of a word, of what ends a number, or of an escape.
_WORDS = ("true", "false", "null", "NaN", "Infinity", "-Infinity", ".", "e+", "e-", "E+", "E-")
_CUT_ESCAPE = re.compile(r"u[0-9a-fA-F]{0,4}")
_STRING_OR_DIGITS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|([0-9]+)', re.DOTALL)
_OF_THE_ANSWER = "Save the whole answer of the service again, or the text that `pipeline.definition()` returns."


def is_template(error: ValueError | RecursionError, text: str) -> bool:
    """Tell whether reading stopped at a place that a template engine fills in: ``{{ name }}``, ``{% if %}``, ``<%``."""
    around = text[max(error.pos - 2, 0) : error.pos + 2] if isinstance(error, json.JSONDecodeError) else ""
    return any(mark in around for mark in ("{{", "{%", "<%", "${"))


def syntax_problem(error: ValueError | RecursionError, source: FileText, file: str) -> Finding:
    """Return the finding for what ``json.loads`` raised on the text of ``source``, which stands in ``file``."""
    message, offset = _told(error, source)
    way_out = _OF_THE_ANSWER if isinstance(source, QuotedText) else None
    return problem("SMP003", message, Span(file, *source.place(offset)), way_out)


def _told(error: ValueError | RecursionError, source: FileText) -> tuple[str, int]:
    """Return what is wrong, and the offset of the place that shows it."""
    if not source.text.strip():
        return f"{source.noun} is empty; a pipeline definition was expected", 0
    if isinstance(error, RecursionError):
        depth, offset = _deepest(source.text)
        return f"{source.noun} is nested {depth:,} levels deep, which is more than can be read", offset
    if not isinstance(error, json.JSONDecodeError):
        # int() refuses more digits than sys.get_int_max_str_digits() allows, 4300 by default.
        digits, offset = _longest_integer(source.text)
        return f"{source.noun} holds a number of {digits:,} digits, which is more than can be read", offset
    return _message(error, source), error.pos


def _message(error: json.JSONDecodeError, source: FileText) -> str:
    truncated = f"truncated JSON: {source.noun} ends"
    if error.msg.startswith("Unterminated string"):
        return f"{truncated} within the string that begins here"
    expected = next((words for beginning, words in _EXPECTED if error.msg.startswith(beginning)), error.msg)
    rest = source.text[error.pos :].strip()
    if _CUT_ESCAPE.fullmatch(rest) and error.msg.startswith("Invalid"):
        return f"{truncated} within an escape"
    if any(word.startswith(rest) for word in _WORDS):
        return f"{truncated} where {expected} was expected"
    broken = f"broken JSON in {source.noun}" if isinstance(source, QuotedText) else "broken JSON"
    if error.msg.startswith("Invalid"):  # of a faulty escape, Python's versions show different characters
        return f"{broken}: expected {expected}"
    return f"{broken}: expected {expected}, found {_quoted(rest[0])}"


def _quoted(character: str) -> str:
    return f'"{character}"' if character.isprintable() and character != '"' else ascii(character)


def _deepest(text: str) -> tuple[int, int]:
    """Return how deep ``text`` is nested, and the offset of the bracket that opens the deepest level first."""
    depth = deepest = offset = 0
    for token in TOKEN.finditer(text):
        if token.group() in "{[":
            depth += 1
            if depth > deepest:
                deepest, offset = depth, token.start()
        elif token.group() in "}]":
            depth -= 1
    return deepest, offset


def _longest_integer(text: str) -> tuple[int, int]:
    """Return how many digits the longest row of them outside of strings has, and its offset."""
    start, end = max((found.span(1) for found in _STRING_OR_DIGITS.finditer(text)), key=lambda span: span[1] - span[0])
    return end - start, start
