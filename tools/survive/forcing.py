"""Making a file that builds a pipeline of whatever file: its names become the values, and itself the script."""

from __future__ import annotations

import ast
import itertools
import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_MOST_NAMES = 40
_PIPELINES = tuple((Path(__file__).parent / f"pipeline_{sdk}.txt").read_text(encoding="utf-8") for sdk in ("v2", "v3"))
_SLOT = re.compile(r"\bVALUE\b")


def forced(data: bytes, file: Path, number: int) -> bytes | None:
    """Return what ``file`` holds, ``data``, with a pipeline added, of SDK v2 and v3 by turns of the ``number``.

    None where it is no Python, or no notebook: then nothing could be made of it.
    """
    added = _PIPELINES[number % len(_PIPELINES)]
    if file.suffix == ".ipynb":
        return _notebook(data, added)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(data)
        text = _decoded(data)
    except (SyntaxError, ValueError, LookupError, RecursionError, MemoryError):
        return None
    own = _filled(added, names(tree)).replace("SCRIPT", repr(file.name))
    return f"{text}\n\n{own}".encode()


def _decoded(data: bytes) -> str:
    """Return a file as text, without the cookie that names its encoding; raises ValueError, LookupError."""
    import io
    import tokenize

    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    text = data.decode(encoding)
    head, *rest = text.split("\n", 2)
    return "\n".join(
        (re.sub(r"coding[:=]", "", head), *(re.sub(r"coding[:=]", "", one) for one in rest[:1]), *rest[1:])
    )


def _notebook(data: bytes, added: str) -> bytes | None:
    """Return a notebook with one more cell, and the names of all of its cells as values."""
    try:
        content: Any = json.loads(data)
        cells = content["cells"]
        texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        cells.append({"cell_type": "code", "metadata": {}, "outputs": [], "source": ""})
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    found = dict.fromkeys(name for text in texts for name in re.findall(r"^(\w+) *=(?!=)", text, re.MULTILINE))
    cells[-1]["source"] = _filled(added, list(found)[:_MOST_NAMES]).replace("SCRIPT", '"missing.py"')
    return json.dumps(content).encode()


def names(tree: ast.Module) -> list[str]:
    """Return the names that a module binds at its top: values first, then functions and classes."""
    values = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    defined = [
        node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    ]
    return list(dict.fromkeys((*values[: _MOST_NAMES // 2], *defined)))[:_MOST_NAMES]


def _filled(added: str, own: list[str]) -> str:
    """Put the names into the places of the pipeline, each in turn; calls of them, too."""
    words: Iterator[str] = itertools.cycle([word for name in own for word in (name, f"{name}()")] or ["None"])
    return _SLOT.sub(lambda _: next(words), added)
