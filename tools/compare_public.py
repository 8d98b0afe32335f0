"""Compare what source tells of other people's pipelines with what the installed SDK compiles of them, offline.

Needs an environment with ``pip install -e '.[test,offline,sagemaker2]'`` or ``sagemaker3``. From the repository's root:

    python -m tools.compare_public FOLDER...

FOLDER holds a clone. Each Python file in it that builds a pipeline in a function of a usual name, or in a variable, is
compiled in a process of its own, and one line is printed: ``equal``, the differences, or why it does not compile.
docs/field-report.md keeps what came of it.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelint.linter.files import read_files
from pipelint.linter.settings import Settings
from pipelint.pipeline.model import Pipeline
from tests.linter.source.agreement import differences

FUNCTIONS = ("get_pipeline", "create_pipeline", "build_pipeline")
VARIABLE = "pipeline"
SECONDS = "120"
_NEEDED = re.compile(r"--arg (\w+)=VALUE")


def targets(folder: str) -> Iterator[tuple[Path, str, Pipeline]]:
    """Yield each file that builds one pipeline, with the name to compile and the pipeline as source tells it."""
    for path in sorted(Path(folder).rglob("*.py")):
        _, readings, _ = read_files([str(path)], Settings())
        pipelines = [one for reading in readings for one in reading.pipelines if one.origin is not None]
        if len(pipelines) != 1:
            continue
        names = _names(ast.parse(path.read_bytes()))
        target = next((name for name in (*FUNCTIONS, VARIABLE) if name in names), None)
        if target is not None:
            yield path, target, pipelines[0]


def _names(module: ast.Module) -> set[str]:
    functions = {node.name for node in module.body if isinstance(node, ast.FunctionDef)}
    assigned = [target for node in module.body if isinstance(node, ast.Assign) for target in node.targets]
    return functions | {target.id for target in assigned if isinstance(target, ast.Name)}


def compiled(path: Path, target: str, given: Sequence[str] = ()) -> tuple[str | None, str]:
    """Return the definition that ``target`` of the file ``path`` compiles to, or None and why it does not.

    What the function needs besides ``given`` is given as a text that says what it is.
    """
    command = [sys.executable, "-m", "pipelint", "compile", f"{path}:{target}", "--timeout", SECONDS, *given]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode == 0:
        return ended.stdout, ""
    said = ended.stderr + ended.stdout
    if not given and (needed := dict.fromkeys(_NEEDED.findall(said))):
        return compiled(path, target, [word for name in needed for word in ("--arg", f"{name}={name}")])
    lines = [line for line in said.splitlines() if line.strip()]
    return None, lines[-1].strip() if lines else "no reason given"


def main() -> int:
    """Compare every pipeline of the folders, and print how many are equal."""
    count: Counter[str] = Counter()
    for folder in sys.argv[1:]:
        for path, target, pipeline in targets(folder):
            definition, reason = compiled(path, target)
            found = differences(pipeline, definition) if definition is not None else []
            outcome = "not compiled" if definition is None else "different" if found else "equal"
            count[outcome] += 1
            sys.stdout.write(f"{outcome}: {path}:{target}{' ' + reason if reason else ''}\n")
            sys.stdout.writelines(f"    {line[:200]}\n" for line in found)
    sys.stdout.write(", ".join(f"{number} {outcome}" for outcome, number in count.items()) + "\n")
    return int(count["different"] > 0)


if __name__ == "__main__":
    sys.exit(main())
