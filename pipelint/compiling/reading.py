"""A compiled target as the linter reads it: the pipeline of its definition, each place on a line of Python."""

from __future__ import annotations

from pathlib import Path

from pipelint.compiling.errors import CodeFailed
from pipelint.compiling.process import Compiled
from pipelint.compiling.target import Target
from pipelint.compiling.whereabouts import Whereabouts, target_file
from pipelint.findings import Finding, Span
from pipelint.linter.definition.positions import Pointer
from pipelint.linter.definition.reader import read_definition_file
from pipelint.linter.inputs import shown
from pipelint.linter.problems import problem
from pipelint.linter.reading import Reading
from pipelint.pipeline.record import replace
from pipelint.pipeline.values import Literal, Origin


class CompiledReading(Reading):
    """The reading of a definition that no file holds: findings stand where the user's code made what they are about."""

    def __init__(self, compiled: Compiled, target: Target) -> None:
        self._whereabouts = Whereabouts(compiled, target)
        super().__init__(self._whereabouts.file, "definition")
        inner = read_definition_file(compiled.definition.encode(), self.file, explicit=True)
        name = Literal(compiled.name)
        self.pipelines = tuple(
            replace(pipeline, name=name) if compiled.name else pipeline for pipeline in inner.pipelines
        )
        self.findings = tuple(self._in_python(finding) for finding in inner.findings)

    def span(self, origin: Origin | None) -> Span:
        """Return the line that made the step, parameter or pipeline around ``origin``, with its JSON Pointer."""
        if origin is None or not isinstance(origin.place, tuple):
            return self._whereabouts.span(())
        return self._whereabouts.span(origin.place)

    def _in_python(self, finding: Finding) -> Finding:
        return replace(finding, span=self._whereabouts.span(self._keys(finding.span.pointer)))

    def _keys(self, pointer: str | None) -> Pointer:
        """Read a JSON Pointer back into keys and indexes."""
        texts = (pointer or "").split("/")[1:]
        keys = [text.replace("~1", "/").replace("~0", "~") for text in texts]
        return tuple(int(key) if key.isdecimal() else key for key in keys)


def failure_reading(failure: CodeFailed, target: Target) -> Reading:
    """Return the reading of a target whose code failed: nothing but a finding that says so."""
    finding = failed(failure, target)
    return Reading(finding.span.file, "python", findings=(finding,))


def failed(failure: CodeFailed, target: Target) -> Finding:
    """Return the finding for what the user's code raised while ``target`` was compiled."""
    file = target_file(target) if failure.file is None else shown(Path(failure.file))
    return problem("SMP030", f"{target.text} does not compile: {failure}", Span(file, failure.line), failure.help)
