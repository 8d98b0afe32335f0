"""What type checkers say of a planted project that they do not say of the clean one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from tools.compare_alternatives.planted import Planted
from tools.compile_projects import program

MYPY, PYRIGHT = "mypy", "basedpyright"
Messages = Counter[str]


def messages(copies: Sequence[Planted]) -> dict[str, list[Messages]]:
    """Return for each checker that is installed its errors in each copy, without their lines."""
    for copy in copies:
        notebook = copy.folder / copy.project.file
        if notebook.suffix == ".ipynb":  # its cells as a file, which is what they are when they run
            notebook.with_suffix(".py").write_text(program(notebook), encoding="utf-8")
    checkers: dict[str, Callable[[Sequence[Planted]], list[Messages]]] = {MYPY: _mypy, PYRIGHT: _pyright}
    return {name: check(copies) for name, check in checkers.items() if find_spec(name)}


def _mypy(copies: Sequence[Planted]) -> list[Messages]:
    """Run mypy in each copy, with a cache for all. Untyped functions are checked too: users' mostly are."""
    cache = copies[0].folder.parent.parent / "mypy"
    command = [sys.executable, "-m", "mypy", "--check-untyped-defs", "--ignore-missing-imports", "--no-error-summary"]
    found = []
    for number, copy in enumerate(copies, 1):
        arguments = [*command, f"--cache-dir={cache}", "."]
        ended = subprocess.run(arguments, cwd=copy.folder, capture_output=True, text=True, check=False)
        found.append(Counter(re.findall(r": error: (.*)", ended.stdout)))
        if number % 50 == 0 or number == len(copies):
            print(f"  mypy has read {number} of {len(copies)}", file=sys.stderr)
    return found


def _pyright(copies: Sequence[Planted]) -> list[Messages]:
    """Run basedpyright once over all copies, each a root of its own, as strict as pyright is by default."""
    above = copies[0].folder.parent.parent
    roots = [{"root": str(copy.folder.relative_to(above))} for copy in copies]
    settings = {"typeCheckingMode": "standard", "executionEnvironments": roots, "exclude": ["mypy", "**/*.ipynb"]}
    (above / "pyrightconfig.json").write_text(json.dumps(settings))
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "--pythonpath", sys.executable, "-p", str(above)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(ended.stdout)
    by_folder: dict[str, Messages] = {}
    for one in report["generalDiagnostics"]:
        if one["severity"] == "error":
            folder = Path(one["file"]).relative_to(above).parts[0]
            by_folder.setdefault(folder, Counter())[one["message"]] += 1
    return [by_folder.get(copy.folder.parent.name, Counter()) for copy in copies]
