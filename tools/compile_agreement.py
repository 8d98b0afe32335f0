"""Compile the programs under ``fixtures/agreement`` with the SDK that is installed, v2 or v3.

Beside each program stands the definition it compiles to. The tests read the program as source and compare the model
with the one of the definition. What changes from one compilation to the next (hashes of code, time stamps, keys, the
folder of the checkout) is blanked, so that what is kept is the same wherever it is made.

Needs an environment with ``pip install -e '.[offline,sagemaker2]'`` or ``sagemaker3``; run from the repository's root:

    python tools/compile_agreement.py
"""

from __future__ import annotations

import json
import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelint.compiling.stubs import bind
from pipelint.harness import offline_session

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "fixtures" / "agreement"

# What differs between compilations, and what is put in its place.
BLANKED = (
    (re.compile(r"[0-9a-f]{64}"), "0" * 64),
    (re.compile(r"\b20\d\d-\d\d-\d\d-\d\d-\d\d-\d\d-\d{3}"), "2000-01-01-00-00-00-000"),
    (re.compile(r"-20\d{12}\b"), "-20000101000000"),
    (re.compile(r"-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----(\\n)?"), "key"),
    (re.compile(r"model-[0-9a-f]{8}\b"), "model-00000000"),
    (re.compile(r"sagemaker_requirements_\w+\.txt"), "sagemaker_requirements.txt"),
    (re.compile(r'(?<="--client_python_version",)(\s+)"[^"]+"'), r'\1"3"'),
)


def installed() -> str:
    """Return which SDK is installed: ``"v2"`` or ``"v3"``; it names the folder of programs written for it."""
    return "v3" if find_spec("sagemaker.mlops") else "v2"


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
        text = json.dumps(json.loads(definition), indent=2).replace(temporary, "/checkout") + "\n"
    for pattern, replacement in BLANKED:
        text = pattern.sub(replacement, text)
    return text


def main() -> None:
    """Write the definitions of all programs for the SDK that is installed."""
    for path in programs(installed()):
        path.with_suffix(".json").write_text(compile_program(path), encoding="utf-8")
        print(f"wrote {path.with_suffix('.json').relative_to(ROOT)}")


if __name__ == "__main__":
    main()
