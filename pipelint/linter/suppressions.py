"""What the user has asked not to hear: comments in the source, and entries of the configuration.

They are applied after the rules, so that one which hides nothing can be said to be of no use.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipelint.findings import Finding, Span
from pipelint.linter.exclusion import codes_for, fits
from pipelint.linter.problems import problem
from pipelint.linter.settings import Ignored, Settings, longest
from pipelint.pipeline.record import replace

if TYPE_CHECKING:
    from pipelint.findings import Fix
    from pipelint.linter.outcome import Outcome
    from pipelint.linter.suppression_comments import Comment


GUESSES = 100
"""How many of the codes in comments that are none are told with a guess at what was meant."""


class Suppressions:
    """All that hides findings in one run; remembers which part of it did."""

    def __init__(self, outcomes: Iterable[Outcome], settings: Settings) -> None:
        self._comments_in = {outcome.file: outcome.comments for outcome in outcomes}
        self._settings = settings
        self._folder = str(settings.folder.absolute())
        self._used: set[tuple[str, Comment, str]] = set()
        self._used_entries: set[tuple[Ignored, str]] = set()
        self._imported: dict[str, tuple[Comment, ...]] = {}
        self._guesses: dict[str, str] = {}

    def audible(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return those of ``findings`` that nothing hides."""
        return [finding for finding in findings if not self._hides(finding)]

    def of_no_use(self, paths: Sequence[str]) -> Iterator[Finding]:
        """Yield a finding for each code that hid nothing, and for each comment that makes no sense.

        An entry of the configuration can only be said to be of no use where ``paths`` hold all that it may be about.
        """
        for file, comments in self._comments_in.items():
            for comment, span in comments.items():
                yield from self._wrong(comment, file, span)
        if any(Path(self._folder).is_relative_to(os.path.abspath(path)) for path in paths):  # noqa: PTH100
            for entry in self._settings.ignored:
                for code in entry.codes:
                    if (entry, code) not in self._used_entries and self._is_asked(code):
                        message = f'"{code}" of the entry of ignores{_about(entry)} hides nothing'
                        yield problem("SMP050", message, Span(self._settings.source))

    def _hides(self, finding: Finding) -> bool:
        path = os.path.abspath(finding.span.file)  # noqa: PTH100
        by_file = codes_for(self._settings.per_file_ignores, path, self._folder)
        hidden = longest(by_file, finding.code) > 0
        for entry in self._settings.ignored:
            if entry.covers(finding) and (entry.file is None or fits((entry.file,), path, self._folder)):
                self._used_entries |= {(entry, code) for code in entry.codes if finding.code.startswith(code)}
                hidden = True
        for comment in self._comments(finding.span):
            used = {(finding.span.file, comment, code) for code in comment.codes if finding.code.startswith(code)}
            if used and _is_about(comment, finding.span):
                self._used |= used
                hidden = True
        return hidden

    def _comments(self, span: Span) -> Iterable[Comment]:
        file = span.file
        if file in self._comments_in:
            return self._comments_in[file]
        if span.line is None:  # nothing in the file: it may be one that must not be opened
            return ()
        if file not in self._imported:
            self._imported[file] = _of_file(file)
        return self._imported[file]

    def _wrong(self, comment: Comment, file: str, span: Span) -> Iterator[Finding]:
        if comment.fault is not None:
            yield problem("SMP051", comment.fault, span)
        unused = [code for code in comment.codes if self._is_of_no_use(comment, code, file)]
        for code in comment.codes:
            if not any(known.startswith(code) for known in self._known_codes) or not code:
                message = f'no rule has the code "{code}"{self._guess(code)}'
                yield problem("SMP051", message, span)
            elif code in unused:
                message = f"{code} is not found {'in this file' if comment.first is None else 'here'}"
                yield replace(problem("SMP050", message, span), fix=_without(comment, unused, file))

    @cached_property
    def _known_codes(self) -> Sequence[str]:
        return list(self._settings.known_codes())

    def _guess(self, code: str) -> str:
        """Return a guess at the code that was meant, for the first of those that are none: each takes a while."""
        if code not in self._guesses:
            self._guesses[code] = self._settings.code_guess(code) if len(self._guesses) < GUESSES else ""
        return self._guesses[code]

    def _is_of_no_use(self, comment: Comment, code: str, file: str) -> bool:
        return (file, comment, code) not in self._used and self._is_asked(code)

    def _is_asked(self, code: str) -> bool:
        """Tell whether anything that ``code`` stands for is looked for in this run."""
        asked = (known for known in self._known_codes if known.startswith(code))
        return any(self._settings.includes(known) and not self._settings.is_off(known) for known in asked)


def _without(comment: Comment, unused: Sequence[str], file: str) -> Fix | None:
    from pipelint.linter.fixing.ignoring import without

    return without(comment, unused, file)


def _of_file(file: str) -> tuple[Comment, ...]:
    """Return the comments of a file that was only imported."""
    try:
        data = Path(file).read_bytes()
    except (OSError, ValueError):
        return ()
    if b"pipelint:" not in data:
        return ()
    from pipelint.linter.suppression_comments import comments_of_file

    return comments_of_file(data)


def _is_about(comment: Comment, span: Span) -> bool:
    """Tell whether a finding at ``span`` begins or ends where ``comment`` is about."""
    if comment.first is None or comment.last is None:
        return True
    begin = span.line if comment.cell is None else span.cell_line
    if begin is None or comment.cell not in (None, span.cell):
        return False
    end = begin + (span.end_line or 0) - (span.line or 0) if span.end_line else begin
    return comment.first <= begin <= comment.last or comment.first <= end <= comment.last


def _about(entry: Ignored) -> str:
    parts = {"file": entry.file, "step": entry.step, "pointer": entry.pointer}
    return " for " + ", ".join(f'{name} "{value}"' for name, value in parts.items() if value is not None)
