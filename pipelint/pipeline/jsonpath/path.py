"""A JSON path: parsed once, by the rules of both its readers, and then applied to documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pipelint.pipeline.jsonpath.local_mode import read_local_mode
from pipelint.pipeline.jsonpath.problems import JsonPathError, JsonPathMissing, JsonPathUnsupported
from pipelint.pipeline.jsonpath.reading import Reading, Segment
from pipelint.pipeline.jsonpath.service import read_service
from pipelint.pipeline.record import record

_NAME = r"[^\W\d][\w-]*"
_INDEX = r"(?:\[[0-9]{1,9}\])*"
_DOCUMENTED = re.compile(rf"{_NAME}{_INDEX}(?:\.{_NAME}{_INDEX})*")
# Brackets that mean something in both dialects; quotes and brackets beside them are part of a key.
_BRACKETS = re.compile(r"""\[ *-?\d+ *\]|\['[^']*'\]|\["[^"]*"\]""")
_STRAY = re.compile(r"""[\]'"]""")


DESCENTS = 2
"""How many ``..`` a path that is evaluated may have: with each, what is found grows by the depth of the document."""


@record
class JsonPath:
    """A JSON path that at least one of its readers accepts.

    ``service`` is how the dialect that AWS documents reads it, ``local_mode`` how the SDK's local mode does; in the
    place of a reading stands the :class:`JsonPathError` it is refused with.
    """

    text: str
    service: Reading | JsonPathError
    local_mode: Reading | JsonPathError

    @property
    def documented(self) -> bool:
        """True for the documented form, ``key(.key)*`` with ``[index]``: every reader reads it alike."""
        return _DOCUMENTED.fullmatch(self.text) is not None

    @property
    def segments(self) -> tuple[Segment, ...] | None:
        """The keys (str) and indexes (int) the service follows; None where it selects places or refuses the path."""
        reading = self.service
        return reading.segments if isinstance(reading, Reading) and reading.selects is None else None

    @property
    def differences(self) -> tuple[str, ...]:
        """How the service and local mode, or people and both of them, differ on the path; empty when they agree."""
        if isinstance(self.service, Reading) and self.service == self.local_mode:
            stray = _STRAY.search(_BRACKETS.sub("", self.text))
            return () if stray is None else (f"both the service and local mode take the {stray[0]} as part of a key",)
        return (f"the service {_said(self.service)}, local mode {_said(self.local_mode)}",)

    def evaluate(self, document: object) -> Any:
        """Return what the service finds at the path in ``document``, parsed JSON.

        A path that selects any number of places yields the list of what it finds. Raises :class:`JsonPathMissing` when
        a path that leads to one place finds nothing there, :class:`JsonPathError` when only local mode reads the path,
        and :class:`JsonPathUnsupported` for what cannot be evaluated here.
        """
        if isinstance(self.service, JsonPathError):
            raise self.service
        if self.service.selects is not None:
            return _select(self.text, self.service.selects, document)
        here: Any = document
        for position, segment in enumerate(self.service.segments):
            try:
                here = _step(here, segment)
            except LookupError:
                raise JsonPathMissing(self.service.segments[:position], segment, here) from None
        return here


def parse(path: str) -> JsonPath:
    """Return ``path`` as its two readers understand it.

    Raises :class:`JsonPathError` when both refuse it: then it is wrong for certain. Takes time linear in the length of
    ``path``.
    """
    service, local_mode = _attempt(read_service, path), _attempt(read_local_mode, path)
    if isinstance(service, JsonPathError) and isinstance(local_mode, JsonPathError):
        raise service
    return JsonPath(path, service, local_mode)


def _attempt(read: Callable[[str], Reading], path: str) -> Reading | JsonPathError:
    try:
        return read(path)
    except JsonPathError as refusal:
        return refusal


def _said(reading: Reading | JsonPathError) -> str:
    if isinstance(reading, JsonPathError):
        return f"refuses it ({reading})"
    return f"reads it as {reading}"


def _step(here: Any, segment: Segment) -> Any:
    """Return what is at ``segment`` of ``here``; a negative index counts from the end, as it does in both dialects."""
    if isinstance(here, Mapping) and isinstance(segment, str):
        return here[segment]
    if isinstance(here, (list, tuple)) and isinstance(segment, int):
        return here[segment]
    raise LookupError


def _select(text: str, selects: str, document: object) -> list[Any]:
    """Return everything that ``text``, a path with wildcards or the like, finds in ``document``."""
    from jsonpath_ng.ext.parser import parse as parse_with_jsonpath_ng

    if "=~" in text:
        why = "jsonpath-ng and JsonPath do not mean the same by a regular expression"
        raise JsonPathUnsupported(f"{selects} of this kind cannot be evaluated offline: {why}")
    if text.count("..") > DESCENTS:
        raise JsonPathUnsupported(f'a path with more than {DESCENTS} ".." cannot be evaluated offline')
    rooted = f"${text[1:]}" if text.startswith(("$", "@")) else f"$.{text}"
    try:
        return [match.value for match in parse_with_jsonpath_ng(rooted).find(document)]
    except Exception as refusal:  # jsonpath-ng has no error for what it parses and cannot do
        why = str(refusal) or "jsonpath-ng has no way to do it"
        raise JsonPathUnsupported(f"{selects} of this kind cannot be evaluated offline: {why}") from refusal
