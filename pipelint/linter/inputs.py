"""Which files to look at: the paths a user gives, folders walked in a fixed order, each file once.

In folders the files a project does not call its own are passed over: hidden folders, virtual environments, installed
packages and caches; so is what the configuration excludes or git ignores. Links to folders are not followed, nor links
to files that lead out of the project, so that no loop and no file outside is ever entered.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelint.findings import Finding, Span
from pipelint.linter.disk import ROOT_MARKERS
from pipelint.linter.exclusion import Exclusion
from pipelint.linter.opening import LARGEST, TooLarge, check_size, read_regular
from pipelint.linter.problems import problem
from pipelint.linter.reading import Kind
from pipelint.pipeline.record import record
from pipelint.pipeline.spelling import closest

KINDS: dict[str, Kind] = {".py": "python", ".ipynb": "notebook", ".json": "definition"}

# Folders of other people's or of generated code, by name and by the marker files that tools leave in them
# (PEP 405; https://bford.info/cachedir/).
_FOREIGN_FOLDERS = frozenset({"node_modules", "site-packages", "__pycache__", "__pypackages__", "cdk.out"})
_FOREIGN_MARKERS = ("pyvenv.cfg", "CACHEDIR.TAG")


@record
class Input:
    """One file to look at. ``file`` is its path as the report shows it; ``data`` is given where it is in no folder.

    Paths are texts, as there may be thousands of them.

    ``explicit`` files were named by the user and are checked whatever is in them; the others were found ``within`` a
    folder that the user named.
    """

    file: str
    explicit: bool
    path: str = ""
    data: bytes | None = None
    within: str | None = None

    def read(self) -> bytes:
        """Return the contents. Raises OSError, whose ``strerror`` says why the file cannot be read."""
        if self.data is not None:
            check_size(len(self.data), _suffix(self.file))
            return self.data
        suffix = _suffix(self.path)
        if suffix and suffix not in KINDS and os.path.isfile(self.path):
            raise OSError(0, f"{', '.join(KINDS)} or a folder was expected, not {suffix}")
        return read_regular(self.path)

    def kind(self, data: bytes) -> Kind:
        """Tell how to read the file: by its suffix; without one, by the bracket that a definition begins with."""
        by_suffix = KINDS.get(_suffix(self.file))
        if by_suffix is not None:
            return by_suffix
        return "definition" if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") else "python"


def find_inputs(
    paths: Iterable[str], exclusion: Exclusion, stdin: tuple[str, bytes] | None = None
) -> tuple[list[Input], list[Finding]]:
    """Return the files that ``paths`` stand for, each once, and a finding for every folder that cannot be listed.

    ``stdin`` is the name and the contents of a file that is in no folder.

    A path that does not exist is returned too: opening it will say why not. What ``exclusion`` leaves out is passed
    over in folders, and only where it forces so among what the user named.
    """
    inputs: dict[str, Input] = {}
    findings: list[Finding] = []
    for given in paths:
        is_folder = os.path.isdir(given)
        place = os.path.abspath(given)  # noqa: PTH100 - lexical on purpose: resolve() asks the disk about every file
        if exclusion.force and exclusion.excludes(place + "/" * is_folder):
            continue
        if not is_folder:
            inputs[place] = Input(shown(Path(given)), True, given)
            continue
        for folder, name in _walk(_Folder(given, place, shown(Path(given))), exclusion, findings):
            found = folder.inner(name)
            inputs.setdefault(found.place, Input(found.shown, False, found.path, within=given))
    more = [] if stdin is None else [Input(stdin[0], explicit=True, data=stdin[1])]
    return [*inputs.values(), *more], findings


def shown(path: Path) -> str:
    """Return ``path`` as reports show it: relative to the working directory."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive on Windows; a null character
        return str(path)


class _Folder:
    """A folder, or what stands in one: its ``path`` as it was given, its absolute ``place``, and as it is ``shown``."""

    __slots__ = ("_begins", "path", "place", "shown")

    def __init__(self, path: str, place: str, shown: str) -> None:
        self.path = path
        self.place = place
        self.shown = shown
        self._begins: tuple[str, str, str] | None = None

    def inner(self, name: str) -> _Folder:
        """Return what is called ``name`` in it. There are thousands of names, and few folders."""
        if self._begins is None:
            relative = "" if self.shown == os.curdir else self.shown
            path, place, shown = (os.path.join(one, "") for one in (self.path, self.place, relative))  # noqa: PTH118
            self._begins = (path, place, shown)
        path, place, shown = self._begins
        return _Folder(path + name, place + name, shown + name)


def _walk(top: _Folder, exclusion: Exclusion, findings: list[Finding]) -> Iterator[tuple[_Folder, str]]:
    """Yield the files below ``top`` that may hold pipelines, folder by folder in the order of their names."""
    pending = [top]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder.path) as found:
                entries = sorted(found, key=lambda entry: entry.name)
            names = {entry.name for entry in entries}
            if folder is not top and any(marker in names for marker in _FOREIGN_MARKERS):
                continue
            wanted = [entry.name for entry in entries if _is_wanted_file(entry)]
            if links := {entry.name for entry in entries if entry.is_symlink()}.intersection(wanted):
                outside = {name for name in links if _leads_out(folder.path, name, top.place)}
                findings += [_link_outside(folder.inner(name).shown) for name in sorted(outside)]
                wanted = [name for name in wanted if name not in outside]
            yield from ((folder, name) for name in wanted if not exclusion.leaves_out(folder.place, name))
            own = [entry.name for entry in entries if _is_own_folder(entry)]
            inner = [folder.inner(name) for name in own if not exclusion.leaves_out(folder.place, f"{name}/")]
        except OSError as error:
            findings.append(unreadable(folder.shown, error))
            continue
        pending.extend(reversed(inner))


def _leads_out(folder: str, name: str, top: str) -> bool:
    """Tell whether a link leads out of the folder ``top`` and of the repository (or else the project) around it."""
    real = Path(os.path.realpath(os.path.join(folder, name)))  # noqa: PTH118
    return not any(real.is_relative_to(os.path.realpath(one)) for one in (top, _around(top)))


def _around(folder: str) -> str:
    """Return where the repository begins that ``folder`` is in; where it is in none, where the project does."""
    above = [folder, *map(str, Path(folder).parents)]
    for markers in ((".git",), ROOT_MARKERS):
        for one in above:
            if any(os.path.lexists(f"{one}/{marker}") for marker in markers):
                return one
    return folder


def _link_outside(file: str) -> Finding:
    return problem("SMP019", "the link leads out of the project and was not followed", Span(file))


def _suffix(file: str) -> str:
    return os.path.splitext(file)[1].lower()  # noqa: PTH122


def _is_wanted_file(entry: os.DirEntry[str]) -> bool:
    kind = KINDS.get(_suffix(entry.name))
    try:
        if kind is None or not entry.is_file():
            return False
        return kind != "definition" or entry.stat().st_size <= LARGEST
    except OSError:
        return True  # a link that leads to itself, say: opening it will say why


def _is_own_folder(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith(".") or entry.name in _FOREIGN_FOLDERS:
        return False
    return entry.is_dir(follow_symlinks=False)


def unreadable(file: str, error: OSError | ValueError) -> Finding:
    """Return the finding for a file or folder that could not be opened, with a guess at the one that was meant."""
    if isinstance(error, TooLarge):
        return problem("SMP017", error.words, Span(file))
    reason = getattr(error, "strerror", None) or str(error)
    message = f"cannot read: {reason[:1].lower()}{reason[1:]}"
    meant = _neighbour(Path(file)) if isinstance(error, FileNotFoundError) else None
    return problem("SMP001", message if meant is None else f'{message}; did you mean "{meant}"?', Span(file))


def _neighbour(path: Path) -> str | None:
    """Return the name most like that of ``path`` in its folder; None where there is none or no folder."""
    try:
        return closest(path.name, sorted(sibling.name for sibling in path.parent.iterdir()))
    except OSError:
        return None
