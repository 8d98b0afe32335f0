"""The code of a script, found and parsed."""

from __future__ import annotations

from pathlib import Path

import libcst as cst

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
