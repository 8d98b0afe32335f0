"""What one Python file yielded, and the way from its model back to its lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipelint.findings import Finding, Span
from pipelint.linter.reading import Reading
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
