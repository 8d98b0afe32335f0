"""The files of the projects at hand, each listed, opened and parsed once in a run.

A tree is never changed, so all files that import a module share it; what its code makes is made anew for each of them.
Sharing makes a node the name of a place: two files that call one function of a third find its steps at the same nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pipelint.linter.disk import Disk, Unreadable
from pipelint.linter.memory import reserve
from pipelint.linter.settings import NO_TOOLKITS, Toolkits

if TYPE_CHECKING:
    import libcst as cst

    from pipelint.linter.source.gate import Outline
    from pipelint.linter.source.reparsing import Parsed

Made = TypeVar("Made")
_BYTES_OF_TREE = 2500
"""Memory that libcst needs for each byte of the densest code; a third of it for usual one."""


class Sources:
    """What has been listed and parsed so far.

    ``roots`` are folders that the user says modules are imported from, ``toolkits`` what functions of packages do.
    ``changed`` files hold something else than the disk says; ``imported`` are those that another asked for. Both are
    told by their paths with links followed. ``shared`` are the files whose trees were asked for since it was last
    emptied, the linted one included: readings that share one can build the same things. With ``for_editor``, readings
    keep what each expression means (:mod:`pipelint.linter.source.noting`), and what is left of the last tree of a file
    becomes part of its next one (:mod:`pipelint.linter.source.reparsing`).

    What was made of a file is used as long as the file holds the same. So where it lives long, with another ``disk``
    from time to time, what has changed is made anew, and nothing else.
    """

    def __init__(
        self,
        roots: tuple[Path, ...] = (),
        toolkits: Toolkits = NO_TOOLKITS,
        changed: Mapping[str, bytes] | None = None,
        disk: Disk | None = None,
    ) -> None:
        self.disk = Disk() if disk is None else disk
        self.roots = roots
        self._changed = changed or {}
        self.toolkits = toolkits
        self.imported: set[str] = set()
        self.shared: set[str] = set()
        self.for_editor = False
        self._outlines: dict[str, tuple[bytes, Outline | None]] = {}
        self._parsed: dict[str, tuple[bytes, cst.Module | Unreadable]] = {}
        self._last: dict[str, Parsed] = {}

    def apart(self) -> Sources:
        """Return others for the same project, for what files do not hold: nothing of it comes back here."""
        other = Sources(self.roots, self.toolkits, disk=self.disk)
        other.for_editor = self.for_editor
        other._outlines, other._parsed, other._last = dict(self._outlines), dict(self._parsed), dict(self._last)
        return other

    def module(self, file: Path) -> tuple[bytes, cst.Module]:
        """Return what an imported file holds, and its tree; raises :class:`Unreadable`."""
        key = self.disk.real(file)
        self.imported.add(key)
        self.shared.add(key)
        data = self._read(file, key)
        known = self._parsed.get(key)
        if known is None or known[0] != data:
            known = self._parsed[key] = (data, self._checked_or_not(data, file, key))
        if isinstance(known[1], Unreadable):
            raise known[1]
        return data, known[1]

    def _read(self, file: Path, key: str) -> bytes:
        changed = self._changed.get(key)
        return self.disk.data(file) if changed is None else changed

    def outline(self, file: Path) -> Outline | None:
        """Return what a first look at an imported file tells; None where it cannot be read."""
        key = self.disk.real(file)
        try:
            data = self._read(file, key)
        except Unreadable:
            return None
        known = self._outlines.get(key)
        if known is None or known[0] != data:
            from pipelint.linter.source.gate import outline as outline_of
            from pipelint.linter.source.gate import syntax

            try:
                outline = outline_of(syntax(data, file.name), data)
            except (SyntaxError, ValueError, RecursionError):
                outline = None
            known = self._outlines[key] = (data, outline)
        return known[1]

    def parsed(self, data: bytes, file: Path) -> cst.Module:
        """Return the tree of ``data``, shared with those who import ``file`` if that is what it holds.

        Raises :class:`Unreadable`.
        """
        key = self.disk.real(file)
        self.shared.add(key)
        known = self._parsed.get(key)
        if known is not None and known[0] == data and not isinstance(known[1], Unreadable):
            return known[1]
        tree = self._parse(data, key)
        # Of a file that is cut into cells, another text than it holds may be parsed: without what is no Python.
        if file.suffix == ".py" and (known is None or self._holds(file, key, data)):
            self._parsed[key] = (data, tree)
        return tree

    def _holds(self, file: Path, key: str, data: bytes) -> bool:
        try:
            return self._read(file, key) == data
        except Unreadable:
            return False

    def _checked_or_not(self, data: bytes, file: Path, key: str) -> cst.Module | Unreadable:
        try:
            _check(data, file)
            return self._parse(data, key)
        except Unreadable as error:
            return error

    def _parse(self, data: bytes, key: str) -> cst.Module:
        if not self.for_editor:
            return parse(data)
        from pipelint.linter.source.reparsing import Parsed, reparsed

        last = self._last.get(key)
        again = None if last is None else _guarded(data, partial(reparsed, last))
        self._last[key] = Parsed(data, parse(data)) if again is None else again
        return self._last[key].tree


def checked(data: bytes, file: Path) -> cst.Module:
    """Parse what no reader has looked at yet."""
    _check(data, file)
    return parse(data)


def _check(data: bytes, file: Path) -> None:
    from pipelint.linter.source.gate import syntax, too_deep

    if b"\0" in data:  # which of SyntaxError and ValueError this is depends on the version of Python
        raise Unreadable("cannot be read as Python: it holds null bytes")
    try:
        tree = syntax(data, file.name)
    except SyntaxError as error:
        where = f" (line {error.lineno})" if error.lineno else ""
        raise Unreadable(f"cannot be read as Python: {error.msg}{where}") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"cannot be read as Python: {type(error).__name__}") from error
    deep = too_deep(tree)
    if deep is not None:
        raise Unreadable(f"nests an expression deeper than can be read (line {deep})")


def parse(data: bytes) -> cst.Module:
    """Parse what ``ast`` accepts; raises :class:`Unreadable` for what libcst refuses nevertheless, and MemoryError."""
    import libcst as cst

    return _guarded(data, cst.parse_module)


def _guarded(data: bytes, parser: Callable[[bytes], Made]) -> Made:
    import libcst as cst

    reserve(len(data) * _BYTES_OF_TREE)
    try:
        with _unvalidated(cst.CSTNode):
            return parser(data)
    except (cst.ParserSyntaxError, SyntaxError, UnicodeDecodeError, RecursionError) as error:
        text = str(error).strip().splitlines()[0]
        raise Unreadable(f"cannot be read as Python: {text}") from error


@contextmanager
def _unvalidated(base: Any) -> Iterator[None]:
    """Spare the nodes that the parser makes from looking whether they may be as they are: a tenth of parsing.

    What came out of text that ``ast`` accepts can be written as text. libcst itself thinks of leaving it out
    (libcst/_nodes/base.py, ``__post_init__``).
    """
    validate = base.__post_init__
    base.__post_init__ = lambda _: None
    try:
        yield
    finally:
        base.__post_init__ = validate
