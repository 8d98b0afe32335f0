"""Compile the programs under ``fixtures/agreement`` with the SDK that is installed, v2 or v3.

Beside each program stands the definition it compiles to. The tests read the program as source and compare the model
with the one of the definition. What changes from one compilation to the next (hashes of code, time stamps, keys, the
folder of the checkout) is blanked.

Needs an environment with ``pip install -e '.[offline,sagemaker2]'`` or ``sagemaker3``; run from the repository's root:

    python -m tools.compile_agreement
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelint.compiling.stubs import bind
from pipelint.harness import offline_session
from tools.blanking import blanked, installed

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "fixtures" / "agreement"


def programs(version: str) -> list[Path]:
    """Return the programs written for an SDK."""
    return sorted((FOLDER / version).glob("*.py"))


def compile_program(path: Path) -> str:
    """Return the definition that ``get_pipeline`` of a program compiles to, indented for people.

    It runs in a copy of the folder: SDK v2 puts files of its own beside the code it is to repack.
    """
    with TemporaryDirectory() as temporary, offline_session() as session:
        copy = Path(shutil.copytree(FOLDER, Path(temporary) / FOLDER.name)) / path.relative_to(FOLDER)
        module = {"__name__": path.stem, "__file__": str(copy)}
        exec(compile(copy.read_text(encoding="utf-8"), str(copy), "exec"), module)
        bound = bind(module["get_pipeline"], {}, session)  # type: ignore[arg-type]
        definition = module["get_pipeline"](*bound.args, **bound.kwargs).definition()  # type: ignore[operator]
        return blanked(definition, temporary)


def main() -> None:
    """Write the definitions of all programs for the SDK that is installed."""
    for path in programs(installed()):
        path.with_suffix(".json").write_text(compile_program(path), encoding="utf-8")
        print(f"wrote {path.with_suffix('.json').relative_to(ROOT)}")


if __name__ == "__main__":
    main()
