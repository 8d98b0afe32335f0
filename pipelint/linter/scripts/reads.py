"""What a script reads: the files it opens by paths that are known, and whether it may read others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import libcst as cst

from pipelint.linter.scripts.functions import Functions
from pipelint.linter.scripts.readers import MAY_READ, PATH_METHODS, TAKE_DATA, Reader
from pipelint.linter.source.functions import Arguments
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import DictObject, ListObject, Object
from pipelint.linter.source.paths import path_of
from pipelint.linter.source.unknowns import Handle, PathObject, UnknownText
from pipelint.pipeline.scripts import ReadFile
from pipelint.pipeline.values import Origin, Unknown

_INSIDE = "/opt/ml/"


class Reads:
    """What has been read so far; ``complete`` is false where more may be, at places that are not known."""

    def __init__(self, functions: Functions) -> None:
        self.complete = True
        self._functions = functions
        self._found: dict[str, ReadFile] = {}

    def __iter__(self) -> Iterator[ReadFile]:
        return iter(self._found.values())

    def called(self, run: Interpreter, dotted: str, arguments: Arguments, node: cst.Call, pure: bool) -> None:
        """Notice what a function of a package reads; one that is ``pure`` reads nothing that is not known here."""
        reader = self._functions.readers.get(dotted)
        if reader is not None:
            self._read(run, reader, arguments, node)
        elif not pure:
            self._perhaps(run, dotted.rpartition(".")[2], arguments, node)

    def opened(self, run: Interpreter, given: Object | None, node: cst.Call) -> None:
        """Notice that a file is opened for reading."""
        self._note(run, given, node, True)

    def of_path(self, run: Interpreter, path: PathObject, name: str, node: cst.Call) -> None:
        """Notice what a method of a path reads."""
        if name in PATH_METHODS:
            self._note(run, path, node, PATH_METHODS[name])

    def mentioned(self, path: str, origin: Origin) -> None:
        """Notice a folder that the script asks for by name; it is likely to read it."""
        self._found.setdefault(path, ReadFile(path, False, False, origin))

    def method(self, run: Interpreter, name: str, arguments: Arguments, node: cst.Call) -> None:
        """Notice what a method of something unknown reads."""
        reader = self._functions.reading_methods.get(name)
        if reader is not None:
            self._read(run, reader, arguments, node)
        else:
            self._perhaps(run, name, arguments, node)

    def _read(self, run: Interpreter, reader: Reader, arguments: Arguments, node: cst.Call) -> None:
        named = [arguments.named[name] for name in reader.names if name in arguments.named]
        given = (arguments.positional[reader.position : reader.position + 1] or named)[:1]
        if given and node_takes_data(node) and not isinstance(given[0], UnknownText) and path_of(given[0]) is None:
            return
        self._note(run, given[0] if given else None, node, reader.fails)

    def _perhaps(self, run: Interpreter, name: str, arguments: Arguments, node: cst.Call) -> None:
        """Notice the paths that a function is given which is not known, and that it may read others."""
        given = list(_inside(arguments.all()))
        for one in given:
            found = path_of(one)
            if found is not None and found[0].startswith(_INSIDE):
                self._note(run, one, node, False)
        kind = UnknownText if name in TAKE_DATA else Unknown
        if MAY_READ.search(name.lower()) and any(_may_be_path(one, kind) for one in given):
            self.complete = False

    def _note(self, run: Interpreter, given: Object | None, node: cst.Call, fails: bool) -> None:
        found = path_of(given) if given is not None else None
        if found is None:
            self.complete = self.complete and isinstance(given, Handle)
            return
        path = found[0]
        certain = fails and run.depth == 0 and not run.guarded
        known = self._found.get(path)
        if known is None or (certain and not known.certain) or (fails and not known.fails):
            self._found[path] = ReadFile(path, fails, certain, run.origin(node))


def node_takes_data(node: cst.Call) -> bool:
    """Tell whether the function that is called takes data as often as a path."""
    name = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
    return isinstance(name, cst.Name) and name.value in TAKE_DATA


def _inside(values: Iterable[Object]) -> Iterator[Object]:
    """Yield what is given, and what lists and dicts hold that are."""
    for value in values:
        yield value
        if isinstance(value, ListObject):
            yield from value.items
        elif isinstance(value, DictObject):
            yield from value.entries.values()


def _may_be_path(value: Object, kind: type[Unknown]) -> bool:
    return isinstance(value, kind) and not isinstance(value, (Handle, PathObject)) and path_of(value) is None
