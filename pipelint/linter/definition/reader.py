"""One compiled definition, from bytes to the model."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pipelint.findings import Finding, Span
from pipelint.linter.definition.positions import Pointer, Range, json_pointer, locate
from pipelint.linter.problems import problem
from pipelint.linter.reading import Reading
from pipelint.pipeline.definition import DefinitionError, read_definition
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Origin


class DefinitionReading(Reading):
    """What one definition yielded; keeps its text, so that places can be found when they are asked for."""

    def __init__(self, file: str, text: str, pipelines: tuple[Pipeline, ...], findings: tuple[Finding, ...]) -> None:
        super().__init__(file, "definition", pipelines, findings)
        self._text = text
        self._ranges: dict[Pointer, Range] = {}

    def prepare(self, origins: Sequence[Origin]) -> None:
        """Find several places in one scan of the text."""
        pointers = [origin.place for origin in origins if isinstance(origin.place, tuple)]
        if pointers:
            self._ranges.update(locate(self._text, pointers))

    def span(self, origin: Origin | None) -> Span:
        """Return the place of ``origin``, with its JSON Pointer."""
        if origin is None or not isinstance(origin.place, tuple):
            return Span(self.file)
        if origin.place not in self._ranges:
            self.prepare([origin])
        pointer = json_pointer(origin.place)
        found = self._ranges.get(origin.place)
        return Span(self.file, *found, pointer=pointer) if found is not None else Span(self.file, pointer=pointer)


def looks_like_definition(data: bytes) -> bool:
    """Tell by two words whether a JSON file met in a folder is worth reading as a definition."""
    return b'"2020-12-01"' in data and b'"Steps"' in data


def read_definition_file(data: bytes, file: str) -> Reading:
    """Read a compiled definition; never raises for bad input."""
    try:
        text = data.decode(json.detect_encoding(data))
        content = json.loads(text)
    except UnicodeDecodeError as error:
        message = f"cannot read as text: {error.reason} at byte {error.start}; UTF-8 was expected"
        return _refused(file, problem("SMP008", message, Span(file)))
    except json.JSONDecodeError as error:
        where = Span(file, error.lineno, error.colno)
        return _refused(file, problem("SMP003", _broken(error), where))
    except RecursionError:
        return _refused(file, problem("SMP003", "cannot read as JSON: it is nested too deep", Span(file)))
    except ValueError as error:  # numbers of more digits than Python converts
        return _refused(file, problem("SMP003", f"cannot read as JSON: {error}", Span(file)))
    try:
        pipeline = read_definition(content, file)
    except DefinitionError as error:
        reading = DefinitionReading(file, text, (), ())
        reading.findings = (problem("SMP004", str(error), reading.span(Origin(file, error.pointer))),)
        return reading
    reading = DefinitionReading(file, text, (pipeline,), ())
    reading.prepare([gap.origin for gap in pipeline.gaps if gap.origin is not None])
    reading.findings = tuple(
        problem("SMP009", f"{gap.what} was not understood: {gap.why}", reading.span(gap.origin))
        for gap in pipeline.gaps
    )
    return reading


def _refused(file: str, finding: Finding) -> Reading:
    return Reading(file, "definition", (), (finding,))


def _broken(error: json.JSONDecodeError) -> str:
    text = error.doc
    if not text.strip():
        return "the file is empty; a pipeline definition was expected"
    if not text[error.pos :].strip():
        return f"the JSON ends too early: {error.msg[0].lower()}{error.msg[1:]}"
    return f"cannot read as JSON: {error.msg[0].lower()}{error.msg[1:]}"
