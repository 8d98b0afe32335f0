"""One definition file, from bytes to the pipeline it describes."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from pipelint.findings import Finding, Span
from pipelint.linter.definition.form import form_faults
from pipelint.linter.definition.form_faults import FormFault, form_problem
from pipelint.linter.definition.oddities import oddities, parse
from pipelint.linter.definition.positions import Pointer, Range, json_pointer, locate
from pipelint.linter.definition.syntax import is_template, syntax_problem
from pipelint.linter.definition.texts import FileText, QuotedText, quoted_definition
from pipelint.linter.problems import problem
from pipelint.linter.reading import Reading
from pipelint.pipeline.collector import collector_off
from pipelint.pipeline.definition import DefinitionError, read_definition
from pipelint.pipeline.model import Gap
from pipelint.pipeline.record import replace
from pipelint.pipeline.values import Literal, Origin

# What DescribePipeline answers, or the definition in it alone, as the AWS CLI prints it.
_QUOTED = re.compile(rb'(?:"PipelineDefinition"\s*:|^)\s*"\s*\{')


class DefinitionReading(Reading):
    """What one definition yielded; keeps the text, so that places can be computed when they are asked for."""

    def __init__(self, file: str, source: FileText) -> None:
        super().__init__(file, "definition")
        self._source = source
        self._ranges: dict[Pointer, Range] = {}

    def prepare(self, origins: Sequence[Origin]) -> None:
        """Compute the places of several origins in one scan of the text."""
        pointers = [origin.place for origin in origins if isinstance(origin.place, tuple)]
        if pointers:
            self._ranges.update(locate(self._source.text, pointers, self._source.place))

    def span(self, origin: Origin | None) -> Span:
        """Return the place of the value at ``origin``, with its JSON Pointer from the top of the definition."""
        if origin is None or not isinstance(origin.place, tuple):
            return Span(self.file)
        if origin.place not in self._ranges:
            self.prepare([origin])
        return Span(self.file, *self._ranges[origin.place], pointer=json_pointer(origin.place))


def looks_like_definition(data: bytes) -> bool:
    """Tell by the bytes alone whether a JSON file may be a definition; cheap, because folders are full of JSON files.

    The SDKs write the version into every definition (sagemaker/workflow/pipeline.py:131 of sagemaker 2.257).
    """
    if b"\0" in data[:4]:  # UTF-16 or UTF-32, as PowerShell writes what is sent into a file
        data = data.replace(b"\0", b"").lstrip(b"\xfe\xff")
    if b"2020-12-01" not in data:
        return False
    return b'"Steps"' in data or (rb"\"Steps\"" in data and _QUOTED.search(data) is not None)


@collector_off()
def read_definition_file(data: bytes, file: str, explicit: bool = False) -> Reading:
    """Read a JSON file into the pipeline it describes; never raises for bad input.

    The answer of DescribePipeline, which holds the definition as a string, is read as that definition. A file that is
    JSON but no definition is a problem only where the user named it (``explicit``): a folder may hold other documents
    that quote a definition, such as templates that deploy one.
    """
    try:
        source = FileText(data.decode(json.detect_encoding(data)))
    except UnicodeDecodeError as error:
        return _refused(file, _encoding_problem(error, file))
    name = None
    try:
        parsed = parse(source.text)
        if (quoted := quoted_definition(parsed.content)) is not None:
            source, name = QuotedText(quoted, source), quoted.name
            parsed = parse(source.text)
    except (ValueError, RecursionError) as error:
        if not explicit and is_template(error, source.text):
            message = "a template with places to fill in, no definition yet; check what is made of it"
            return _refused(file, problem("SMP009", message, Span(file)))
        return _refused(file, syntax_problem(error, source, file))
    reading = DefinitionReading(file, source)
    try:
        pipeline = read_definition(parsed.content, file)
    except DefinitionError as error:
        if explicit:
            place = reading.span(Origin(file, error.pointer))
            reading.findings = (problem("SMP004", f"not a pipeline definition: {error.message}", place),)
        return reading
    reading.pipelines = (pipeline if name is None else replace(pipeline, name=Literal(name)),)
    odd = oddities(source, file) if parsed.odd else ()
    reading.findings = (*odd, *_of_the_form(reading, form_faults(parsed.content, pipeline), pipeline.gaps))
    return reading


def _of_the_form(reading: DefinitionReading, faults: Sequence[FormFault], gaps: Sequence[Gap]) -> tuple[Finding, ...]:
    """Return what is wrong with the form of a definition, and what was not understood for another reason."""
    explained = {fault.pointer for fault in faults}
    left = [gap for gap in gaps if gap.origin is None or gap.origin.place not in explained]
    origins = [Origin(reading.file, fault.pointer) for fault in faults]
    reading.prepare([*origins, *(gap.origin for gap in left if gap.origin is not None)])
    return (
        *(form_problem(fault, reading.span(origin)) for fault, origin in zip(faults, origins, strict=True)),
        *(problem("SMP009", f"{gap.what} was not understood: {gap.why}", reading.span(gap.origin)) for gap in left),
    )


def _refused(file: str, finding: Finding) -> Reading:
    return Reading(file, "definition", findings=(finding,))


def _encoding_problem(error: UnicodeDecodeError, file: str) -> Finding:
    line = error.object.count(b"\n", 0, error.start) + 1
    return problem("SMP008", f"not {error.encoding.upper()}: {error.reason} at byte {error.start}", Span(file, line))
