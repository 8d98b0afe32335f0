"""One Python file, from bytes to what it builds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipelint.findings import Finding, Span
from pipelint.linter.problems import problem
from pipelint.linter.reading import Reading
from pipelint.linter.source import gate
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Origin

if TYPE_CHECKING:
    import libcst as cst


class SourceReading(Reading):
    """What one Python file yielded; keeps the parsed module so that places can be computed when they are asked for."""

    def __init__(
        self, file: str, pipelines: Sequence[Pipeline], findings: Sequence[Finding], module: cst.Module | None = None
    ) -> None:
        super().__init__(file, "python", tuple(pipelines), tuple(findings))
        self._module = module
        self._ranges: dict[int, tuple[int, int, int, int]] = {}

    def prepare(self, origins: Sequence[Origin]) -> None:
        """Compute the places of several origins in one walk over the code."""
        from pipelint.linter.source.positions import locate

        nodes = [origin.place for origin in origins]
        if self._module is not None and nodes:
            self._ranges.update(locate(self._module, nodes))  # type: ignore[arg-type]

    def span(self, origin: Origin | None) -> Span:
        """Return the place of ``origin``; the whole file where it has none."""
        if origin is None:
            return Span(self.file)
        if id(origin.place) not in self._ranges:
            self.prepare([origin])
        found = self._ranges.get(id(origin.place))
        return Span(self.file, *found) if found is not None else Span(self.file)


def read_source(data: bytes, file: str, explicit: bool = False) -> Reading:
    """Read a Python file into the pipelines it builds; never raises for bad input.

    Nothing of the file is executed or imported. A file without the word ``sagemaker`` is not even parsed, unless the
    user named it (``explicit``): then a syntax error is still said.
    """
    if gate.WORD not in data and not explicit:
        return SourceReading(file, (), ())
    try:
        outline = gate.outline(data, file)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return SourceReading(file, (), [_refusal(error, data, file)])
    if not outline.builds_pipelines:
        return SourceReading(file, (), ())
    from pipelint.linter.source.evaluation import evaluate_module

    return evaluate_module(data, file, outline.called_names)


def _refusal(error: Exception, data: bytes, file: str) -> Finding:
    """Turn what ``ast`` raised into a finding."""
    if not isinstance(error, SyntaxError):
        reason = (
            "it holds null bytes" if b"\0" in data else f"it is nested too deep to be parsed ({type(error).__name__})"
        )
        return problem("SMP002", f"cannot read as Python: {reason}", Span(file))
    line, column = error.lineno or 1, error.offset or 1
    code = "SMP008" if _is_encoding(error) else "SMP002"
    message = error.msg.removeprefix("(unicode error) ")
    return problem(code, f"cannot read as Python: {message}", Span(file, line, max(column, 1)))


def _is_encoding(error: SyntaxError) -> bool:
    return "codec can't decode" in error.msg or "encoding problem" in error.msg or "unknown encoding" in error.msg
