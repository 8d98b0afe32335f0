"""Environments with a Python and versions of one's own choice, made with uv.

python -m tools.environments find 3.10            print where a Python of this version is; exit with 1 where none is
python -m tools.environments make lowest FOLDER   the oldest of what pyproject.toml allows, on the oldest Python
python -m tools.environments make newest FOLDER   the newest of it, on the newest Python

Run from the repository's root, in an environment with ``pip install -e '.[supply]'``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
BUILT_WITH = ("cython<3", "setuptools<70")
"""What source distributions are built with: PyYAML 5.4.1 and the first SDKs cannot be built with what came later."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What an environment holds.

    ``python`` is a version such as ``3.10``. ``requirements`` are pip's; ``.[test]`` is this package. ``lowest`` asks
    for the oldest versions that they allow; what they need in turn is the newest that fits.
    """

    python: str
    requirements: Sequence[str]
    lowest: bool = False


USERS = ".[lsp,offline,test]"
ENVIRONMENTS: Mapping[str, Environment] = {
    "lowest": Environment("3.10", [USERS], lowest=True),
    "newest": Environment("3.13", [USERS]),
}
"""What a user may have without an SDK, by name."""


class NoPython(Exception):
    """There is no Python of the version that an environment needs."""


def find_python(version: str) -> str:
    """Return the path of a Python of a version such as ``3.10``.

    It is looked for among the commands, and where pyenv keeps its own.

    Raises
    ------
    NoPython
        where there is none.
    """
    for candidate in _candidates(version):
        if _answers(candidate, version):
            return candidate
    raise NoPython(f"no Python {version} was found, neither as python{version} nor among those of pyenv; install one")


def _candidates(version: str) -> Iterator[str]:
    yield sys.executable
    yield from filter(None, map(shutil.which, (f"python{version}", "python3", "python")))
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    yield from (str(path) for path in sorted(versions.glob(f"{version}.*/bin/python")))


def _answers(python: str, version: str) -> bool:
    """Tell whether ``python`` starts and has a version: a command of pyenv may stand for one that is not chosen."""
    asked = "import sys; print(*sys.version_info[:2], sep='.')"
    try:
        ended = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return ended.stdout.strip() == version


def make(environment: Environment, folder: Path) -> None:
    """Make an environment in ``folder``, anew where there is one.

    Raises
    ------
    NoPython
        where there is no Python for it.
    subprocess.CalledProcessError
        where what it needs cannot be installed; uv has said why.
    """
    python = find_python(environment.python)
    shutil.rmtree(folder, ignore_errors=True)
    _uv("venv", "--python", python, str(folder))
    with TemporaryDirectory() as temporary:
        built_with = Path(temporary, "built-with.txt")
        built_with.write_text("\n".join(BUILT_WITH), encoding="utf-8")
        _uv(
            "pip",
            "install",
            *("--python", str(folder / "bin" / "python")),
            *("--resolution", "lowest-direct" if environment.lowest else "highest"),
            *("--build-constraints", str(built_with)),
            *_arguments(environment.requirements),
        )


def _arguments(requirements: Sequence[str]) -> Iterator[str]:
    for requirement in requirements:
        yield from ("--editable", requirement) if requirement.startswith(".") else (requirement,)


def _uv(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "uv", "--quiet", "--no-python-downloads", *arguments], cwd=ROOT, check=True)


def main(arguments: Sequence[str]) -> int:
    """Find a Python, or make an environment of the table; returns the exit status."""
    try:
        match arguments:
            case ["find", version]:
                print(find_python(version))
            case ["make", name, folder] if name in ENVIRONMENTS:
                make(ENVIRONMENTS[name], Path(folder).resolve())
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except NoPython as error:
        print(error, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
