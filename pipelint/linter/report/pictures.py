"""The pipelines of a check as drawings, with those of its findings that are about each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipelint.drawing.drawing import Drawing
from pipelint.findings import Finding
from pipelint.linter.by_pipeline import Found
from pipelint.linter.reading import Reading
from pipelint.linter.report.as_drawing import drawing_of_found, name_of
from pipelint.linter.report.frames import SourceLines
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.record import record, replace
from pipelint.pipeline.values import Literal


@record
class Picture:
    """A drawing of a pipeline, and the findings that are told of there."""

    drawing: Drawing
    findings: tuple[Finding, ...]


def pictures(readings: Iterable[Reading], findings: Sequence[Finding], source: SourceLines) -> Iterator[Picture]:
    """Yield a picture of each pipeline in ``readings``; steps that no pipeline takes are drawn together."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.span.file, []).append(finding)
    for reading in readings:
        for pipeline in reading.pipelines:
            found = Found(pipeline, reading, tuple(_about(pipeline, reading, by_file)))
            yield Picture(replace(drawing_of_found(found, source), title=_title(found)), found.findings)


def _about(pipeline: Pipeline, reading: Reading, by_file: Mapping[str, Sequence[Finding]]) -> Iterator[Finding]:
    """Yield the findings about ``pipeline``: those in its files that name it, or name a step of it and no pipeline."""
    steps = {step.name for step in pipeline.all_steps()}
    origins = [pipeline.origin, *(step.origin for step in pipeline.all_steps())]
    files = dict.fromkeys([reading.file, *(origin.document for origin in origins if origin is not None)])
    name = pipeline.name.value if isinstance(pipeline.name, Literal) else None
    for file in files:
        for finding in by_file.get(file, ()):
            of_step = finding.step in steps and finding.pipeline in (name, None)
            if of_step or (finding.step is None and finding.pipeline is not None and finding.pipeline == name):
                yield finding


def _title(found: Found) -> str:
    file, name = found.reading.file, name_of(found)
    if found.pipeline.origin is None:
        return f"Steps that no pipeline takes, in {file}"
    return file if name == file else f"{name} in {file}"
