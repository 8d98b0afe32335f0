"""The project's own rules: in files and folders that the configuration names, and in packages that it asks for.

This is the one place where checking runs code of the user's. It is run because the configuration says so, it is said
before it is, and what is wrong with it ends the run as any fault of the configuration does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from zlib import crc32

from pipelint.configuration.files import Configuration, ConfigurationError
from pipelint.configuration.soundness import faults_of
from pipelint.findings import Finding, Span
from pipelint.linter.inputs import shown
from pipelint.linter.judging import told
from pipelint.linter.problems import problem
from pipelint.pipeline.record import record
from pipelint.pipeline.spelling import did_you_mean
from pipelint.rules.rule import Rule
from pipelint.rules.wording import quoted

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "pipelint.rules"
"""The entry points of packages that hold rules."""

_PACKAGES = "pipelint_own_rules_"
"""How the names of the packages begin that folders of rules are imported as."""

_NEIGHBOUR = "Correct the file; one that stands beside it is imported with a dot: `from .neighbour import name`."
_NOT_RULES = ("_", "test_", "conftest")
"""How the names of those files begin that a folder of rules holds besides rules."""


@record
class Loaded:
    """A rule, and the words that say where it comes from."""

    rule: type[Rule]
    source: str


def announcement(configuration: Configuration) -> str:
    """Say whose code is about to be run."""
    values = configuration.values
    plugins = values.get("plugins", False)
    parts = list(values.get("rules", ()))
    if plugins:
        parts.append("the rules of installed packages" if plugins is True else f"the rules of {', '.join(plugins)}")
    return f"runs code that {configuration.name} names: {', '.join(parts)}"


def load(configuration: Configuration) -> tuple[type[Rule], ...]:
    """Import the rules that ``configuration`` asks for, and return them, sorted by code.

    Raises :class:`ConfigurationError` with all that is wrong with them.
    """
    wrong: list[Finding] = []
    found: list[Loaded] = []
    for name in [name for name in sys.modules if name.startswith(_PACKAGES)]:
        del sys.modules[name]  # of an earlier run in this process: the files may have changed
    with redirect_stdout(sys.stderr):  # standard output carries the report, and nothing else
        for name in configuration.values.get("rules", ()):
            found += _in_files(configuration, name, wrong)
        plugins = configuration.values.get("plugins", False)
        if plugins:
            found += _in_packages(configuration, plugins, wrong)
    found = list({one.rule: one for one in reversed(found)}.values())[::-1]  # one file may be named twice
    wrong += faults_of([(one.rule, one.source) for one in found])
    if wrong:
        raise ConfigurationError(wrong)
    return tuple(sorted((one.rule for one in found), key=lambda rule: rule.code))


def _in_files(configuration: Configuration, name: str, wrong: list[Finding]) -> Iterator[Loaded]:
    """Yield the rules in the file or folder ``name``; what is wrong with it is added to ``wrong``."""
    try:
        files = _files(configuration, name)
    except _NoFilesError as error:
        wrong.append(error.finding)
        return
    except (OSError, ValueError, RuntimeError) as error:  # a null character; a link that leads to itself
        reason = getattr(error, "strerror", None) or str(error)
        wrong.append(
            problem("SMP042", f'rules names "{name}", which cannot be read: {reason}', Span(configuration.name))
        )
        return
    for file in files:
        yield from _in_file(file, wrong)


class _NoFilesError(Exception):
    """A place of rules has none."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def _files(configuration: Configuration, name: str) -> list[Path]:
    """Return the files of rules that ``name`` stands for; raises _NoFilesError."""
    place = Span(configuration.name)
    path = configuration.folder / name
    if os.path.isdir(path):
        files = sorted(file for file in path.glob("*.py") if not file.name.startswith(_NOT_RULES))
    else:
        files = [path] if os.path.isfile(path) and path.suffix == ".py" else []
    top = configuration.folder.resolve()
    if not all(one.resolve().is_relative_to(top) for one in (path, *files)):
        message = f'rules names "{name}", which is outside of the folder of the configuration'
        raise _NoFilesError(problem("SMP042", message, place, "Move it inside, or make a package of it."))
    if os.path.isdir(path) and not files:
        raise _NoFilesError(problem("SMP045", f"the folder {name} holds no file of rules", place))
    if not files:
        message = f'rules names "{name}", which is no Python file and no folder'
        help_ = f"Its paths begin in {configuration.folder}, the folder of the configuration."
        raise _NoFilesError(problem("SMP042", message, place, help_))
    return files


def _in_file(file: Path, wrong: list[Finding]) -> Iterator[Loaded]:
    try:
        module = _imported(file)
    except (Exception, SystemExit) as error:
        wrong.append(problem("SMP044", f"cannot be imported: {_raised(error)}", Span(shown(file)), _NEIGHBOUR))
        return
    rules = list(_rules_in(module))
    if not rules:
        wrong.append(problem("SMP045", "holds no rule", Span(shown(file))))
    yield from (Loaded(rule, shown(file)) for rule in rules)


def _imported(file: Path) -> ModuleType:
    """Import ``file`` as a module of its folder, under a name that no package has."""
    package = f"{_PACKAGES}{crc32(str(file.parent.resolve()).encode()):08x}"
    _import_package(package, file.parent)
    name = f"{package}.{file.stem}"
    return sys.modules[name] if name in sys.modules else _run(name, file)


def _import_package(name: str, folder: Path) -> None:
    """Make a package of ``folder``, so that its files can import each other; its ``__init__.py`` runs if it has one."""
    if name in sys.modules:
        return
    begin = folder / "__init__.py"
    if os.path.isfile(begin):
        _run(name, begin, [str(folder)])
        return
    package = sys.modules[name] = ModuleType(name)
    package.__path__ = [str(folder)]


def _run(name: str, file: Path, folders: list[str] | None = None) -> ModuleType:
    spec = spec_from_file_location(name, file, submodule_search_locations=folders)
    if spec is None or spec.loader is None:
        raise ImportError(f"Python has no way to import {file.name}")
    module = sys.modules[name] = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _rules_in(module: ModuleType) -> Iterator[type[Rule]]:
    """Yield the rules that ``module`` holds, and that are written in it or below it. A base of rules has no code."""
    for found in vars(module).values():
        is_rule = isinstance(found, type) and issubclass(found, Rule) and hasattr(found, "code")
        if is_rule and f"{found.__module__}.".startswith(f"{module.__name__}."):
            yield found


def _in_packages(configuration: Configuration, plugins: bool | list[str], wrong: list[Finding]) -> Iterator[Loaded]:
    """Yield the rules of installed packages: all of them, or those of the entry points or packages that are named."""
    from importlib.metadata import entry_points

    points = sorted(entry_points(group=GROUP), key=lambda point: (_package(point), point.name))
    wanted = None if plugins is True else set(plugins if isinstance(plugins, list) else ())
    known = {name for point in points for name in (point.name, _package(point))}
    for name in sorted((wanted or set()) - known):
        guess = did_you_mean(name, sorted(known))
        there = f"installed are {quoted(sorted(known))}" if known else "no installed package has any"
        message = f'no installed package has rules under the name "{name}";{guess or f" {there}"}'
        wrong.append(problem("SMP047", message, Span(configuration.name)))
    for point in points:
        if wanted is None or not wanted.isdisjoint((point.name, _package(point))):
            yield from _of_point(point, configuration, wrong)


def _of_point(point: EntryPoint, configuration: Configuration, wrong: list[Finding]) -> Iterator[Loaded]:
    source = f"package {_package(point)}"
    try:
        found = point.load()
    except (Exception, SystemExit) as error:
        message = f'cannot import the rules "{point.name}" of {source}: {_raised(error)}'
        wrong.append(problem("SMP044", message, Span(configuration.name), "Mend the package, or leave it out."))
        return
    if isinstance(found, type) and issubclass(found, Rule):
        yield Loaded(found, source)
        return
    rules = list(_rules_in(found)) if isinstance(found, ModuleType) else []
    if not rules:
        message = (
            f'the entry point "{point.name}" of {source} holds no rule: {point.value} is none, and no module of some'
        )
        wrong.append(problem("SMP045", message, Span(configuration.name)))
    yield from (Loaded(rule, source) for rule in rules)


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else point.name


def _raised(error: BaseException) -> str:
    """Say what an import raised, in one line."""
    if isinstance(error, SyntaxError):
        return f"{error.msg} (line {error.lineno})"
    if isinstance(error, SystemExit):
        return f"it ends the process (status {error.code})"
    return told(error)
