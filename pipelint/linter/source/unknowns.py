"""Values that are not known, but of which something is: that they are texts, or paths, or which file they read."""

from __future__ import annotations

from pipelint.pipeline.record import record
from pipelint.pipeline.values import Stamp, Unknown


@record
class UnknownText(Unknown):
    """A text that cannot be known, but surely is one: neither empty nor None, as a path that was joined."""


@record
class StampText(Stamp, UnknownText):
    """A time, or a random number, of the compilation, or a text with one."""


@record
class PlainSession(Unknown):
    """A session that is surely no pipeline session: what is called with it starts at once."""


@record
class FileText(UnknownText):
    """The path of a file of the project, as a text; which one it is depends on where the project stands."""

    path: str = ""


@record
class PathObject(Unknown):
    """A path of :mod:`pathlib`. ``anchored`` says that it begins where the project stands, as ``__file__`` does."""

    path: str = ""
    anchored: bool = False


@record
class Handle(Unknown):
    """Something that Python made and that is only known by the methods that are called of it."""


@record
class OpenFile(Handle):
    """A file opened for reading, by its path."""

    path: str = ""
