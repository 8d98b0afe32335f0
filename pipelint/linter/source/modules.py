"""The modules of the project that a file imports: found, walked once each, and kept with the names they bind.

As in Python, a module that is imported while it is still being walked has the names it has bound so far. What it makes
belongs to the file at hand alone: another file that imports the same module walks its tree again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import libcst as cst

from pipelint.linter.disk import Unreadable
from pipelint.linter.inputs import shown
from pipelint.linter.source.interpreter import FUEL, Interpreter, OutOfFuel
from pipelint.linter.source.objects import ExternalName, Frame, ModuleObject, Object
from pipelint.linter.source.project import Ambiguous, Location, Project
from pipelint.pipeline.values import Literal, Unknown

MODULES = 60
"""How many modules are followed for one file."""

TOTAL_BYTES = 1024 * 1024
"""How long they may be together: about 30,000 lines, one second."""

NESTING = 20
"""How many modules may be at once on the way of importing the next: the walk's own recursion is bounded."""

_CHANGES_PATH = re.compile(rb"\bsys\.path\b(?!\.append\b)|\baddsitedir\b")
_EXTENDS_PATH = re.compile(rb"\bsys\.path\.append\b")


class Modules:
    """The modules imported so far, on behalf of one file.

    ``trees`` holds the tree of each by the name of its document, ``made`` the identities of what the SDK's classes made
    while they were imported. ``yielding`` are the documents that hold the word ``yield``. ``missing`` counts the names
    that were asked for and the project does not have.
    """

    def __init__(self, project: Project | None, document: str, data: bytes, tree: cst.Module) -> None:
        self.trees = {document: tree}
        self.made: set[int] = set()
        self.yielding: set[str] = set()
        self.missing = 0
        self.unfound_note = ""
        self._project = project
        self._known: dict[str, ModuleObject | Unknown] = {}
        self._folders = {document: project.folder} if project is not None else {}
        self._open: list[ModuleObject] = []
        self._bytes = 0
        self._fuel = FUEL
        self._path_changed = ""
        self._look_at(document, data)

    @property
    def project(self) -> Project | None:
        """The project of the file at hand, None where it stands in none."""
        return self._project

    def own(self, file: Path, module: ModuleObject) -> None:
        """Take ``module`` for what the file at hand is, to those that import it."""
        self._known[self._real(file)] = module
        self._open.append(module)

    def _look_at(self, document: str, data: bytes) -> None:
        """Notice that a module yields, or changes ``sys.path``: what it imports by name may then come from anywhere."""
        if b"yield" in data:
            self.yielding.add(document)
        if _CHANGES_PATH.search(data):
            self._path_changed = self._path_changed or document
        if self._path_changed or _EXTENDS_PATH.search(data):
            self.unfound_note = self.unfound_note or f"; {document} changes sys.path"

    def absolute(self, run: Interpreter, dotted: str) -> ModuleObject | Unknown | None:
        """Import a module by its full name; None where the project has none of that name."""
        if self._project is None:
            return None
        first, *rest = dotted.split(".")
        try:
            location = self._project.find(first)
            if location is not None and self._path_changed:
                return Unknown(f"{self._path_changed} changes sys.path, so which `{first}` is imported cannot be told")
            location = self._project.below(location, rest) if location is not None else None
        except Ambiguous:
            return Unknown(f"two modules of the project answer to `{dotted}`")
        return None if location is None else self._load(run, location, dotted)

    def relative(self, run: Interpreter, level: int, dotted: str) -> ModuleObject | Unknown | None:
        """Import a module by a name with ``level`` dots in front; None where the project has no such module."""
        folder = self._folders.get(run.document)
        if self._project is None or folder is None:
            return None
        folder = self._project.above(folder, level - 1)
        if folder is None:
            return Unknown("it stands outside the project")
        try:
            location = self._project.below(self._project.package(folder), dotted.split(".") if dotted else [])
        except Ambiguous:
            return Unknown(f"two modules of the project answer to `{dotted}`")
        return None if location is None else self._load(run, location, "." * level + dotted)

    def chain(self, run: Interpreter, dotted: str) -> ModuleObject | Unknown | None:
        """Import ``a.b.c`` and return ``a``, which gets ``b`` as an attribute, and that ``c``."""
        parts = dotted.split(".")
        top = here = self.absolute(run, parts[0])
        for end in range(1, len(parts)):
            inner = self.absolute(run, ".".join(parts[: end + 1]))
            if not isinstance(here, ModuleObject) or inner is None:
                break
            here.names.variables[parts[end]] = inner
            here = inner
        return top

    def member(self, run: Interpreter, module: ModuleObject, name: str) -> Object:
        """Return what ``from module import name`` binds: a name of the module, or a module of the package."""
        found = module.names.variables.get(name)
        if found is None and self._project is not None:
            try:
                location = self._project.find_in(map(Path, module.folders), name)
            except Ambiguous:
                return Unknown(f"two modules of the project answer to `{name}`")
            found = None if location is None else self._load(run, location, f"{module.name}.{name}")
        return found if found is not None else self.attribute(module, name)

    def attribute(self, module: ModuleObject, name: str) -> Object:
        """Return what ``module.name`` is."""
        found = module.names.variables.get(name)
        if found is not None:
            return found
        self.missing += 1
        if not module.document:  # a folder without __init__.py gives way to an installed package of its name
            return ExternalName(f"{module.name}.{name}")
        if module in self._open[1:]:
            return Unknown(f"`{name}` is not set yet in {module.document} when modules that import each other need it")
        return Unknown(f"`{name}` is not set in {module.document}{module.note}")

    def _load(self, run: Interpreter, location: Location, name: str) -> ModuleObject | Unknown:
        key = self._real(location.file) if location.file is not None else f"{location.folders}"
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._opened(run, key, location, name)
        return known

    def _real(self, file: Path) -> str:
        return str(file) if self._project is None else self._project.sources.disk.real(file)

    def _opened(self, run: Interpreter, key: str, location: Location, name: str) -> ModuleObject | Unknown:
        folders = tuple(map(str, location.folders))
        if location.file is None or self._project is None:
            return ModuleObject(name, "", Frame(), folders)
        if len(self._known) >= MODULES:
            return Unknown(f"more than {MODULES} modules are imported; `{name}` was not opened")
        if len(self._open) > NESTING:
            return Unknown(f"more than {NESTING} modules import each other in turn; `{name}` was not opened")
        document = shown(location.file)
        try:
            data, tree = self._project.sources.module(location.file)
        except Unreadable as reason:
            return Unknown(f"{document} {reason}")
        self._bytes += len(data)
        if self._bytes > TOTAL_BYTES:
            return Unknown(f"more than {TOTAL_BYTES // 1024} KiB of modules are imported; `{name}` was not followed")
        self.trees[document] = tree
        self._folders[document] = location.file.parent
        self._look_at(document, data)
        module = self._known[key] = ModuleObject(name, document, Frame(document=document), folders)
        module.names.variables["__name__"] = Literal(name)
        with self._elsewhere(run, module):
            run.execute(tree.body, module.names)
        return module

    @contextmanager
    def _elsewhere(self, run: Interpreter, module: ModuleObject) -> Iterator[None]:
        """Walk ``module`` as Python would: on its own, whatever surrounds the import, on fuel kept for modules."""
        outside, fuel, missing = (run.document, run.depth, run.world, run.functions), run.fuel, self.missing
        run.document, run.depth, run.world, run.functions = module.document, 0, (), []
        outermost = len(self._open) == 1
        if outermost:
            run.fuel = self._fuel
        self._open.append(module)
        first = len(run.created)
        try:
            yield
        except (OutOfFuel, RecursionError):
            module.note = ": the module is too long or too deep to be followed to its end"
        finally:
            self.made.update(id(one) for one in run.created[first:])
            self._open.pop()
            run.document, run.depth, run.world, run.functions = outside
            self.missing = missing  # what a module misses is not missing to those that import it
            if outermost:
                self._fuel, run.fuel = max(run.fuel, 0), fuel
