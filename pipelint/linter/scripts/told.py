"""What a script says of itself in comments, besides what it was seen to do."""

from __future__ import annotations

import io
import tokenize

from pipelint.linter.script_comments import ScriptComment, script_comments
from pipelint.linter.scripts.shapes import shape_of_data
from pipelint.pipeline.record import replace
from pipelint.pipeline.scripts import ReadFile, Script, WrittenFile
from pipelint.pipeline.values import Origin


def with_comments(script: Script, data: bytes, document: str) -> Script:
    """Return ``script`` with what its comments say, which counts more than what was seen of the same file."""
    said = list(script_comments(_text(data)))
    writes = tuple(_written(one, document) for one in said if one.writes)
    reads = tuple(ReadFile(one.path, False, True, _origin(one, document)) for one in said if not one.writes)
    told = {one.path for one in said}
    return replace(
        script,
        writes=(*(one for one in script.writes if one.path not in told), *writes),
        reads=(*(one for one in script.reads if one.path not in told), *reads),
    )


def _written(said: ScriptComment, document: str) -> WrittenFile:
    documents = (shape_of_data(said.document),) if said.has_document else ()
    return WrittenFile(said.path, documents, said.folder, True, _origin(said, document))


def _origin(said: ScriptComment, document: str) -> Origin:
    return Origin(document, (said.row, said.column, said.row, said.end_column))


def _text(data: bytes) -> str:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError:
        encoding = "utf-8"
    return data.decode(encoding, errors="replace")
