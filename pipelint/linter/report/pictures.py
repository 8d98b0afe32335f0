"""The pipelines of a check as drawings, with the findings about each on its steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipelint.drawing.drawing import Drawing
from pipelint.drawing.of_pipeline import drawing_of
from pipelint.findings import Finding
from pipelint.linter.reading import Reading
from pipelint.linter.report.as_text import place_text
from pipelint.linter.report.frames import SourceLines, frame
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.plain_text import clean
from pipelint.pipeline.record import record
from pipelint.pipeline.values import Literal


@record
class Picture:
    """A drawing of the pipeline in ``file``, and the findings that are told of there."""

    file: str
    drawing: Drawing
    findings: tuple[Finding, ...]


def pictures(readings: Iterable[Reading], findings: Sequence[Finding], source: SourceLines) -> Iterator[Picture]:
    """Yield a picture of each pipeline in ``readings``; steps that no pipeline takes are drawn together."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.span.file, []).append(finding)
    for reading in readings:
        for pipeline in reading.pipelines:
            about = tuple(_about(pipeline, reading, by_file))
            drawing = drawing_of(pipeline, _title(pipeline, reading), about, lambda one: told(one, source))
            yield Picture(reading.file, drawing, about)


def told(finding: Finding, source: SourceLines) -> Iterator[str]:
    """Yield what is shown of ``finding`` below its message: its place, the line that it is about, and the way out."""
    yield place_text(finding.span)
    yield from ("".join(line) for line in frame(finding.span, source))
    yield from map(clean, (finding.help or "").splitlines())
    for related in finding.related:
        yield f"{place_text(related.span)}: {clean(related.message)}"
        yield from ("".join(line) for line in frame(related.span, source))


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


def _title(pipeline: Pipeline, reading: Reading) -> str:
    name = pipeline.name
    if pipeline.origin is None:
        return f"Steps that no pipeline takes, in {reading.file}"
    return f"{name.value} in {reading.file}" if isinstance(name, Literal) else reading.file
