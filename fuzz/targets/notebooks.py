"""Notebooks: of Jupyter, and the Python files with cells that Databricks and editors write."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from fuzz import doors, seeds
from fuzz.mutation import documents, programs, text
from fuzz.target import Target

_MAGICS = (
    *("%pip install sagemaker\n", "%%bash\n", "%%writefile code/train.py\n", "%%time\n", "%cd code\n", "%load_ext x\n"),
    *("!ls {a}\n", "!pip install -q x\n", "x = !ls\n", "x = %env HOME\n", "x?\n", "?x\n", "%%writefile -a x.py\n"),
    *(
        "%run other.ipynb\n",
        "%matplotlib inline\n",
        "%%capture out\n",
        "%%html\n",
        "%%sh\n",
        "%store x\n",
        "%%\n",
        "%\n",
    ),
)
_WORDS = (
    *('"cells"', '"cell_type"', '"code"', '"source"', '"metadata"', '"nbformat": 4', '"outputs"', '"markdown"'),
    *("# Databricks notebook source\n", "# COMMAND ----------\n", "# MAGIC %md\n", "# %%\n", "# %% [markdown]\n"),
    *(json.dumps(magic) for magic in _MAGICS),
)


def _run(data: bytes, folder: Path) -> None:
    for name in ("notebook.ipynb", "notebook.py"):
        (folder / name).unlink(missing_ok=True)
    file = folder / ("notebook.ipynb" if data.lstrip()[:1] in (b"{", b"[", b"") else "notebook.py")
    file.write_bytes(data)
    doors.check([file])


def _more(folder: Path) -> None:
    files = list(folder.glob("notebook.*"))
    doors.fix(files)
    doors.hold_back(files)
    doors.show(files)


def _seeds() -> Iterator[bytes]:
    yield from seeds.fixtures("**/*.ipynb")
    for program in list(seeds.fixtures("small_pipelines/*/*.py", "agreement/*/*.py"))[::5]:
        parts = program.decode().split("\n\n\n")
        cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": part} for part in parts]
        yield json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()
        yield ("# Databricks notebook source\n" + "\n# COMMAND ----------\n".join(parts)).encode()
        yield "".join(f"# %%\n{part}\n" for part in parts).encode()


def _mutate(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    content = documents.parsed(data)
    cells: Any = content.get("cells") if isinstance(content, dict) else None
    if content is None or random.random() < 0.1:
        return text.mutate(data, random, others, _WORDS)
    if isinstance(cells, list) and cells and random.random() < 0.7:
        cell = random.choice(cells)
        if isinstance(cell, dict):
            cell["source"] = _other_code(cell.get("source"), random, others)
            return documents.written(content, random)
    return documents.mutate(data, random, others, _WORDS)


def _other_code(source: Any, random: Random, others: Sequence[bytes]) -> Any:
    """Return another source of a cell: a text, or a list of lines."""
    lines: Any = source if isinstance(source, list) else ()
    code = source if isinstance(source, str) else "".join(line for line in lines if isinstance(line, str))
    if random.random() < 0.3:
        lines = code.splitlines(keepends=True)
        lines.insert(random.choice((0, random.randrange(len(lines) + 1))), random.choice(_MAGICS))
        code = "".join(lines)
    else:
        foreign = [one for one in others if not one.startswith(b"{")]
        code = programs.mutate(code.encode("utf-8", "surrogatepass"), random, foreign).decode("utf-8", "replace")
    return code if random.random() < 0.5 else code.splitlines(keepends=True)


TARGET = Target("notebooks", _run, _seeds, _mutate, _WORDS, _more)
