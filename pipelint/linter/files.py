"""From paths to readings: every file that may hold a pipeline, read by the reader of its kind.

A reader is imported with the first file of its kind: each takes as long as to read a short file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipelint.findings import Finding, Span
from pipelint.linter.exclusion import Exclusion
from pipelint.linter.inputs import Input, find_inputs, unreadable
from pipelint.linter.opening import TooLarge, mentions
from pipelint.linter.problems import out_of_memory, problem
from pipelint.linter.reading import WORD, Kind, Reading
from pipelint.linter.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Protocol, TypeVar

    from pipelint.linter.contents import Contents
    from pipelint.linter.source.sources import Sources

    T = TypeVar("T")

    class Watch(Protocol):
        """Sees how far work has come."""

        def __call__(self, doing: str, items: Sequence[T], /) -> Iterable[T]:
            """Yield ``items``; ``doing`` names what is done with them."""


def unwatched(_: str, items: Sequence[T], /) -> Sequence[T]:
    """Return ``items``: nobody watches."""
    return items


def read_files(
    paths: Sequence[str], settings: Settings, stdin: tuple[str, bytes] | None = None
) -> tuple[list[Input], list[Reading], list[Finding]]:
    """Read the files and folders ``paths``, and ``stdin``: the name and contents of a file that is in no folder.

    Returns the files found, what each of interest yielded, and what is wrong with the paths. Never raises for bad
    input.
    """
    inputs, findings = find_inputs(paths, Exclusion(settings), stdin)
    return inputs, read_inputs(inputs, settings), findings


def read_inputs(
    inputs: Sequence[Input], settings: Settings, watch: Watch = unwatched, contents: Contents | None = None
) -> list[Reading]:
    """Read every input, and return what each of interest yielded. Never raises for bad input.

    ``contents`` has what files hold that were read before, or changed; what is read is added to it.
    """
    from pipelint.linter.borrowing import settle
    from pipelint.linter.source.sources import Sources

    sources = Sources(settings.roots, settings.toolkits, None if contents is None else contents.changed)
    found = (read_input(one, sources, contents) for one in watch("Reading", inputs))
    readings = [reading for reading in found if reading is not None]
    settle(readings)
    return readings


def read_input(
    found: Input,
    sources: Sources,
    contents: Contents | None = None,
    seen: Callable[[bytes], object] = len,
) -> Reading | None:
    """Read one file with the reader of its kind; None for a JSON file in a folder that is of no interest.

    What the file holds is given to ``seen``.
    """
    try:
        data = found.read() if contents is None else contents.read(found)
    except (OSError, ValueError) as error:  # ValueError: the path holds a null character
        if isinstance(error, TooLarge) and not _is_wanted(found):
            return Reading(found.file, found.kind(b""))
        return Reading(found.file, "unreadable", findings=(unreadable(found.file, error),))
    seen(data)
    kind = found.kind(data)
    try:
        reading = _read_as(kind, data, found, sources)
        if reading is not None and kind == "python" and b"pipelint:" in data:
            from pipelint.linter.suppression_comments import comments_of_file

            reading.suppressions = comments_of_file(data)
        return reading
    except MemoryError:
        return Reading(found.file, kind, findings=(out_of_memory("to read this file", found.file),))
    except Exception as error:
        from pipelint.linter.judging import told

        finding = problem("SMP012", f"pipelint failed to read this file: {told(error)}", Span(found.file))
        return Reading(found.file, kind, findings=(finding,))


def _is_wanted(found: Input) -> bool:
    """Tell whether a file that is too large may hold a pipeline."""
    try:
        return found.explicit or mentions(found.path, WORD)
    except OSError:
        return True


def _read_as(kind: Kind, data: bytes, found: Input, sources: Sources) -> Reading | None:
    if kind == "definition":
        from pipelint.linter.definition.reader import looks_like_definition, read_definition_file

        if not found.explicit and not looks_like_definition(data):
            return None
        return read_definition_file(data, found.file, found.explicit)
    if WORD not in data and not found.explicit:  # most files of most repositories
        return Reading(found.file, kind)
    from pipelint.linter.source.project import Project

    project = Project.around(Path(found.file), None if found.within is None else Path(found.within), sources)
    if kind == "notebook":
        from pipelint.linter.source.notebook import read_notebook

        return read_notebook(data, found.file, found.explicit, project)
    if b"# Databricks notebook source" in data or b"%%" in data:
        from pipelint.linter.source.percent import is_notebook, read_cells

        if is_notebook(data):
            return read_cells(data, found.file, found.explicit, project)
    from pipelint.linter.source.reader import read_source

    return read_source(data, found.file, found.explicit, project)
