"""Every program among the fixtures that an SDK compiles, with what the linter reads of its source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelint.compiling.process import compile_target
from pipelint.compiling.target import parse_target
from pipelint.linter.files import read_files
from pipelint.linter.settings import Settings
from pipelint.pipeline.model import Pipeline
from tools import compile_agreement, compile_projects
from tools.projects import Project

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
_PATIENCE = 900.0
"""Seconds that a compilation may take: the first SDKs v3 import torch."""

SINGLE = {"v2": "sample_project/pipeline.py", "v3": "compile_targets/v3_pipeline.py"}


@dataclass(frozen=True, slots=True)
class Program:
    """A program called ``name`` that is written in ``path``; ``compiled`` gives its definition, offline."""

    name: str
    path: Path
    compiled: Callable[[], str]

    def read(self) -> Pipeline:
        """Return the pipeline that the linter reads of the source."""
        _, (reading,), findings = read_files([str(self.path)], Settings())
        if findings or len(reading.pipelines) != 1:
            raise ValueError(f"{self.name}: {len(reading.pipelines)} pipelines and {findings}, expected one and none")
        return reading.pipelines[0]


def programs(sdk: str) -> Sequence[Program]:
    """Return the programs written for an SDK, ``"v2"`` or ``"v3"``."""
    small = sorted((FIXTURES / "small_pipelines" / sdk).glob("*.py"))
    return [
        *(_of_agreement(path) for path in compile_agreement.programs(sdk)),
        *(_of_project(project) for project in compile_projects.projects(sdk)),
        *(_of_target(f"small_pipelines/{path.stem}", path) for path in small),
        _of_target(SINGLE[sdk].partition("/")[0], FIXTURES / SINGLE[sdk]),
    ]


def _of_agreement(path: Path) -> Program:
    return Program(f"agreement/{path.stem}", path, lambda: compile_agreement.compile_program(path))


def _of_project(project: Project) -> Program:
    path = project.folder / project.file
    return Program(f"projects/{project.name}", path, lambda: compile_projects.compile_project(project))


def _of_target(name: str, path: Path) -> Program:
    target = parse_target(f"{path}:get_pipeline")
    return Program(name, path, lambda: compile_target(target, {}, timeout=_PATIENCE).definition)
