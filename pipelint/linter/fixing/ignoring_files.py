"""Suppression comments for all that is found, in Python files and notebooks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import groupby

from pipelint.findings import Edit, Finding
from pipelint.linter.contents import Contents, real
from pipelint.linter.fixing.applying import NEWLINE, NotApplicable, applied, decoded
from pipelint.linter.fixing.ignoring import comments_for, place
from pipelint.linter.problems import problem
from pipelint.linter.source.notebook import python_of, text_of
from pipelint.pipeline.record import record

ABOUT_COMMENTS = ("SMP050", "SMP051", "SMP052", "SMP055")
"""What is said of suppressions and of fixes themselves: there is no sense in suppressing it."""


@record
class Ignored:
    """The files as they should be now, the findings that comments are to suppress, and what is said of the others."""

    changed: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    said: tuple[Finding, ...]


def with_comments(findings: Iterable[Finding], contents: Contents, reason: str) -> Ignored:
    """Write a comment for each of ``findings``, in memory. Nothing is written to disk."""
    changed: dict[str, bytes] = {}
    held: list[Finding] = []
    said: list[Finding] = []
    wanted = sorted((one for one in findings if one.code not in ABOUT_COMMENTS), key=lambda one: one.span.file)
    for file, group in groupby(wanted, key=lambda one: one.span.file):
        of_file = list(group)
        try:
            edits, refused = _edits(file, of_file, contents, reason)
            if edits and real(file) not in changed:
                changed[real(file)] = applied(contents.now(file), edits)
        except (KeyError, TypeError, ValueError, RecursionError, NotApplicable):  # no Python, or only imported
            refused = of_file
        held += [one for one in of_file if one not in refused]
        said += map(_not_held_back, refused)
    return Ignored(changed, tuple(held), tuple(said))


def _edits(file: str, findings: list[Finding], contents: Contents, reason: str) -> tuple[list[Edit], list[Finding]]:
    """Return the edits of one file, and the findings that take no comment. Raises where it is none of Python."""
    data = contents.now(file)
    texts: dict[int | None, str | None]
    if file.lower().endswith(".ipynb"):
        cells = json.loads(data.decode("utf-8-sig"))["cells"]
        texts = {number: python_of(text_of(cell)) for number, cell in enumerate(cells)}
    elif any(one.span.pointer is not None for one in findings):
        return [], findings
    else:
        texts = {None: NEWLINE.sub("\n", decoded(data)[0])}
    edits: list[Edit] = []
    refused: list[Finding] = []
    for cell, text in texts.items():
        here = [one for one in findings if cell is None or one.span.cell == cell]
        places = {id(one): place(one, cell is not None) for one in here}
        known = [found for found in places.values() if found is not None]
        made, without_comment = comments_for(text, known, reason, cell) if text is not None else ([], known)
        edits += made
        refused += [one for one in here if places[id(one)] is None or places[id(one)] in without_comment]
    return edits, refused + [one for one in findings if one.span.cell not in texts and None not in texts]


def _not_held_back(finding: Finding) -> Finding:
    where = "in a definition" if finding.span.pointer is not None else "here"
    message = f"no comment can hold {finding.code} back {where}"
    return problem("SMP056", message, finding.span)
