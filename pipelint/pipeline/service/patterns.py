"""The patterns of the AWS API, as far as Python reads them as AWS does.

AWS writes them for Java, where a text must match as a whole. Most mean the same in Python once ``\\w``, ``\\d`` and
``\\s`` are kept to ASCII, as they are in Java; ``.`` leaves out a few line ends more in Java, so that Python takes what
AWS may refuse and never the other way round.
"""

from __future__ import annotations

import re
from functools import cache

# What Python has no word for, or reads otherwise: properties of characters, possessive quantifiers (read by Python 3.11
# and later only), the intersection of two classes, and characters beyond 16 bits written as two halves.
_JAVA_ONLY = re.compile(r"\\p\{|[+*?}]\+|&&|\\u[dD][89a-fA-F]")


def matches(pattern: str, text: str) -> bool:
    """Tell whether the whole of ``text`` may match ``pattern``; True, too, for a pattern that Python cannot read."""
    compiled = _compiled(pattern)
    return compiled is None or compiled.fullmatch(text) is not None


def readable(pattern: str) -> bool:
    """Tell whether Python reads ``pattern`` as AWS does."""
    return _compiled(pattern) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    if _JAVA_ONLY.search(pattern):
        return None
    try:
        return re.compile(pattern, re.ASCII)
    except re.error:
        return None
