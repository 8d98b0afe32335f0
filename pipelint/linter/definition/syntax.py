"""What is wrong with a text that is no JSON: where reading stopped, what stood there, and what was expected."""

from __future__ import annotations

import json

from pipelint.findings import Finding, Span
from pipelint.linter.definition.positions import Lines
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
    ("Invalid \\uXXXX escape", "four hexadecimal digits after \\u"),
)


def syntax_problem(error: ValueError | RecursionError, text: str, file: str) -> Finding:
    """Return the finding for what ``json.loads`` raised on ``text``."""
    if not text.strip():
        return problem("SMP003", "the file is empty; a pipeline definition was expected", Span(file, 1, 1))
    if isinstance(error, RecursionError):
        return problem("SMP003", "broken JSON: it is nested too deep to be read", Span(file))
    if not isinstance(error, json.JSONDecodeError):
        # int() refuses more digits than sys.get_int_max_str_digits() allows, 4300 by default.
        return problem("SMP003", "broken JSON: it holds a number of more digits than can be read", Span(file))
    line, column = Lines(text).place(error.pos)
    return problem("SMP003", _message(error, text), Span(file, line, column))


def _message(error: json.JSONDecodeError, text: str) -> str:
    if error.msg.startswith("Unterminated string"):
        return "truncated JSON: the file ends within the string that begins here"
    expected = next((words for beginning, words in _EXPECTED if error.msg.startswith(beginning)), error.msg)
    if not text[error.pos :].strip():
        return f"truncated JSON: the file ends where {expected} was expected"
    if error.msg.startswith("Invalid"):  # of a faulty escape, Python's versions show different characters
        return f"broken JSON: expected {expected}"
    return f"broken JSON: expected {expected}, found {_quoted(text[error.pos])}"


def _quoted(character: str) -> str:
    return f'"{character}"' if character.isprintable() and character != '"' else ascii(character)
