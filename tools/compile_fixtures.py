"""Compile the sample project with the real SDK (v2) and write the definition kept beside it.

Needs an environment with ``pip install -e '.[offline,sagemaker2]'``; run from the repository's root:

    python tools/compile_fixtures.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pipelint.harness import offline_session

PROJECT = Path(__file__).resolve().parent.parent / "fixtures" / "sample_project"
ROLE = "arn:aws:iam::123456789012:role/pipeline"


def compile_project(project: Path) -> str:
    """Return the definition of the project's pipeline, indented for people."""
    sys.path.insert(0, str(project))
    from pipeline import get_pipeline

    with offline_session() as session:
        definition = get_pipeline(session, ROLE).definition()
    return json.dumps(json.loads(definition), indent=2) + "\n"


def main() -> None:
    """Write the definition."""
    target = PROJECT / "definition.json"
    target.write_text(compile_project(PROJECT), encoding="utf-8")
    print(f"wrote {target.relative_to(PROJECT.parent.parent)}")


if __name__ == "__main__":
    main()
