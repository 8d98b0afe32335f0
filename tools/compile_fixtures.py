"""Compile the fixture projects with the real SDK (v2) and write the definitions kept beside them.

- ``sample_project/definition.json``: the sample project.
- ``broken_project/definition.json``: the same again; it is what worked before the faults came in.
- ``broken_project/faulty_definition.json``: the broken project. The two faults that the SDK refuses to build are mended
  for it and put back into what it compiles.

Needs an environment with ``pip install -e '.[offline,sagemaker2]'``; run from the repository's root:

    python tools/compile_fixtures.py
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from pipelint.harness import offline_session

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SAMPLE = FIXTURES / "sample_project"
BROKEN = FIXTURES / "broken_project"
ROLE = "arn:aws:iam::123456789012:role/pipeline"
CODE_HASH = re.compile(r"(?<=/code/)[0-9a-f]{64}(?=/)")

# The faults of the broken project that the SDK refuses, in the order it meets them, with what should stand there.
REFUSED = {".ModelArtifact.": ".ModelArtifacts.", '["EvaluteModel"]': '["EvaluateModel"]'}


def compile_project(project: Path, mending: Mapping[str, str] | None = None) -> str:
    """Return the definition of the project's pipeline, indented for people, the same wherever it is compiled.

    ``mending`` replaces pieces of the source before it runs; each must stand there exactly once.
    """
    path = project / "pipeline.py"
    source = path.read_text(encoding="utf-8")
    for fault, mended in (mending or {}).items():
        if source.count(fault) != 1:
            raise ValueError(f"{fault} stands {source.count(fault)} times in {path}, expected once")
        source = source.replace(fault, mended)
    module = {"__name__": "pipeline", "__file__": str(path)}
    exec(compile(source, str(path), "exec"), module)
    with offline_session() as session:
        definition = module["get_pipeline"](session, ROLE).definition()  # type: ignore[operator]
    return _readable(definition)


def _readable(definition: str) -> str:
    """Indent, and blank the hashes in the URIs of uploaded code: the SDK mixes the checkout's path into them."""
    return CODE_HASH.sub("0" * 64, json.dumps(json.loads(definition), indent=2)) + "\n"


def faulty_definition() -> str:
    """Return the definition of the broken project with all its faults, also those the SDK refuses to compile."""
    text = compile_project(BROKEN, REFUSED)
    text = text.replace("Steps.TrainModel.ModelArtifacts.", "Steps.TrainModel.ModelArtifact.")
    definition = json.loads(text)
    (check,) = (step for step in definition["Steps"] if step["Name"] == "CheckAccuracy")
    (notify,) = (step for step in check["Arguments"]["ElseSteps"] if step["Name"] == "NotifyTeam")
    notify["DependsOn"] = ["EvaluteModel"]
    return _readable(json.dumps(definition))


def definitions() -> dict[Path, str]:
    """Return every definition kept in the fixture projects, freshly compiled, by its path."""
    working = compile_project(SAMPLE)
    return {
        SAMPLE / "definition.json": working,
        BROKEN / "definition.json": working,
        BROKEN / "faulty_definition.json": faulty_definition(),
    }


def main() -> None:
    """Write the definitions."""
    for path, definition in definitions().items():
        path.write_text(definition, encoding="utf-8")
        print(f"wrote {path.relative_to(FIXTURES.parent)}")


if __name__ == "__main__":
    main()
