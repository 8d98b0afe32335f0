"""Compile the sample project with the real SDK (v2) and write the definition kept beside it.

The broken project keeps the same definition: it is what worked before its faults came in.

Needs an environment with ``pip install -e '.[offline,sagemaker2]'``; run from the repository's root:

    python tools/compile_fixtures.py
"""

from __future__ import annotations

import json
import re
import sys
from importlib import import_module
from pathlib import Path

from pipelint.harness import offline_session

PROJECT = Path(__file__).resolve().parent.parent / "fixtures" / "sample_project"
ROLE = "arn:aws:iam::123456789012:role/pipeline"


CODE_HASH = re.compile(r"(?<=/code/)[0-9a-f]{64}(?=/)")


def without_hashes(definition: str) -> str:
    """Blank the hashes in the S3 URIs of uploaded code: the SDK mixes the checkout's absolute path into them."""
    return CODE_HASH.sub("0" * 64, definition)


def compile_project(project: Path) -> str:
    """Return the definition of the project's pipeline, indented for people, the same wherever it is compiled."""
    sys.path.insert(0, str(project))
    with offline_session() as session:
        definition = import_module("pipeline").get_pipeline(session, ROLE).definition()
    return without_hashes(json.dumps(json.loads(definition), indent=2)) + "\n"


def main() -> None:
    """Write the definition."""
    definition = compile_project(PROJECT)
    for target in (PROJECT / "definition.json", PROJECT.with_name("broken_project") / "definition.json"):
        target.write_text(definition, encoding="utf-8")
        print(f"wrote {target.relative_to(PROJECT.parent.parent)}")


if __name__ == "__main__":
    main()
