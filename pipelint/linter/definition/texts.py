"""Where the text of a definition stands in its file: it is the whole file, or a string of JSON inside it.

``aws sagemaker describe-pipeline`` and ``describe-pipeline-definition-for-execution`` answer with the definition as a
string, in which every quote is escaped. It is read as it is, and its places are those of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from pipelint.linter.definition.positions import Lines, Pointer, offsets
from pipelint.pipeline.record import record

# One character of a string, in JSON: two \u where it is not of the Basic Multilingual Plane (RFC 8259, 7).
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u[0-9a-fA-F]{4}"
    r"|\\."
)


class FileText:
    """The text of a definition that is the whole of its file. ``noun`` is what messages call it."""

    noun = "the file"

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lines(self) -> Lines:
        """The lines of the file; computed when the first place is asked for."""
        return Lines(self.text)

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column in the file of the character at ``offset`` of the text."""
        return self.lines.place(offset)


@record
class Quoted:
    """A definition that stands as a string, ``text``, at ``pointer`` of a file; with its pipeline's name if known."""

    text: str
    pointer: Pointer
    name: str | None = None


class QuotedText(FileText):
    """The text of a definition that is a string of JSON in ``file``."""

    def __init__(self, quoted: Quoted, file: FileText) -> None:
        super().__init__(quoted.text)
        self._file = file
        self._pointer = quoted.pointer
        self.noun = f'"{quoted.pointer[-1]}"' if quoted.pointer else "the string"

    def place(self, offset: int) -> tuple[int, int]:
        """Return the place of the character at ``offset``: its escape begins there where it has one."""
        ends, longer = self._escapes
        return self._file.place(offset + longer[bisect_right(ends, offset)])

    @cached_property
    def _escapes(self) -> tuple[list[int], list[int]]:
        """The offsets in the text behind each escaped character, and how far the file is ahead before each of them.

        The second list is longer by one: its last number is for what comes behind the last escape.
        """
        start, end = offsets(self._file.text, [self._pointer])[self._pointer]
        ahead = start + 1  # the quote
        ends: list[int] = []
        longer = [ahead]
        for escape in _ESCAPE.finditer(self._file.text, ahead, end - 1):
            ends.append(escape.start() - ahead + 1)
            ahead += escape.end() - escape.start() - 1
            longer.append(ahead)
        return ends, longer


def quoted_definition(content: object) -> Quoted | None:
    """Return the definition that ``content``, a parsed file, holds as a string; None where it holds none.

    It is in the answer of the service, or stands alone, as ``--query PipelineDefinition`` prints it.
    """
    if isinstance(content, str):
        return Quoted(content, ()) if content.lstrip().startswith("{") else None
    if not isinstance(content, dict) or "Steps" in content:
        return None
    text, name = content.get("PipelineDefinition"), content.get("PipelineName")
    if not isinstance(text, str):
        return None
    return Quoted(text, ("PipelineDefinition",), name if isinstance(name, str) else None)
