"""The engine: reads each file, lets the rules look at each pipeline, and gathers what they say."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipelint.findings import Finding, Related, Severity, Span
from pipelint.linter.inputs import SUFFIXES, Input, find_inputs
from pipelint.linter.problems import problem
from pipelint.linter.reading import Reading
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal, Origin
from pipelint.rules.registry import all_rules
from pipelint.rules.rule import Report, Rule


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do: the prefixes of the codes to report, and those to leave out."""

    select: tuple[str, ...] = ("SMP",)
    ignore: tuple[str, ...] = ()

    def wants(self, code: str) -> bool:
        """Tell whether findings with ``code`` are wanted; the longer prefix wins, ``ignore`` on a tie."""
        chosen = max((len(prefix) for prefix in self.select if code.startswith(prefix)), default=0)
        left_out = max((len(prefix) for prefix in self.ignore if code.startswith(prefix)), default=0)
        return chosen > left_out


@dataclass(slots=True)
class Summary:
    """What a run looked at and recognised."""

    files: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SUFFIXES.values(), 0))
    pipelines: int = 0
    steps: int = 0

    def count(self, reading: Reading) -> None:
        """Add one file."""
        self.files[reading.kind] += 1
        self.pipelines += sum(pipeline.origin is not None for pipeline in reading.pipelines)
        self.steps += sum(1 for pipeline in reading.pipelines for _ in pipeline.all_steps())


@dataclass(frozen=True, slots=True)
class Result:
    """The findings of a run, sorted by place, and its summary."""

    findings: tuple[Finding, ...]
    summary: Summary

    def count(self, severity: Severity) -> int:
        """Return how many findings have ``severity``."""
        return sum(finding.severity is severity for finding in self.findings)


def check(paths: Sequence[str], settings: Settings, stdin: tuple[str, bytes] | None = None) -> Result:
    """Check files and folders; ``stdin`` is the name and content of one more file that is not read from disk."""
    inputs, findings = find_inputs(paths)
    summary = Summary()
    for item in inputs:
        reading = _read_path(item)
        if reading is not None:
            findings.extend(_judge(reading, settings, summary))
    if stdin is not None:
        findings.extend(_judge(_read_stdin(*stdin), settings, summary))
    if summary.pipelines + summary.steps == 0:
        findings.append(_nothing_recognised(paths, summary))
    kept = {finding: None for finding in findings if settings.wants(finding.code)}
    return Result(tuple(sorted(kept, key=_place)), summary)


def _read_path(item: Input) -> Reading | None:
    """Read a file from disk; None for a JSON file met in a folder that is no definition."""
    file = _shown(item.path)
    try:
        data = item.path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return Reading(file, item.kind, (), (problem("SMP001", f"cannot read {file}: {reason}", Span(file)),))
    if item.kind == "definition" and not item.explicit:
        from pipelint.linter.definition.reader import looks_like_definition

        if not looks_like_definition(data):
            return None
    return read(data, file, item.kind, item.explicit)


def _read_stdin(name: str, data: bytes) -> Reading:
    return read(data, name, SUFFIXES.get(Path(name).suffix, "python"), True)


def read(data: bytes, file: str, kind: str, explicit: bool) -> Reading:
    """Read the content of a file of a known kind."""
    if kind == "definition":
        from pipelint.linter.definition.reader import read_definition_file

        return read_definition_file(data, file)
    if kind == "notebook":
        from pipelint.linter.source.notebook import read_notebook

        return read_notebook(data, file, explicit)
    from pipelint.linter.source.reader import read_source

    return read_source(data, file, explicit)


def _shown(path: Path) -> str:
    """Spell a path as reports do: relative to the working directory where it lies inside."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return os.fspath(path)


def _judge(reading: Reading, settings: Settings, summary: Summary) -> list[Finding]:
    """Run the rules over what one file yielded."""
    summary.count(reading)
    said: list[tuple[type[Rule], Pipeline, Report]] = []
    findings = list(reading.findings)
    for rule in all_rules():
        if not settings.wants(rule.code):
            continue
        for pipeline in reading.pipelines:
            try:
                said.extend((rule, pipeline, report) for report in rule().check(pipeline))
            except Exception as error:
                findings.append(_crash(rule, reading, error))
    reading.prepare([origin for _, _, report in said for origin in _origins(report)])
    findings.extend(_finding(reading, rule, pipeline, report) for rule, pipeline, report in said)
    return findings


def _origins(report: Report) -> Iterator[Origin]:
    if report.at is not None:
        yield report.at
    for origin, _ in report.related:
        yield origin


def _finding(reading: Reading, rule: type[Rule], pipeline: Pipeline, report: Report) -> Finding:
    name = pipeline.name
    return Finding(
        rule.code,
        rule.name,
        report.severity or rule.severity,
        report.message,
        reading.span(report.at),
        pipeline=str(name.value) if isinstance(name, Literal) else None,
        step=report.step,
        help=report.help,
        url=next((link for link in rule.references if link.startswith("https://")), None),
        related=tuple(Related(reading.span(origin), text) for origin, text in report.related),
    )


def _crash(rule: type[Rule], reading: Reading, error: Exception) -> Finding:
    message = f"rule {rule.code} failed on this file: {type(error).__name__}: {error}"
    return problem("SMP005", message, Span(reading.file))


def _nothing_recognised(paths: Iterable[str], summary: Summary) -> Finding:
    looked_at = ", ".join(f"{count} {kind}" for kind, count in summary.files.items() if count) or "no"
    total = sum(summary.files.values())
    message = f"no pipeline was recognised: {looked_at} file{'' if total == 1 else 's'} looked at"
    return problem("SMP006", message, Span(next(iter(paths), ".")))


def _place(finding: Finding) -> tuple[str, int, int, str, str]:
    span = finding.span
    return span.file, span.line or 0, span.column or 0, finding.code, finding.message
