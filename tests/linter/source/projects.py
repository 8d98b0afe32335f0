"""What the tests of modules share: projects written to a folder, and what the engine finds in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipelint.linter.engine import check
from pipelint.linter.settings import Settings

STEPS = """\
from sagemaker.processing import Processor
from sagemaker.workflow.steps import ProcessingStep


def prepare(instance_type):
    processor = Processor("role", "image", 1, instance_type)
    return ProcessingStep("Prepare", processor=processor)
"""
"""A module whose function makes a step, of an instance type that its caller chooses."""

FLOW = """\
from sagemaker.workflow.pipeline import Pipeline
{imports}
Pipeline(name="p", steps=[{prepare}("ml.m5.xlarge")])
"""
"""A file that calls the function of :data:`STEPS`: SMP501 at its instance type shows that the call was followed."""

Place = tuple[str, str, int | None, int | None]


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files by their paths below ``folder``."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def flow(imports: str, prepare: str = "prepare") -> str:
    """Return :data:`FLOW` with import statements, and the expression by which the function is called."""
    return FLOW.format(imports=imports, prepare=prepare)


def places(*paths: str) -> list[Place]:
    """Check ``paths`` and return code, file, line and column of each finding."""
    return [(one.code, one.span.file, one.span.line, one.span.column) for one in check(paths, Settings()).findings]


def reasons(*paths: str) -> list[str]:
    """Check ``paths``, which have nothing else to find, and return why steps are not known."""
    findings = check(paths, Settings()).findings
    assert {one.code for one in findings} <= {"SMP009"}
    return [one.message.removeprefix("not all steps of this pipeline are known: a step: ") for one in findings]
