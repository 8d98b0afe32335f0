"""What one Python file yielded, and the way from its model back to its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipelint.findings import Finding, Span
from pipelint.linter.problems import problem
from pipelint.linter.reading import Reading
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Origin

if TYPE_CHECKING:
    import libcst as cst

    from pipelint.findings import Fix
    from pipelint.linter.source.edits.fixing import Fixes
    from pipelint.linter.source.percent import Cells
    from pipelint.rules.repair import Repair


WALKS = 8
"""How often places of some nodes are looked for in one document, for a pipeline each; then those of all are kept."""


class SourceReading(Reading):
    """What one Python file yielded; keeps the trees so that places can be computed when they are asked for.

    ``trees`` are those of the file and of the modules it imports, by document; ``cells`` those the file is cut into.
    ``data`` is what the file holds, and ``is_imported`` tells whether another file imports it, once all are read.
    """

    def __init__(
        self,
        file: str,
        pipelines: Sequence[Pipeline],
        findings: Sequence[Finding],
        trees: Mapping[str, cst.Module] | None = None,
        cells: Cells | None = None,
        data: bytes = b"",
        is_imported: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(file, "python", tuple(pipelines), tuple(findings))
        self._data = data
        self._is_imported = is_imported
        self._fixes: Fixes | None = None
        self._cells = cells
        self._trees = trees or {}
        self._ranges: dict[int, tuple[int, int, int, int]] = {}
        self._walks: Counter[str] = Counter()
        self._said = tuple(findings)
        self.findings = (*self._said, *self._gap_findings())

    def replace(self, pipeline: Pipeline, by: Pipeline | None) -> None:
        """Put ``by`` in the place of a pipeline, or leave that out: then nothing is said of its gaps either."""
        super().replace(pipeline, by)
        self.findings = (*self._said, *self._gap_findings())

    def prepare(self, origins: Sequence[Origin]) -> None:
        """Compute the places of several origins in one walk over the code of each document."""
        from pipelint.linter.source.positions import locate

        for document, tree in self._trees.items():
            places = [origin.place for origin in origins if origin.document == document]
            nodes = [place for place in places if not isinstance(place, tuple) and id(place) not in self._ranges]
            if nodes and self._walks[document] <= WALKS:
                self._walks[document] += 1
                every = self._walks[document] > WALKS
                self._ranges.update(locate(tree, None if every else nodes))

    def span(self, origin: Origin | None) -> Span:
        """Return the place of ``origin``, which may be in an imported module; the whole file where it has none."""
        if origin is None:
            return Span(self.file)
        if isinstance(origin.place, tuple):  # a comment in a script knows its place itself
            return Span(origin.document, *origin.place)
        if id(origin.place) not in self._ranges:
            self.prepare([origin])
        found = self._ranges.get(id(origin.place))
        span = Span(origin.document, *found) if found is not None else Span(origin.document)
        return self._cells.placed(span) if self._cells is not None and span.file == self.file else span

    def fix(self, repair: Repair) -> Fix | None:
        """Return the edits of the file that carry ``repair`` out; None where that is not certain."""
        from pipelint.linter.source.edits.fixing import Fixes

        if self._fixes is None:
            built = sum(pipeline.origin is not None for pipeline in self.pipelines)
            self._fixes = Fixes(self.file, self._trees[self.file], self._data, self._is_imported(), built)
        return self._fixes.fix(repair)

    def _gap_findings(self) -> Iterator[Finding]:
        """Say which pipelines were not understood whole, and why."""
        for pipeline in self.pipelines:
            if pipeline.origin is None or pipeline.steps_complete or not pipeline.gaps:
                continue
            gap = pipeline.gaps[0]
            more = f" (and {len(pipeline.gaps) - 1} more)" if len(pipeline.gaps) > 1 else ""
            message = f"not all steps of this pipeline are known: {gap.what}: {gap.why}{more}"
            yield problem("SMP009", message, self.span(pipeline.origin))
