"""A script to follow: its code, found and parsed, and what is passed to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import libcst as cst

from pipelint.linter.source.objects import Object
from pipelint.pipeline.record import record


@record
class Code:
    """A script: its ``name`` in the project, the ``document`` its places are in, the ``file`` it is or will be.

    ``data`` and ``tree`` are what stands in it.
    """

    name: str
    document: str
    file: Path
    data: bytes
    tree: cst.Module


@record
class Passed:
    """What is passed to a script: ``named`` by the names of options, and ``words``, None where not all are known."""

    named: Mapping[str, Object]
    words: tuple[Object, ...] | None = None
