"""The seeds: what stands in ``fixtures/``, of a size that can be fuzzed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fuzz.doors import FIXTURES
from fuzz.target import LARGEST

CORPUS = Path(__file__).with_name("corpus")


def fixtures(*patterns: str) -> Iterator[bytes]:
    """Yield the contents of the files in ``fixtures/`` that fit one of the ``patterns``, smallest first."""
    files = {file for pattern in patterns for file in FIXTURES.glob(pattern) if file.is_file()}
    contents = {file.read_bytes() for file in files}
    yield from sorted((data for data in contents if len(data) <= LARGEST), key=lambda data: (len(data), data))


def sdk_words() -> list[str]:
    """Return the words of the SDKs that the programs in ``fixtures/agreement/`` use."""
    text = b"\n".join(fixtures("agreement/*/*.py")).decode()
    return sorted(set(re.findall(r"[A-Za-z_][\w.]{3,40}", text)))


def stored(target: str) -> list[Path]:
    """Return the files of ``fuzz/corpus/``: inputs on which ``target`` crashed once."""
    return sorted(file for file in (CORPUS / target).glob("*") if file.is_file())
