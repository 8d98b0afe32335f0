"""Which functions are known to read and write files: those of the tables here, and those that the user names."""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.linter.scripts import readers, writers
from pipelint.linter.scripts.readers import Reader
from pipelint.linter.scripts.writers import Writer
from pipelint.linter.settings import NO_TOOLKITS, Toolkits
from pipelint.pipeline.record import record


@record
class Functions:
    """Functions by their dotted names, methods by their names, and packages that touch no file."""

    writers: Mapping[str, Writer]
    writing_methods: Mapping[str, Writer]
    readers: Mapping[str, Reader]
    reading_methods: Mapping[str, Reader]
    pure: tuple[str, ...] = ()

    def is_pure(self, dotted: str) -> bool:
        """Tell whether a function neither reads nor writes files, but for those that are known."""
        return dotted.partition(".")[0] in writers.PURE or any(f"{dotted}.".startswith(f"{one}.") for one in self.pure)


BUILT_IN = Functions(writers.FUNCTIONS, writers.METHODS, readers.FUNCTIONS, readers.METHODS)


def known(toolkits: Toolkits) -> Functions:
    """Return what is known, with what the user says of other packages."""
    if toolkits == NO_TOOLKITS:
        return BUILT_IN
    writing = {name: Writer(*_argument(path)) for name, path in toolkits.writers.items()}
    reading = {name: Reader(*_argument(path)) for name, path in toolkits.readers.items()}
    return Functions(
        {**writers.FUNCTIONS, **writing},
        {**writers.METHODS, **{name[1:]: one for name, one in writing.items() if name.startswith(".")}},
        {**readers.FUNCTIONS, **reading},
        {**readers.METHODS, **{name[1:]: one for name, one in reading.items() if name.startswith(".")}},
        toolkits.pure,
    )


def _argument(path: int | str) -> tuple[int, tuple[str, ...]]:
    """Return the position of an argument and its names; one that has a name alone has no position."""
    return (path, ()) if isinstance(path, int) else (_NO_POSITION, (path,))


_NO_POSITION = 1_000
