"""Which texts look like secrets: rules report them, and nothing that shows values prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

SHORTEST = 8
"""Characters of a secret."""

Form = tuple[str, str, str]
FORMS: tuple[Form, ...] = (
    ("AKIA", r"(?<![A-Z0-9])AKIA[A-Z2-7]{16}(?![A-Z0-9])", "an access key of AWS"),
    ("ASIA", r"(?<![A-Z0-9])ASIA[A-Z2-7]{16}(?![A-Z0-9])", "an access key of AWS"),
    ("PRIVATE KEY-----", r"-----BEGIN [A-Z ]*PRIVATE KEY-----", "a private key"),
    ("ghp_", r"\bghp_[A-Za-z0-9]{36}\b", "a token of GitHub"),
    ("github_pat_", r"\bgithub_pat_[A-Za-z0-9_]{40,}", "a token of GitHub"),
    ("glpat-", r"\bglpat-[A-Za-z0-9_-]{20,}", "a token of GitLab"),
    ("xox", r"\bxox[abprs]-[A-Za-z0-9-]{20,}", "a token of Slack"),
    ("hf_", r"\bhf_[A-Za-z0-9]{34}\b", "a token of Hugging Face"),
    ("AIza", r"\bAIza[A-Za-z0-9_-]{35}", "an API key of Google"),
    ("sk_live_", r"\bsk_live_[A-Za-z0-9]{24,}", "a key of Stripe"),
    ("@", r"://[^/\s:@{}$<>]+:[^/\s:@{}$<>*]{6,}@", "a password in a URL"),
)
"""The forms of secrets: what each holds, which is looked for first, its pattern, and what it is."""

_NAME = (
    r"(^|_)(password|passwd|passphrase|api_?key|secret_?(access_?)?key|client_?secret|private_?key"
    r"|(access|auth|bearer|refresh|api|hf|hub|github|gitlab|slack)_?token)$"
)
_HINTS = ("pass", "key", "secret", "token")  # a name without any of these is none that _NAME fits
# Words that stand for a secret, or name one, in place of being it.
_STAND_IN = (
    r"example|change|placeholder|dummy|fake|test|password|secret|token|your|none|null|xxx"
    r"|\*\*|[<>{}$\[\]\s]|^arn:|://"
)
_WORDS = r"^[a-z]+([-_.][a-z0-9]+)+$"  # "reader-of-sales-v2" is a name
_ENCODED = r"^[A-Za-z0-9+/=]{32,}$"  # with a slash in it, a shorter text is a path


def hidden(text: object, name: str = "") -> str | None:
    """Return what is shown in place of ``text``, which is called ``name``, where it looks like a secret; else None."""
    kind = secret_kind(text, name)
    return None if kind is None else f"(not shown: it looks like {kind})"


def secret_kind(text: object, name: str = "", forms: Sequence[Form] | None = None) -> str | None:
    """Say what kind of secret ``text``, which is called ``name``, looks like; None where it looks like none.

    ``forms`` are those that it may have: all, unless whoever asks knows that some stand nowhere.
    """
    if not isinstance(text, str) or len(text) < SHORTEST:
        return None
    for mark, pattern, kind in FORMS if forms is None else forms:
        if mark in text and _search(pattern, text) and "EXAMPLE" not in text:
            return kind
    lowered = name.lower()
    if any(hint in lowered for hint in _HINTS) and _search(_NAME, _snake_case(name)) and _looks_secret(text.strip('"')):
        return "a secret"
    return None


def _looks_secret(text: str) -> bool:
    """Tell whether a text with a telling name is the secret itself: no placeholder, and no name or path of one."""
    mixed = len(text) >= SHORTEST and _search(r"[0-9]", text) and _search(r"[A-Za-z]", text)
    is_name = _search(_STAND_IN, text.lower()) or _search(_WORDS, text)
    return mixed and not is_name and ("/" not in text or _search(_ENCODED, text))


def _snake_case(name: str) -> str:
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    return re.sub(r"[^a-z0-9]+", "_", words.lower())


def _search(pattern: str, text: str) -> bool:
    return _compiled(pattern).search(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
