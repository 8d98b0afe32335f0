"""In the child: import the target's module and find the value that the target names."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from pipelint.compiling.errors import NotCompilable
from pipelint.compiling.target import Target
from pipelint.pipeline.spelling import did_you_mean


def home_of(target: Target) -> Path | None:
    """Return the folder that the user's code lives in, or the file where a module is no more; imports nothing.

    Makes the code importable too: the folder, and the working directory as ``python -m`` has it, go on ``sys.path``.
    """
    here = Path.cwd()
    if target.file is None:
        sys.path.insert(0, str(here))
        spec = _spec(str(target.module).partition(".")[0])
        if spec is None or spec.origin is None:
            return here
        return Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin)
    root, _ = _package(Path(target.file).absolute())
    sys.path[:0] = [str(root), *([] if root == here else [str(here)])]
    return root


def _spec(name: str) -> ModuleSpec | None:
    try:
        return find_spec(name)
    except ValueError:  # a module that came from nowhere, such as __main__
        return None


def load(target: Target) -> object:
    """Import the module of ``target`` and return the value that it names.

    Raises:
        NotCompilable: there is no such module or no such name in it. What the module itself raises passes through.
    """
    module = _module(str(target.module)) if target.file is None else _file(Path(target.file).absolute())
    try:
        return getattr(module, target.name)
    except AttributeError:
        names = [name for name in vars(module) if not name.startswith("_")]
        guess = did_you_mean(target.name, names)
        lack = f'{target.file or target.module} has no function or variable "{target.name}"'
        raise NotCompilable(f"{lack};{guess}" if guess else lack) from None


def _module(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{name}.".startswith(f"{error.name}."):
            raise  # the module is there, but something that it imports is not
        raise NotCompilable(f'there is no module "{error.name}" in the working directory or installed') from None


def _package(path: Path) -> tuple[Path, str]:
    """Return the folder to import ``path`` from and its dotted name there: inside packages, relative imports work."""
    parts = [] if path.name == "__init__.py" else [path.stem]
    folder = path.parent
    while os.path.isfile(folder / "__init__.py") and folder.name.isidentifier():
        parts.insert(0, folder.name)
        folder = folder.parent
    return folder, ".".join(parts)


def _file(path: Path) -> ModuleType:
    _, name = _package(path)
    if "." in name:
        parent = import_module(name.rpartition(".")[0])
        if path.parent not in map(Path, parent.__path__):
            raise NotCompilable(f'the package "{parent.__name__}" around {path.name} hides behind another of that name')
    if name in sys.modules and not _is_at(sys.modules[name], path):  # a file called json.py, say
        name = f"{name}_"
    if name not in sys.modules:
        _execute(name, path)
    return sys.modules[name]


def _is_at(module: ModuleType, path: Path) -> bool:
    return module.__file__ is not None and Path(module.__file__) == path


def _execute(name: str, path: Path) -> None:
    folder = [str(path.parent)] if path.name == "__init__.py" else None
    spec = spec_from_file_location(name, path, submodule_search_locations=folder)
    if spec is None or spec.loader is None:
        raise NotCompilable(f"{path} cannot be imported")
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
